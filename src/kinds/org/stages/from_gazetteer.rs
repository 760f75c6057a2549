//! Names of the gazetteer in the text, and which of them stand for their organisation there.

use super::{Candidates, Sources, Stage};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::org::cues::KnownName;
use crate::kinds::org::de_ru_cues::Compound;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::gazetteer::{Gazetteer, RowId};
use crate::kinds::org::{cues_of, de_ru_cues, en_longer};
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Normal, OrgKind, Span};
use crate::text::boundary::{after, before, is_word, word_after, word_before};
use std::collections::{BTreeMap, BTreeSet};

const RULE: [OtherRule; 3] = [
    OtherRule {
        name: "org/en/gazetteer",
        description: "a name of the gazetteer",
        examples: &["Human Rights Watch and the United Nations protested."],
    },
    OtherRule {
        name: "org/de/gazetteer",
        description: "a name of the gazetteer",
        examples: &["Das stand in der \"Bild\"."],
    },
    OtherRule {
        name: "org/ru/gazetteer",
        description: "a name of the gazetteer",
        examples: &["Об этом заявили в ООН."],
    },
];
const BRANCH: [OtherRule; 3] = [
    OtherRule {
        name: "org/en/known-and-branch",
        description: "a name of the gazetteer with the branch behind it",
        examples: &["Siemens Nordics grew."],
    },
    OtherRule {
        name: "org/de/known-and-branch",
        description: "a name of the gazetteer with the branch behind it",
        examples: &["Der Umsatz von Siemens Deutschland sank."],
    },
    OtherRule {
        name: "org/ru/known-and-branch",
        description: "a name of the gazetteer with the branch behind it",
        examples: &["Siemens Балтика выросла."],
    },
];

const COMPOUND: OtherRule = OtherRule {
    name: "org/de/compound-part",
    description: "a name of the gazetteer as the first part of a compound",
    examples: &["Ein Greenpeace-Sprecher lehnte ab."],
};

/// Adds names of the gazetteer, also with the word of a branch ("Siemens Nordics"). Removes what
/// rules read over the same words, because the gazetteer knows more about a name than its form
/// tells.
///
/// Stands before all stages that find names in the text: they leave the gazetteer's names to it.
pub(super) const STAGE: Stage = Stage {
    name: "gazetteer",
    rules: &[&RULE, &BRANCH, &[COMPOUND]],
    run: |candidates: &mut Candidates<'_>, sources: &Sources<'_>| {
        let found = in_document(sources.context, sources.gazetteer);
        candidates.from_gazetteer = found.iter().map(|f| f.span).collect();
        let known = &candidates.from_gazetteer;
        candidates.findings.retain(|f| !known.contains(&f.span));
        candidates.findings.extend(found);
    },
};

/// Names of the gazetteer in a document, by what they stand for there.
#[derive(Default)]
struct Names<'g> {
    /// Names that stand for their organisation.
    sure: Vec<Finding<Expr>>,
    /// Ambiguous names.
    doubtful: Vec<Finding<Expr>>,
    /// The rows of sure names.
    named: BTreeSet<RowId>,
    /// The rows and names of ambiguous names beside a cue.
    hinted: Vec<(RowId, &'g str)>,
    /// Names that stand for a person.
    persons: BTreeSet<&'g str>,
}

/// The names of the gazetteer that stand for their organisation. An ambiguous one needs quotes, a
/// descriptor, a cue, an unambiguous name of its organisation in the document, or a sure name of
/// its kind that "and" joins to it.
fn in_document(context: &Context<'_>, gazetteer: &Gazetteer) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let mut names = Names::default();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let tokens = context.tokens_in(paragraph.span);
        let mut at = 0;
        while at < tokens.len() {
            let Some((count, alias)) = gazetteer.longest(lang, tokens, at) else {
                at += 1;
                continue;
            };
            let span = Span::new(tokens[at].start, tokens[at + count - 1].end);
            at += count;
            let Some(entry) = gazetteer.entry(alias) else { continue };
            // "BFH/NV" is a journal.
            if entry.kind() == Some(OrgKind::Court) && is_cited(text, span) {
                continue;
            }
            let name = KnownName {
                text,
                span: without_descriptor(text, span, entry.name),
                tokens: count,
                entry,
                lang,
            };
            let value = Expr {
                kind: name.entry.kind(),
                confidence: Confidence::Certain,
                alias: Some(alias),
            };
            names.add(&name, value, context.words(lang));
        }
    }
    let Names { mut sure, doubtful, mut named, hinted, persons } = names;
    // A hint counts where nobody in the document bears the name.
    named
        .extend(hinted.into_iter().filter(|(_, name)| !persons.contains(name)).map(|(row, _)| row));
    let is_named = |f: &Finding<Expr>| {
        f.value.alias.and_then(|a| gazetteer.row(a)).is_some_and(|row| named.contains(&row))
    };
    let (licensed, rest): (Vec<_>, Vec<_>) = doubtful.into_iter().partition(is_named);
    let beside = beside_sure_names(text, &sure, rest, context.words);
    let branches = with_branches(text, &sure, context.words);
    sure.extend(licensed.into_iter().chain(beside).map(|mut f| {
        f.value.confidence = Confidence::Medium;
        f
    }));
    sure.extend(branches);
    sure
}

impl<'g> Names<'g> {
    /// Sorts a name in, unless it stands for something else here.
    fn add(&mut self, name: &KnownName<'_, 'g>, value: Expr, words: &Vocabulary) {
        let &KnownName { text, span, lang, entry, .. } = name;
        let compound = de_ru_cues::compound_of(name, words);
        if compound.is_none() && inside_word(text, span) || not_meant(name, words) {
            return;
        }
        let span = (cues_of(lang).span)(name);
        let rule = if compound.is_some() { COMPOUND.name } else { RULE[lang.index()].name };
        let finding = Finding { span, value, rule, lang, nested: true };
        if compound == Some(Compound::Doubtful) {
            self.doubtful.push(finding);
            return;
        }
        match standing(name, words) {
            Standing::Sure => {
                self.named.insert(entry.id);
                // The whole may be the name of another body.
                let part = en_longer::may_go_on(text, span, words);
                let confidence = if part { Confidence::Strong } else { Confidence::Certain };
                let value = Expr { confidence, ..finding.value };
                self.sure.push(Finding { value, ..finding });
            }
            Standing::Person => {
                self.persons.insert(entry.name);
            }
            Standing::Hinted => {
                self.hinted.push((entry.id, entry.name));
                self.doubtful.push(finding);
            }
            Standing::Doubtful => self.doubtful.push(finding),
        }
    }
}

/// What a name of the gazetteer stands for at its place.
enum Standing {
    /// For its organisation.
    Sure,
    /// For a person.
    Person,
    /// Ambiguous, but a cue stands beside it.
    Hinted,
    /// Ambiguous.
    Doubtful,
}

fn standing(name: &KnownName<'_, '_>, words: &Vocabulary) -> Standing {
    let &KnownName { text, span, entry, lang, .. } = name;
    let person = (cues_of(lang).is_person)(name, words);
    if !person && !entry.ambiguous {
        return Standing::Sure;
    }
    let cued = is_quoted(text, span) || has_descriptor(text, span, words);
    if person && !cued {
        return Standing::Person;
    }
    if !entry.ambiguous || cued || de_ru_cues::licensed(text, span, words) {
        return Standing::Sure;
    }
    if (cues_of(lang).is_hinted)(name, words) { Standing::Hinted } else { Standing::Doubtful }
}

/// Whether a slash joins a court to two or three capitals, which are no other court's: "BFH/NV".
fn is_cited(text: &str, span: Span<Normal>) -> bool {
    let Some(tail) = text[span.end..].strip_prefix('/') else { return false };
    let code = word_after(tail, 0);
    (2..4).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && !code.ends_with('G')
        && !code.ends_with('H')
}

/// Whether a name is part of a hyphenated word ("EU-Kommission") or of a web address ("taz.de").
fn inside_word(text: &str, span: Span<Normal>) -> bool {
    let joins = |c: Option<char>| matches!(c, Some('-' | '_' | '@'));
    let hyphen_after = joins(after(text, span.end)) && text[span.end + 1..].starts_with(is_word);
    // "Nicht-EU" is a compound, "then-United Nations" an organisation with a word before it.
    let hyphen_before = joins(before(text, span.start))
        && text[..span.start - 1]
            .rsplit(|c: char| !is_word(c))
            .next()
            .is_some_and(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
    let domain =
        text[span.end..].strip_prefix('.').is_some_and(|t| t.starts_with(char::is_lowercase));
    hyphen_after || hyphen_before || domain
}

/// The span of a name without its descriptor. The table has «телеканал „Волна“» with its
/// descriptor, because this helps to find the name; the mention is only the words in quotes.
fn without_descriptor(text: &str, span: Span<Normal>, name: &str) -> Span<Normal> {
    let inner = &text[span.range()];
    let open = inner.find(['"', '«']).filter(|_| name.starts_with(char::is_lowercase));
    match open.zip(inner.strip_suffix(['"', '»'])) {
        Some((open, body)) => {
            let quote = text[span.start + open..].chars().next().map_or(1, char::len_utf8);
            Span::new(span.start + open + quote, span.start + body.len())
        }
        None => span,
    }
}

/// Whether a name does not mean the organisation but something of the same name: a place where
/// something happens («в Кремле», «на YouTube»), a product («водитель Toyota», "Boeing 747"), an
/// arena or a prize ("Wells Fargo Arena").
fn not_meant(name: &KnownName<'_, '_>, words: &Vocabulary) -> bool {
    let &KnownName { text, span, lang, .. } = name;
    let before = word_before(text, span.start);
    let place =
        || words.is(Class::PlaceUse, before) && words.is(Class::UsedAsPlace, &text[span.range()]);
    words.is(Class::ProductOf, before) || place() || (cues_of(lang).is_product)(name, words)
}

fn is_quoted(text: &str, span: Span<Normal>) -> bool {
    matches!(before(text, span.start), Some('"' | '«'))
        && matches!(after(text, span.end), Some('"' | '»'))
}

fn has_descriptor(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let word = word_before(text, span.start);
    words.is(Class::OrgDescriptor, word)
        || words.is(Class::OrgHead, word) && !words.is(Class::OrgNoDescriptor, word)
        || de_ru_cues::is_describing(word, words)
}

/// Whether words between two names put them in one list.
fn joins(gap: &str, words: &Vocabulary) -> bool {
    words.is(Class::OrgAnd, gap)
}

/// The doubtful names that stand beside a sure one of their kind, joined by "and" or a comma: "Union
/// und SPD".
fn beside_sure_names(
    text: &str,
    sure: &[Finding<Expr>],
    doubtful: Vec<Finding<Expr>>,
    words: [&Vocabulary; 3],
) -> Vec<Finding<Expr>> {
    let starts: BTreeMap<usize, &Finding<Expr>> = sure.iter().map(|f| (f.span.start, f)).collect();
    let ends: BTreeMap<usize, &Finding<Expr>> = sure.iter().map(|f| (f.span.end, f)).collect();
    let joined = |f: &Finding<Expr>, other: &Finding<Expr>, gap: &str| {
        other.value.kind == f.value.kind
            && f.value.kind.is_some()
            && gap.len() <= 8
            && joins(gap.trim().trim_end_matches("the").trim_end(), words[f.lang.index()])
    };
    let beside = |f: &Finding<Expr>| {
        let before = ends.range(..=f.span.start).next_back();
        let after = starts.range(f.span.end..).next();
        before.is_some_and(|(end, other)| joined(f, other, &text[*end..f.span.start]))
            || after.is_some_and(|(start, other)| joined(f, other, &text[f.span.end..*start]))
    };
    doubtful.into_iter().filter(beside).collect()
}

/// Sure names with the word of a branch behind them: "Muster Deutschland", "Muster International".
fn with_branches(
    text: &str,
    sure: &[Finding<Expr>],
    words: [&Vocabulary; 3],
) -> Vec<Finding<Expr>> {
    let with_branch = |f: &Finding<Expr>| {
        let tail = text[f.span.end..].strip_prefix(' ')?;
        let word = &tail[..tail.find(|c: char| !is_word(c)).unwrap_or(tail.len())];
        let branch =
            words[f.lang.index()].is(Class::OrgTail, word) && !tail[word.len()..].starts_with('-');
        let words = words[f.lang.index()];
        let with_branches = match f.value.kind {
            Some(OrgKind::Company | OrgKind::Bank | OrgKind::Media) => true,
            // "Greenpeace Deutschland"
            Some(OrgKind::Ngo) => words.is(Class::Country, word),
            _ => false,
        };
        let event = words.is(Class::OrgNoTail, word_after(tail, word.len()));
        (branch && with_branches && !event).then(|| Finding {
            span: Span::new(f.span.start, f.span.end + 1 + word.len()),
            value: Expr::new(f.value.kind, Confidence::Strong),
            rule: BRANCH[f.lang.index()].name,
            lang: f.lang,
            nested: false,
        })
    };
    sure.iter().filter_map(with_branch).collect()
}
