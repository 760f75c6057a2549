//! Names in a list of known bodies, in English and Russian: "Acme Bank, Stonehill Partners and the
//! Harbour Trust", «„Волна“, „Тихий берег“ и „Газпром“».

use super::{Candidates, Sources, Stage};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{is_word, stops};

const RULE: [OtherRule; 2] = [
    OtherRule {
        name: "org/en/listed-beside",
        description: "a name in a list of known bodies",
        examples: &["Barclays, Quellmont Stone Weaver, Deutsche Bank and UBS lent it money."],
    },
    OtherRule {
        name: "org/ru/listed-beside",
        description: "a quoted name or a name in another script in a list of known bodies",
        examples: &["Об этом заявили «Роснефть», «Тихий берег» и «Газпром»."],
    },
];

/// Adds the names between known bodies in lists: what stands in line with two parties is a party.
///
/// Stands behind the choice of names, which says where the known ones end.
pub(super) const STAGE: Stage = Stage {
    name: "lists of known bodies",
    rules: &[&RULE],
    run: |candidates: &mut Candidates<'_>, sources: &Sources<'_>| {
        let found = in_lists(&candidates.findings, sources);
        candidates.add(found);
    },
};

/// A part of a list.
#[derive(Clone, Copy)]
enum Item {
    /// A body that was found.
    Known(Option<OrgKind>),
    /// A name that nothing else tells of.
    Name(Span<Normal>),
}

fn in_lists(findings: &[Finding<Expr>], sources: &Sources<'_>) -> Vec<Finding<Expr>> {
    let text = sources.text();
    let mut known: Vec<&Finding<Expr>> = findings.iter().collect();
    known.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let mut found = Vec::new();
    for paragraph in &sources.context.text.paragraphs {
        let Some(lang @ (Lang::En | Lang::Ru)) = paragraph.lang else { continue };
        let (start, end) = (paragraph.span.start, paragraph.span.end);
        let from = known.partition_point(|f| f.span.start < start);
        let to = known.partition_point(|f| f.span.start < end);
        let few = if lang == Lang::En { 2 } else { 1 };
        if to - from < few {
            continue;
        }
        let list = Lists { text, words: sources.words(lang), lang, known: &known[from..to] };
        let mut at = start;
        let mut known_before = 0;
        for stop in stops(text, start, end).chain([end]) {
            // Most sentences name too few bodies to list them.
            let known = list.known.partition_point(|f| f.span.start < stop);
            if stop > at && known - known_before >= few {
                list.read(Span::new(at, stop), &mut found);
            }
            (at, known_before) = (stop, known);
        }
    }
    found
}

struct Lists<'a> {
    text: &'a str,
    words: &'a Vocabulary,
    lang: Lang,
    /// The bodies of the paragraph in order of place, outer before inner.
    known: &'a [&'a Finding<Expr>],
}

impl Lists<'_> {
    /// Reads the lists of a sentence.
    fn read(&self, sentence: Span<Normal>, found: &mut Vec<Finding<Expr>>) {
        let mut run: Vec<Item> = Vec::new();
        for piece in self.pieces(sentence) {
            if let Some(item) = self.whole(piece) {
                run.push(item);
                continue;
            }
            if !run.is_empty() {
                run.extend(self.first_of(piece));
            }
            self.close(&mut run, found);
            run.extend(self.last_of(piece));
        }
        self.close(&mut run, found);
    }

    /// The parts of a sentence between commas and "and", known bodies and quotations in one piece.
    fn pieces(&self, sentence: Span<Normal>) -> Vec<Span<Normal>> {
        let separators: &[&str] = match self.lang {
            Lang::Ru => &[", а также ", ", ", " и ", " или "],
            Lang::En | Lang::De => &[", and ", ", or ", ", ", " and ", " or "],
        };
        // « and » begin with the byte C2.
        let says = |b: &u8| matches!(b, b' ' | b',' | b'"' | 0xC2);
        let mut pieces = Vec::new();
        let (mut from, mut at) = (sentence.start, sentence.start);
        let mut quoted = false;
        let mut known = self.known.partition_point(|f| f.span.start < at);
        while at < sentence.end {
            // The outermost body of a place stands first.
            while self.known.get(known).is_some_and(|f| f.span.start < at) {
                known += 1;
            }
            let next_known = self.known.get(known).map(|f| f.span);
            if let Some(span) = next_known.filter(|span| span.start == at) {
                at = span.end;
                continue;
            }
            let end = next_known.map_or(sentence.end, |span| span.start.min(sentence.end));
            at += self.text.as_bytes()[at..end].iter().position(says).unwrap_or(end - at);
            if at == end {
                continue;
            }
            let tail = &self.text[at..sentence.end];
            let Some(next) = tail.chars().next() else { break };
            quoted = match next {
                '«' => true,
                '»' => false,
                '"' => !quoted,
                _ => quoted,
            };
            // Most spaces stand before another word.
            let begins = tail.as_bytes().first_chunk::<2>();
            let separates =
                |s: &&&str| s.as_bytes().first_chunk() == begins && tail.starts_with(**s);
            match separators.iter().find(|s| !quoted && separates(s)) {
                Some(separator) => {
                    pieces.push(Span::new(from, at));
                    at += separator.len();
                    from = at;
                }
                None => at += next.len_utf8(),
            }
        }
        pieces.push(Span::new(from, sentence.end));
        pieces
    }

    /// The outermost known body that begins at `at`.
    fn known_at(&self, at: usize) -> Option<&Finding<Expr>> {
        let place = self.known.partition_point(|f| f.span.start < at);
        self.known.get(place).copied().filter(|f| f.span.start == at)
    }

    /// A piece without article, quotes and the acronym behind it, and whether it had quotes.
    fn bare(&self, piece: Span<Normal>) -> (Span<Normal>, bool) {
        let (mut start, mut end) = (piece.start, piece.end);
        let text = |start: usize, end: usize| &self.text[start..end];
        let trimmed = text(start, end).trim_end_matches(['.', ';', ':', ' ']);
        end = start + trimmed.len();
        if let Some(open) = trimmed.strip_suffix(')').and_then(|t| t.rfind(" (")) {
            end = start + open;
        }
        for article in ["the ", "The "] {
            start += text(start, end).strip_prefix(article).map_or(0, |_| article.len());
        }
        let quote = ['"', '«', '»'];
        let inner = text(start, end).trim_start_matches(quote);
        let quoted = inner.len() < end - start;
        start = end - inner.len();
        (Span::new(start, start + inner.trim_end_matches(quote).len()), quoted)
    }

    /// What a piece is that is an item and nothing else.
    fn whole(&self, piece: Span<Normal>) -> Option<Item> {
        let (span, quoted) = self.bare(piece);
        if span.is_empty() {
            return None;
        }
        let known = [span.start, piece.start].into_iter().find_map(|at| self.known_at(at));
        if let Some(f) = known.filter(|f| f.span.end >= span.end) {
            return Some(Item::Known(f.value.kind));
        }
        let name = &self.text[span.range()];
        let fits = known.is_none() && self.is_name(name, quoted);
        fits.then_some(Item::Name(span))
    }

    /// The item that begins a piece: the end of a list.
    fn first_of(&self, piece: Span<Normal>) -> Option<Item> {
        let (span, quoted) = self.bare(piece);
        if let Some(f) = self.known_at(span.start) {
            return Some(Item::Known(f.value.kind));
        }
        let tail = &self.text[span.start..piece.end];
        let end = if quoted { tail.find(['"', '»'])? } else { self.name_length(tail) };
        let span = Span::new(span.start, span.start + end);
        let name = &self.text[span.range()];
        // A name of one word that begins a sentence part may be a person.
        let several = quoted || name.contains(' ');
        (several && self.is_name(name, quoted)).then_some(Item::Name(span))
    }

    /// The known body that ends a piece: the beginning of a list.
    fn last_of(&self, piece: Span<Normal>) -> Option<Item> {
        let (span, _) = self.bare(piece);
        let ends = |f: &&&Finding<Expr>| f.span.end == span.end || f.span.end == piece.end;
        let holds = self.known.iter().filter(|f| f.span.start >= piece.start);
        holds.take_while(|f| f.span.start < piece.end).find(ends).map(|f| Item::Known(f.value.kind))
    }

    /// The bytes of the capitalised words that begin `tail`.
    fn name_length(&self, tail: &str) -> usize {
        let (mut at, mut end) = (0, 0);
        for word in tail.split_inclusive(' ') {
            let bare = word.trim_end_matches(|c| !is_word(c));
            let capital = bare.starts_with(char::is_uppercase);
            if !(capital || end > 0 && self.words.is(Class::OrgLink, bare)) {
                break;
            }
            at += word.len();
            if capital {
                end = at - (word.len() - bare.len());
            }
            if word.len() - bare.len() > 1 {
                break;
            }
        }
        end
    }

    /// Whether the words of an item may be the name of a body.
    fn is_name(&self, name: &str, quoted: bool) -> bool {
        const OTHERS: &[Class] = &[
            Class::GivenName,
            Class::OrgTitle,
            Class::OrgPerson,
            Class::Place,
            Class::City,
            Class::Country,
            Class::Nationality,
            Class::Month,
            Class::Weekday,
            Class::OrgNotFirst,
            Class::OrgCommon,
            Class::OrgOpener,
        ];
        if !name.starts_with(char::is_uppercase) {
            return false;
        }
        let letters = name.chars().count();
        let count = name.split(' ').count();
        let plain = name.chars().all(|c| is_word(c) || matches!(c, ' ' | '-' | '&' | '\'' | '.'));
        if !(3..=60).contains(&letters) || count > 6 || !plain {
            return false;
        }
        if self.lang == Lang::Ru {
            let latin = name.bytes().all(|b| b.is_ascii());
            return (quoted || latin)
                && !self.words.is_any(&[Class::OrgLatinNoBody, Class::GivenName], name);
        }
        let first = name.split(' ').next().unwrap_or(name);
        let last = name.rsplit(' ').next().unwrap_or(name);
        let capitals = name.split(' ').all(|w| {
            w.starts_with(char::is_uppercase) || self.words.is(Class::OrgLink, w) || w == "the"
        });
        capitals
            && ![name, first, last].iter().any(|w| self.words.is_any(OTHERS, w))
            && last.starts_with(char::is_uppercase)
    }

    /// Adds the names of a list in which enough bodies are known.
    fn close(&self, run: &mut Vec<Item>, found: &mut Vec<Finding<Expr>>) {
        let items = std::mem::take(run);
        // A body whose kind is open may stand with any.
        let kinds: Vec<Option<OrgKind>> = items
            .iter()
            .filter_map(|item| match item {
                Item::Known(kind) => kind.is_none_or(may_be_listed).then_some(*kind),
                Item::Name(_) => None,
            })
            .collect();
        let names = items.iter().filter(|item| matches!(item, Item::Name(_))).count();
        let enough = match self.lang {
            Lang::Ru => !kinds.is_empty(),
            Lang::En | Lang::De => kinds.len() > 1 && items.len() > 2,
        };
        let Some(kind) = kinds.first().copied().filter(|_| enough && names > 0) else { return };
        // A list of several kinds tells that the others are bodies, but not of what kind.
        let same = kinds.iter().all(|k| *k == kind);
        let value = Expr::new(kind.filter(|_| same), Confidence::Medium);
        let rule = RULE[usize::from(self.lang == Lang::Ru)].name;
        for item in items {
            let Item::Name(span) = item else { continue };
            // One word beside few known bodies may be a person or a thing.
            let single = self.lang == Lang::En && !self.text[span.range()].contains(' ');
            if !(single && (!same || names >= kinds.len())) {
                found.push(Finding { span, value, rule, lang: self.lang, nested: false });
            }
        }
    }
}

/// The kinds whose lists hold bodies only: with states, teams and authorities stand countries,
/// players and persons.
fn may_be_listed(kind: OrgKind) -> bool {
    matches!(
        kind,
        OrgKind::Company
            | OrgKind::Bank
            | OrgKind::Party
            | OrgKind::Ngo
            | OrgKind::Media
            | OrgKind::University
    )
}
