//! What the words around a name say: that it names a body, or that it names a person.

use super::Expr;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{after, before, is_edge, is_word, word_before};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a given name stands right before: "Johann Muster" is a person, whatever Muster makes.
pub(super) fn of_person(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let word = word_before(text, span.start);
    word.starts_with(char::is_uppercase) && words.is(Class::GivenName, word)
}

/// Whether an ambiguous name is plain in texts of this language: "Apple" is no German word. Not in the green, though ("im Grünen").
pub(super) fn is_plain(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let name = &text[span.range()];
    words.is(Class::OrgPlain, name) && !matches!(word_before(text, span.start), "im" | "ins" | "Im")
}

/// Whether an article makes an ambiguous acronym a body: "der DWKV", "laut SKVT".
pub(super) fn acronym_led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let name = &text[span.range()];
    let lead = words.is(Class::AcronymLead, word_before(text, span.start));
    lead && is_acronym(name) && words.value(Class::NotAcronym, name).is_none()
}

/// Whether the word before an ambiguous name is one that stands before bodies: "bei Muster".
pub(super) fn led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    words.is(Class::OrgLead, word_before(text, span.start))
}

/// The doubtful names that stand in one row with a sure one of their kind: "Union und SPD".
pub(super) fn beside(
    text: &str,
    sure: &[Finding<Expr>],
    doubtful: Vec<Finding<Expr>>,
    words: [&Vocabulary; 3],
) -> Vec<Finding<Expr>> {
    let starts: BTreeMap<usize, &Finding<Expr>> = sure.iter().map(|f| (f.span.start, f)).collect();
    let ends: BTreeMap<usize, &Finding<Expr>> = sure.iter().map(|f| (f.span.end, f)).collect();
    let near = |f: &Finding<Expr>, gap: &str, lang: Lang| {
        f.value.kind.is_some() && gap.len() <= 8 && words[lang.index()].value(Class::OrgAnd, gap.trim()).is_some()
    };
    let row = |f: &Finding<Expr>| {
        let before = ends
            .range(..=f.span.start)
            .next_back()
            .is_some_and(|(end, other)| other.value.kind == f.value.kind && near(f, &text[*end..f.span.start], f.lang));
        before
            || starts.range(f.span.end..).next().is_some_and(|(start, other)| {
                other.value.kind == f.value.kind && near(f, &text[f.span.end..*start], f.lang)
            })
    };
    doubtful.into_iter().filter(row).collect()
}

/// Known names that go on with the word of a branch: "Muster Deutschland", "Muster International".
pub(super) fn with_tails(text: &str, sure: &[Finding<Expr>], words: [&Vocabulary; 3]) -> Vec<Finding<Expr>> {
    let longer = |f: &Finding<Expr>| {
        let tail = text[f.span.end..].strip_prefix(' ')?;
        let word = &tail[..tail.find(|c: char| !is_word(c)).unwrap_or(tail.len())];
        words[f.lang.index()].value(Class::OrgTail, word)?;
        let company = matches!(f.value.kind, Some(OrgKind::Company | OrgKind::Bank | OrgKind::Media));
        (company && !tail[word.len()..].starts_with('-')).then(|| Finding {
            span: Span::new(f.span.start, f.span.end + 1 + word.len()),
            value: Expr { kind: f.value.kind, confidence: Confidence::Strong, entry: None },
            rule: super::evidence::rule(
                f.lang,
                ["org/en/known-and-branch", "org/de/known-and-branch", "org/ru/known-and-branch"],
            ),
            lang: f.lang,
            nested: false,
        })
    };
    sure.iter().filter_map(longer).collect()
}

/// Acronyms that an article makes a body: "der DWKV", "laut SKVT". Texts that cite sections give articles to laws as well: not there.
pub(super) fn acronyms(context: &Context<'_>) -> Vec<Finding<Expr>> {
    let words = context.words;
    let normal = context.text.normal.as_ref();
    let mut found = Vec::new();
    if memchr::memmem::find(normal.as_bytes(), "§".as_bytes()).is_some() {
        return found;
    }
    for paragraph in context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::De)) {
        let words = words[Lang::De.index()];
        for token in context.tokens_in(paragraph.span) {
            let span: Span<Normal> = Span::new(token.start, token.end);
            let capitals = token.shape.is_capital() && token.shape.is_acronym() && !token.shape.has_digit();
            if !capitals || !(3..=12).contains(&span.len()) {
                continue;
            }
            let name = &normal[span.range()];
            let alone = !matches!(before(normal, span.start), Some('-' | '/' | '.' | '@'))
                && !matches!(after(normal, span.end), Some('-' | '/' | '_' | '@' | '&'))
                && !normal[span.end..].starts_with(" -")
                && is_edge(normal, span.end);
            let lead = words.is(Class::AcronymLead, word_before(normal, span.start));
            let number = normal[span.end..]
                .strip_prefix(' ')
                .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()));
            let known = words.is_any(&[Class::NotAcronym, Class::Currency, Class::Country, Class::OrgTeam], name);
            if alone && lead && !number && !known {
                found.push(Finding {
                    span,
                    value: Expr { kind: None, confidence: Confidence::Medium, entry: None },
                    rule: "org/de/acronym-with-article",
                    lang: Lang::De,
                    nested: false,
                });
            }
        }
    }
    found
}

/// Names that the document uses as a place ("in Ahornstadt") or as a surname ("Lena Ahorn"): what a rule takes for a body may be one of these.
pub(super) fn elsewhere<'t>(context: &'t Context<'_>) -> BTreeSet<&'t str> {
    let words = context.words;
    let normal = context.text.normal.as_ref();
    let mut names = BTreeSet::new();
    // The same small words stand before names all the time.
    let mut known: FxHashMap<u64, bool> = FxHashMap::default();
    for paragraph in &context.text.paragraphs {
        let Some(words) = paragraph.lang.filter(|l| *l == Lang::De).map(|l| words[l.index()]) else { continue };
        for pair in context.tokens_in(paragraph.span).windows(2) {
            let [first, second] = pair else { continue };
            if !second.shape.is_capital() {
                continue;
            }
            let (lead, name) = (&normal[first.start..first.end], &normal[second.start..second.end]);
            let apart = normal[first.end..second.start] == *" ";
            let leads =
                || words.is(Class::PlaceLead, lead) || first.shape.is_capital() && words.is(Class::GivenName, lead);
            if apart && *known.entry(first.id()).or_insert_with(leads) {
                names.insert(name);
            }
        }
    }
    names
}
