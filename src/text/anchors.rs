//! One scan a paragraph that tells which rules have anything to look for, and where.
//!
//! Rules do not run over text. Each names the classes of word without which it cannot match, and runs only in a window around
//! the places where one of those words stands. A scan costs as much for five hundred words as for five.

use super::tokens::is_edge;
use crate::model::{Normal, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// What a rule may be anchored on. The words of each class are in `gazetteers/` or beside the rules that need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Anchor {
    /// A run of four digits from 1000 to 2199.
    Year,
    /// Digits joined by one of `. / -` to digits, a stop and spaces between them included.
    Numeric,
    /// Digits, a colon or stop, two digits.
    Clock,
    /// A month's name.
    Month,
    /// A weekday's name.
    Weekday,
    /// A unit of time: day, Jahr, квартал; and what stands for one (decade, weekend).
    TimeUnit,
    /// A season.
    Season,
    /// A word that points from the day of writing: today, vergangen, прошлый.
    Deictic,
    /// A part of a day, "o'clock", Uhr.
    DayPart,
    /// A currency's name, code or symbol.
    Currency,
    /// A scale word: million, Mrd., тыс.
    Scale,
    /// A provision: §, article, Abs., ст.
    Provision,
    /// A word for a law: Act, -gesetz, кодекс; or a law's abbreviation.
    Law,
    /// A noun that heads names of organisations: Ministry, Verband, фонд.
    OrgHead,
    /// The end of a compound that names an organisation: -ministerium, -verband.
    OrgSuffix,
    /// A legal form: GmbH, Inc., ООО.
    LegalForm,
    /// An opening quotation mark.
    Quote,
    /// An opening round bracket.
    Bracket,
    /// A word with which a date opens: last, diese, следующий, через, fiscal.
    Lead,
    /// An ordinal word: first, dritten, пятого.
    Ordinal,
    /// A rarer unit or stretch of time: century, Quartal, полугодие, BC.
    Period,
    /// A word that makes a number a time of day: p.m., Uhr, часов.
    ClockWord,
}

/// Where an anchor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnchorHit {
    /// Its place.
    pub span: Span<Normal>,
    /// Its class.
    pub class: Anchor,
}

/// How an anchor word must stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edges {
    /// Anything may follow: a stem.
    Start,
    /// Something may stand before: the end of a compound.
    End,
    /// A whole word; a digit may touch it ("20USD", "RM5").
    Whole,
    /// A symbol: anything around.
    None,
}

/// The anchors of one language, compiled.
#[derive(Debug)]
pub struct AnchorSet {
    scan: AhoCorasick,
    words: Vec<(Anchor, Edges)>,
}

impl AnchorSet {
    /// Compiles a table of words. `word` is a stem (any ending may follow), `-word` the end of a compound, a symbol stands for itself.
    ///
    /// Letters are matched in lower case, capitalised and in capitals; a word of capitals only as it is.
    pub fn new<'a>(table: impl IntoIterator<Item = (&'a str, Anchor)>) -> Self {
        let (mut patterns, mut words) = (Vec::new(), Vec::new());
        for (word, class) in table {
            let (stem, edges) = match word.strip_prefix('-') {
                Some(end) if !end.is_empty() => (end, Edges::End),
                // Their tables list every form, and as stems "euro", "art" and "act" would stop at half the words there are.
                _ if word.starts_with(char::is_alphabetic)
                    && matches!(
                        class,
                        Anchor::Currency
                            | Anchor::Provision
                            | Anchor::Law
                            | Anchor::Lead
                            | Anchor::Ordinal
                            | Anchor::ClockWord
                    ) =>
                {
                    (word, Edges::Whole)
                }
                _ if word.starts_with(char::is_alphabetic) => (word, Edges::Start),
                _ => (word, Edges::None),
            };
            let mut forms = vec![stem.to_owned()];
            if stem.chars().any(char::is_lowercase) {
                let mut rest = stem.chars();
                let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
                forms.extend([stem.to_lowercase(), stem.to_uppercase(), first + rest.as_str()]);
            }
            forms.sort_unstable();
            forms.dedup();
            for form in forms {
                patterns.push(form);
                words.push((class, edges));
            }
        }
        let scan = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .unwrap_or_else(|e| unreachable!("built-in anchors fit the automaton: {e}"));
        Self { scan, words }
    }

    /// The anchors in `span` of `text`, in order of their starts.
    pub fn scan(&self, text: &str, span: Span<Normal>, hits: &mut Vec<AnchorHit>) {
        let from = hits.len();
        let slice = &text[span.range()];
        for m in self.scan.find_overlapping_iter(slice) {
            let (class, edges) = self.words[m.pattern().as_usize()];
            let (start, end) = (span.start + m.start(), span.start + m.end());
            let stands = match edges {
                Edges::Start => is_edge(text, start),
                Edges::End => is_edge(text, end) || super::tokens::after(text, end).is_some_and(char::is_lowercase),
                Edges::Whole => {
                    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                    (is_edge(text, end) || digit(super::tokens::after(text, end)))
                        && (is_edge(text, start) || digit(super::tokens::before(text, start)))
                }
                Edges::None => true,
            };
            if stands {
                hits.push(AnchorHit { span: Span::new(start, end), class });
            }
        }
        digits(slice, span.start, hits);
        hits[from..].sort_by_key(|h| (h.span, h.class as u8));
    }
}

/// Finds the anchors that are made of digits.
fn digits(slice: &str, offset: usize, hits: &mut Vec<AnchorHit>) {
    let bytes = slice.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|n| at + n) {
        let run = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let end = start + run;
        let span = Span::new(offset + start, offset + end);
        if run == 4 && matches!((bytes[start], bytes[start + 1]), (b'1', _) | (b'2', b'0' | b'1')) {
            hits.push(AnchorHit { span, class: Anchor::Year });
        }
        let tail = &bytes[end..];
        let digit = |i: usize| tail.get(i).is_some_and(u8::is_ascii_digit);
        match tail.first() {
            Some(b'.') => {
                let spaces = tail[1..].iter().take_while(|&&b| b == b' ').count();
                if digit(1 + spaces.min(2)) {
                    hits.push(AnchorHit { span, class: Anchor::Numeric });
                }
            }
            Some(b'/' | b'-') if digit(1) => hits.push(AnchorHit { span, class: Anchor::Numeric }),
            _ => {}
        }
        if run <= 2 && matches!(tail.first(), Some(b':' | b'.')) && digit(1) && digit(2) && !digit(3) {
            hits.push(AnchorHit { span, class: Anchor::Clock });
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_edges() {
        let set = AnchorSet::new([
            ("january", Anchor::Month),
            ("январ", Anchor::Month),
            ("-gesetz", Anchor::Law),
            ("$", Anchor::Currency),
        ]);
        let text = "In January 2021, 15 января, 03. 12. 2020, das Waffengesetz: $5; Bjanuary";
        let mut hits = Vec::new();
        set.scan(text, Span::new(0, text.len()), &mut hits);
        let found: Vec<_> = hits.iter().map(|h| (&text[h.span.range()], h.class)).collect();
        assert_eq!(
            found,
            [
                ("January", Anchor::Month),
                ("2021", Anchor::Year),
                ("январ", Anchor::Month),
                ("03", Anchor::Numeric),
                ("12", Anchor::Numeric),
                ("2020", Anchor::Year),
                ("gesetz", Anchor::Law),
                ("$", Anchor::Currency)
            ]
        );
    }
}
