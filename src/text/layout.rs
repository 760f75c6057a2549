//! White space: one space between the words of a paragraph, a blank line between paragraphs.
//!
//! Pages are set to a width, mails are indented, and tables are drawn with tabs. Rules and names
//! read none of that: [`lay_out`] rewrites each run of white space, and the offset map leads back.
//! [`lines`](super::lines) says which line ends are only the width of a page.

use super::count_bytes;
use super::lines::{Joint, Line, joints};
use crate::model::{Normal, OffsetMap, OffsetMapBuilder, Span};
use std::borrow::Cow;

/// A text whose white space is rewritten.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    /// The text; borrowed where nothing had to change.
    pub(super) text: Cow<'t, str>,
    /// The way back to the text before.
    pub(super) map: OffsetMap,
    /// The paragraphs that are not blank, without outer white space.
    pub(super) paragraphs: Vec<Span<Normal>>,
}

/// A run of white space that is not a single space.
struct Gap {
    start: usize,
    end: usize,
    /// How many lines end in it; 0: a space.
    line_ends: usize,
    /// White space behind the last line end, in columns; a tab counts as [`TAB`].
    indent: usize,
}

/// The width of a tab in columns.
const TAB: usize = 4;

/// Rewrites the white space of a text and splits it into paragraphs.
///
/// Idempotent: a text that is laid out has no white space but single spaces between words and one
/// blank line between paragraphs.
pub(super) fn lay_out<'t>(text: Cow<'t, str>) -> Layout<'t> {
    let gaps = gaps(&text);
    let joints = line_joints(&text, &gaps);
    let mut writer =
        Writer { text: &text, out: String::new(), copied: 0, map: OffsetMapBuilder::default() };
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for (gap, joint) in gaps.iter().zip(joints) {
        let (from, by) = match joint {
            Joint::Edge => (gap.start, ""),
            Joint::Space => (gap.start, " "),
            // The hyphen before the line end goes as well. It has one or two bytes.
            Joint::Glue => {
                let hyphen = text[..gap.start].chars().next_back().map_or(0, char::len_utf8);
                (gap.start - hyphen, "")
            }
            Joint::Hyphen => (gap.start, ""),
            Joint::Hard => (gap.start, "\n\n"),
        };
        let at = writer.replace(from, gap.end, by);
        if matches!(joint, Joint::Hard | Joint::Edge) {
            if start < at {
                paragraphs.push(Span::new(start, at));
            }
            start = at + by.len();
        }
    }
    let end = writer.position(text.len());
    if start < end {
        paragraphs.push(Span::new(start, end));
    }
    let (out, copied, map) = (writer.out, writer.copied, writer.map.finish());
    if copied == 0 {
        return Layout { text, map, paragraphs };
    }
    let out = out + &text[copied..];
    Layout { text: Cow::Owned(out), map, paragraphs }
}

/// Copies a text with replacements; until the first one nothing is copied.
struct Writer<'t> {
    text: &'t str,
    out: String,
    copied: usize,
    map: OffsetMapBuilder,
}

impl Writer<'_> {
    /// Where the byte `at` of the text goes, if all before it is copied.
    fn position(&self, at: usize) -> usize {
        self.out.len() + at - self.copied
    }

    /// Replaces a stretch; returns where the replacement stands. An equal one changes nothing.
    fn replace(&mut self, start: usize, end: usize, by: &str) -> usize {
        let at = self.position(start);
        if &self.text[start..end] != by {
            self.out.push_str(&self.text[self.copied..start]);
            self.out.push_str(by);
            self.map.replaced(at..at + by.len(), start..end);
            self.copied = end;
        }
        at
    }
}

/// Whether a byte ends a line: line feed, carriage return, line tabulation, form feed.
fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | 0x0B | 0x0C)
}

/// All runs of white space that are not a single space, in order.
fn gaps(text: &str) -> Vec<Gap> {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let blank = |b: u8| b == b' ' || b == b'\t' || ends_line(b);
    // Line ends and tabs are the only bytes of 9 to 13.
    let odd = |a: u8, b: u8| (a.wrapping_sub(9) < 5) | ((a == b' ') & (b == b' '));
    let edge = |start| Gap { start, end: start + 1, line_ends: 0, indent: 0 };
    let mut gaps = Vec::new();
    let mut at = 0;
    if bytes.first() == Some(&b' ') && !bytes.get(1).is_some_and(|b| blank(*b)) {
        gaps.push(edge(0));
        at = 1;
    }
    while at < bytes.len() {
        let end = bytes.len().min(at + BLOCK);
        let next = &bytes[(at + 1).min(bytes.len())..];
        let pairs = || bytes[at..end].iter().zip(next.iter().chain([&0]));
        // Without an early exit the compiler checks many bytes at once.
        let odd_pairs =
            bytes[at..end].iter().zip(next).fold(0, |any, (a, b)| any | u8::from(odd(*a, *b)));
        // The last byte stands in no pair.
        if odd_pairs == 0 && (end < bytes.len() || !odd(bytes[end - 1], 0)) {
            at = end;
            continue;
        }
        let Some(found) = pairs().position(|(a, b)| odd(*a, *b)) else {
            at = end;
            continue;
        };
        let mut start = at + found;
        while start > 0 && bytes[start - 1] == b' ' {
            start -= 1;
        }
        let rest = &bytes[start..];
        let end = start + rest.iter().position(|b| !blank(*b)).unwrap_or(rest.len());
        let run = &bytes[start..end];
        let crlf = run.windows(2).filter(|pair| pair == b"\r\n").count();
        let line_ends = count_bytes(run, ends_line) - crlf;
        let behind = run.iter().rposition(|b| ends_line(*b)).map_or(0, |last| last + 1);
        let indent = run[behind..].iter().map(|b| if *b == b'\t' { TAB } else { 1 }).sum();
        gaps.push(Gap { start, end, line_ends, indent });
        at = end;
    }
    if bytes.len() > 1 && bytes.ends_with(b" ") && gaps.last().is_none_or(|g| g.end < bytes.len()) {
        gaps.push(edge(bytes.len() - 1));
    }
    gaps
}

/// What becomes of each gap.
fn line_joints(text: &str, gaps: &[Gap]) -> Vec<Joint> {
    let mut out: Vec<Joint> = gaps
        .iter()
        .map(|gap| match gap.line_ends {
            _ if gap.start == 0 || gap.end == text.len() => Joint::Edge,
            0 => Joint::Space,
            _ => Joint::Hard,
        })
        .collect();
    // A block is a run of lines without a blank line between them.
    let breaks: Vec<usize> = (0..gaps.len()).filter(|i| gaps[*i].line_ends > 0).collect();
    let inner = |i: usize| gaps[i].line_ends == 1 && out[i] == Joint::Hard;
    let mut blocks: Vec<(Vec<usize>, Vec<Line<'_>>)> = Vec::new();
    let line = |before: Option<usize>, behind: Option<usize>| {
        let start = before.map_or(0, |i| gaps[i].end);
        let end = behind.map_or(text.len(), |i| gaps[i].start);
        Line::new(&text[start..end], before.map_or(0, |i| gaps[i].indent))
    };
    for (place, &gap) in breaks.iter().enumerate() {
        if !inner(gap) {
            continue;
        }
        let before = place.checked_sub(1).map(|p| breaks[p]);
        let behind = line(Some(gap), breaks.get(place + 1).copied());
        match blocks.last_mut() {
            Some((joined, lines)) if joined.last().copied() == before && before.is_some() => {
                joined.push(gap);
                lines.push(behind);
            }
            _ => blocks.push((vec![gap], vec![line(before, Some(gap)), behind])),
        }
    }
    let (places, lines): (Vec<Vec<usize>>, Vec<Vec<Line<'_>>>) = blocks.into_iter().unzip();
    for (gaps, joints) in places.iter().zip(joints(text, &lines)) {
        for (gap, joint) in gaps.iter().zip(joints) {
            out[*gap] = joint;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// The paragraphs of a text.
    fn paragraphs(text: &str) -> Vec<String> {
        let laid = lay_out(Cow::Borrowed(text));
        let again = lay_out(Cow::Borrowed(&laid.text));
        assert_eq!(again.text, laid.text, "laid out twice: {text:?}");
        assert!(matches!(again.text, Cow::Borrowed(_)), "nothing is left to change in {text:?}");
        let whole = laid.map.to_original(Span::new(0, laid.text.len()));
        assert!(text[..whole.start].trim().is_empty() && text[whole.end..].trim().is_empty());
        laid.paragraphs.iter().map(|p| laid.text[p.range()].to_owned()).collect()
    }

    #[test]
    fn paragraphs_of_texts() {
        let cases: [(&str, &[&str]); 19] = [
            ("  a  b\t c ", &["a b c"]),
            ("a\r\n\r\n\r\nb\rc", &["a", "b c"]),
            ("Title\n\nText", &["Title", "Text"]),
            ("In der Woche\n    bis zum 7. Juni", &["In der Woche bis zum 7. Juni"]),
            ("vom 30. Juni bis 12.\r\nJuli", &["vom 30. Juni bis 12. Juli"]),
            ("It paid $4\nmillion", &["It paid $4 million"]),
            ("am 27. September\n1959 geweiht.", &["am 27. September 1959 geweiht."]),
            (
                "A title of the court, all in all\n3 March 2021",
                &["A title of the court, all in all", "3 March 2021"],
            ),
            ("Halmbury 2\nOrlingham 1", &["Halmbury 2", "Orlingham 1"]),
            ("die Gesell-\nschaft", &["die Gesellschaft"]),
            ("die Gesell\u{AD}\n  schaft", &["die Gesellschaft"]),
            ("регио-\r\nнальный суд", &["региональный суд"]),
            ("die Vor-\nund Nachteile", &["die Vor- und Nachteile"]),
            ("in Baden-\nWürttemberg", &["in Baden-Württemberg"]),
            ("a long-\nterm plan", &["a long-term plan"]),
            ("a gov¬\nernment", &["a government"]),
            (
                "a US-\nbased firm of reworked wood, re-\nworked",
                &["a US-based firm of reworked wood, reworked"],
            ),
            ("anti-war, anti-\nwar", &["anti-war, anti-war"]),
            (
                "The ferry firm\n  paid $3\n  million after a ruling by the Supreme\n  Court of Mars.",
                &["The ferry firm paid $3 million after a ruling by the Supreme Court of Mars."],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
    }

    #[test]
    fn pages_and_lists() {
        let page = "Showers continued throughout the week in\nthe cocoa zone, alleviating the drought \
                    since early\nJanuary and improving prospects for the coming\nharvest.\n    The dry \
                    period means that it will be late\nthis year.";
        assert_eq!(paragraphs(page).len(), 2);
        let list = "Freedom Lamp Foundation, Springfield\nOpen Lantern Association, Oslo\nHarbour \
                    Voices Trust, Gdansk\nNorthern Light Society, Riga";
        assert_eq!(paragraphs(list).len(), 4);
    }

    #[test]
    fn maps_back() {
        let text = "Die  Gesell-\r\n  schaft zahlt";
        let laid = lay_out(Cow::Borrowed(text));
        let at = laid.text.find("Gesellschaft").expect("a word");
        let span = laid.map.to_original(Span::new(at, at + 12));
        assert_eq!(&text[span.range()], "Gesell-\r\n  schaft");
    }
}
