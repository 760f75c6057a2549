//! Which line ends are only the width of a page.
//!
//! Two sources of evidence are read. **Width**: a page that was set to a width breaks a line where
//! the next word would not have fitted. **Words**: a line that ends with "of", or is followed by a
//! line in lower case, goes on. A line end without evidence ends a paragraph.

use super::boundary::{is_abbreviation, is_letter, stops};
use super::line_words::{introduces_number, keeps_hyphen, leads_on, needs_number, suspends};
use super::normalize::SOFT_HYPHEN;
use rustc_hash::FxHashSet;

/// What becomes of white space that is not a single space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It stands at the edge of the text and goes.
    Edge,
    /// It is a space.
    Space,
    /// A word goes on behind a hyphen that only the line end needed.
    Glue,
    /// A word goes on behind a hyphen of its own.
    Hyphen,
    /// It ends a paragraph.
    Hard,
}

/// A line without its outer white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    text: &'t str,
    /// White space before it, in columns.
    indent: usize,
    /// Its characters.
    width: usize,
}

impl<'t> Line<'t> {
    /// A line with the white space before it.
    pub(super) fn new(text: &'t str, indent: usize) -> Self {
        let body = text.trim_start();
        Self {
            text: body.trim_end(),
            indent: indent + (text.len() - body.len()),
            width: body.trim_end().chars().count(),
        }
    }

    fn first_word(&self) -> &'t str {
        self.text.split(char::is_whitespace).next().unwrap_or_default()
    }

    fn last_word(&self) -> &'t str {
        self.text.rsplit(char::is_whitespace).next().unwrap_or_default()
    }

    fn starts_lower(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    /// How it ends, behind closing quotes and brackets.
    fn ending(&self) -> Ending {
        let words = self.text.trim_end_matches(['"', '»', '\'', ')', ']']);
        match words.chars().next_back() {
            Some('.') if ends_with_short_form(words) => Ending::Open,
            Some('.' | '!' | '?' | '…') => Ending::Stop,
            Some(':' | ';') => Ending::Colon,
            _ => Ending::Open,
        }
    }

    /// Whether it is no heading and yet ends inside a sentence: it is long, or holds the end of
    /// another sentence.
    fn breaks_off(&self) -> bool {
        self.width > MAX_HEADING || stops(self.text, 0, self.text.len()).next().is_some()
    }

    /// Whether it begins like an item of a list: "- ", "3. ", "b) ".
    fn is_item(&self) -> bool {
        let mark = self.first_word();
        if mark.len() == self.text.len() {
            return false;
        }
        let number = mark.trim_end_matches(['.', ')']);
        matches!(mark, "-" | "–" | "*" | "•" | "·" | "o")
            || (number.len() < mark.len()
                && (1..=3).contains(&number.len())
                && (number.bytes().all(|b| b.is_ascii_digit()) || number.len() == 1)
                && number.bytes().all(|b| b.is_ascii_alphanumeric()))
    }

    /// Whether it is a short line with a date, as stands below a title.
    fn is_dateline(&self) -> bool {
        let numbers = || self.text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
        let words = || self.text.split(|c: char| !c.is_alphabetic());
        self.width <= 40
            && !self.text.ends_with('.')
            && numbers().any(|n| n.len() == 4)
            && (numbers().nth(1).is_some() || words().any(needs_number))
    }
}

/// Maximum characters of a heading.
const MAX_HEADING: usize = 120;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a full stop, exclamation or question mark that ends a sentence.
    Stop,
    /// With a colon or semicolon.
    Colon,
    /// Inside a sentence, or without a mark.
    Open,
}

/// Whether the stop at the end belongs to a title ("Dr.") or to a number of one or two digits that
/// counts ("am 12.").
fn ends_with_short_form(text: &str) -> bool {
    let head = text.strip_suffix('.').unwrap_or(text);
    let word = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_abbreviation(word)
        || (matches!(word.len(), 1 | 2) && word.bytes().all(|b| b.is_ascii_digit()))
}

/// What becomes of the line ends inside each block of lines: one fewer than the block has lines.
pub(super) fn joints(text: &str, blocks: &[Vec<Line<'_>>]) -> Vec<Vec<Joint>> {
    let shapes: Vec<Shape> = blocks.iter().map(|lines| Shape::of(lines)).collect();
    // The width of the page. A paragraph of two lines does not tell it.
    let page = shapes.iter().filter(|s| s.is_wrapped && s.pairs > 2).map(|s| s.width).max();
    let mut known = DocumentWords { text, words: None };
    blocks
        .iter()
        .zip(shapes)
        .map(|(lines, shape)| {
            let shape = shape.on_page(page);
            let mut joints: Vec<Joint> =
                (1..lines.len()).map(|i| shape.joint(lines, i, &mut known)).collect();
            join_running_text(lines, shape.margin, &mut joints);
            joints
        })
        .collect()
}

/// A block in which nearly every line goes on is running text, however ragged: a line that breaks
/// off in it goes on as well. The first line may be a heading.
fn join_running_text(lines: &[Line<'_>], margin: usize, joints: &mut [Joint]) {
    let hard = joints.iter().filter(|joint| **joint == Joint::Hard).count();
    if joints.len() < 3 || hard * 3 > joints.len() {
        return;
    }
    for (i, joint) in joints.iter_mut().enumerate().skip(1).filter(|(_, j)| **j == Joint::Hard) {
        let (before, behind) = (&lines[i], &lines[i + 1]);
        let may_go_on = before.ending() == Ending::Open
            && !behind.is_item()
            && !behind.is_dateline()
            && behind.indent <= margin;
        if may_go_on {
            *joint = Joint::Space;
        }
    }
}

/// The words of a text, collected when first asked for.
struct DocumentWords<'t> {
    text: &'t str,
    words: Option<FxHashSet<&'t str>>,
}

impl DocumentWords<'_> {
    /// Whether the text has this word, perhaps with hyphens in it, inside a line.
    fn has(&mut self, word: &str) -> bool {
        let text = self.text;
        let inside = |c: char| is_letter(c) || c == '-';
        self.words
            .get_or_insert_with(|| text.split(|c| !inside(c)).filter(|w| !w.is_empty()).collect())
            .contains(word)
    }
}

/// How the lines of a block are set.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Whether it was set to a width.
    is_wrapped: bool,
    /// The width of its longest line.
    width: usize,
    /// The white space before most of its lines.
    margin: usize,
    /// Whether new paragraphs are indented.
    indents: bool,
    /// How many line ends may be the width of the page.
    pairs: usize,
}

/// The widths of a page in characters; longer lines were not set to a width.
const PAGE: std::ops::RangeInclusive<usize> = 20..=160;

/// Two lines alone are taken for a paragraph if the first has so many characters.
const TWO_LINES: std::ops::RangeInclusive<usize> = 45..=100;

impl Shape {
    fn of(lines: &[Line<'_>]) -> Self {
        let margin = most_common_indent(&lines[1..]);
        let own = |line: &Line<'_>| line.width + line.indent.saturating_sub(margin);
        let width = lines.iter().map(own).max().unwrap_or_default();
        let goes_on = |i: &usize| lines[*i].indent <= margin;
        let pairs: Vec<usize> = (1..lines.len()).filter(goes_on).collect();
        let mut shape = Self {
            is_wrapped: false,
            width,
            margin,
            indents: pairs.len() + 1 < lines.len(),
            pairs: pairs.len(),
        };
        let full: Vec<usize> =
            pairs.iter().copied().filter(|i| shape.is_nearly_full(lines, *i)).collect();
        let count = |is: &dyn Fn(&usize) -> bool| full.iter().filter(|i| is(i)).count();
        let mid_sentence = count(&|i| lines[i - 1].ending() == Ending::Open);
        let lower = count(&|i| lines[*i].starts_lower());
        let items = lines.iter().filter(|l| l.is_item()).count();
        let all_full = pairs.len() > 1 && pairs.iter().all(|i| shape.is_full(lines, *i));
        let by_counts = match pairs.len() {
            0 => false,
            1 => {
                TWO_LINES.contains(&lines[0].width)
                    && lines[0].ending() == Ending::Open
                    && !lines[1].is_dateline()
            }
            2 => width >= 30 && lower > 0 || width >= *TWO_LINES.start() && mid_sentence == 2,
            // In German every third word begins with a capital; in lists nearly every one.
            _ => lower * 10 >= full.len() * if width < *TWO_LINES.start() { 4 } else { 3 },
        };
        // Lines of a list are seldom so full.
        let by_width = all_full
            && match pairs.len() {
                0..3 => mid_sentence == pairs.len() && width >= *TWO_LINES.start(),
                _ => mid_sentence > 0 && (width >= *TWO_LINES.start() || width >= 30 && lower > 0),
            };
        shape.is_wrapped = PAGE.contains(&width)
            && (items < 2 || items * 3 <= pairs.len())
            && (by_width
                || by_counts
                    && full.len() * 10 >= pairs.len() * 6
                    && mid_sentence * 2 >= full.len());
        shape
    }

    /// The shape of a block on a page of this width: a block of two lines does not tell its own.
    fn on_page(mut self, page: Option<usize>) -> Self {
        if let Some(page) = page
            && self.pairs <= 2
            && self.width <= page
        {
            (self.is_wrapped, self.width) = (true, page);
        }
        self
    }

    /// How long line `i - 1` would be with the first word of line `i`.
    fn with_next_word(&self, lines: &[Line<'_>], i: usize) -> usize {
        let line = &lines[i - 1];
        line.width
            + line.indent.saturating_sub(self.margin)
            + 1
            + lines[i].first_word().chars().count()
    }

    /// Whether the first word of line `i` would not have fitted into the line before.
    fn is_full(&self, lines: &[Line<'_>], i: usize) -> bool {
        self.with_next_word(lines, i) > self.width
    }

    /// The same on a page whose right edge is ragged.
    fn is_nearly_full(&self, lines: &[Line<'_>], i: usize) -> bool {
        self.with_next_word(lines, i) * 100 > self.width * 88
    }

    /// What becomes of the line end before line `i`.
    fn joint(&self, lines: &[Line<'_>], i: usize, known: &mut DocumentWords<'_>) -> Joint {
        let (before, behind) = (&lines[i - 1], &lines[i]);
        if let Some(joint) = hyphen(before, behind, known) {
            return joint;
        }
        let goes_on = if behind.indent > self.margin || !self.is_wrapped {
            continues(before, behind)
                // A page of many lines without a width has captions and table rows that break off.
                || (lines.len() == 2 && before.breaks_off())
        } else {
            self.continues(lines, i)
        };
        if goes_on { Joint::Space } else { Joint::Hard }
    }

    /// Whether line `i` of a block that was set to a width goes on with the sentence before.
    fn continues(&self, lines: &[Line<'_>], i: usize) -> bool {
        let (before, behind) = (&lines[i - 1], &lines[i]);
        let ending = before.ending();
        let items = || lines.iter().filter(|l| l.is_item()).count();
        if behind.is_item() && (ending != Ending::Open || !self.is_full(lines, i) || items() > 1) {
            return false;
        }
        match ending {
            Ending::Stop | Ending::Colon => behind.starts_lower() || self.is_full(lines, i),
            Ending::Open => {
                self.is_nearly_full(lines, i)
                    || continues(before, behind)
                    // Where paragraphs are indented, a line at the margin begins none. The first
                    // line is short where a dateline was cut off.
                    || self.indents
            }
        }
    }
}

/// The most common indent; of equals the least.
fn most_common_indent(lines: &[Line<'_>]) -> usize {
    let count = |indent: usize| lines.iter().filter(|l| l.indent == indent).count();
    // A page has few of them: the first lines show them.
    let seen = lines.iter().take(8).map(|l| l.indent);
    seen.max_by_key(|indent| (count(*indent), std::cmp::Reverse(*indent))).unwrap_or_default()
}

/// Whether the words of two lines say that the second goes on with the first.
fn continues(before: &Line<'_>, behind: &Line<'_>) -> bool {
    let last = before.last_word();
    if before.ending() != Ending::Open || (behind.is_item() && !leads_on(last)) {
        return false;
    }
    let number = last.trim_end_matches(['.', ',']);
    let is_number =
        number.ends_with(|c: char| c.is_ascii_digit()) && last.len() < before.text.len();
    let next = behind.first_word().trim_matches(|c: char| !c.is_alphanumeric());
    let counts =
        behind.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£'));
    behind.starts_lower()
        || last.ends_with([',', '(', '«'])
        || leads_on(last)
        || ((is_number || needs_number(last)) && needs_number(next))
        || (introduces_number(next) && behind.text.contains(|c: char| c.is_ascii_digit()))
        || (counts
            && (last.starts_with(char::is_lowercase) || (needs_number(last) && is_year(next)))
            && !behind.is_dateline())
        || (last.ends_with('.') && !is_number && behind.text.starts_with(char::is_uppercase))
}

/// Whether a word is four digits.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// What becomes of a line end behind a hyphen; `None`: there is no hyphen, or it is a dash.
fn hyphen(before: &Line<'_>, behind: &Line<'_>, known: &mut DocumentWords<'_>) -> Option<Joint> {
    let head = before.text.strip_suffix(['-', SOFT_HYPHEN, '¬'])?;
    let in_word = |c: char| is_letter(c) || c == '-';
    let first = &head[head
        .rfind(|c| !in_word(c))
        .map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8))..];
    let rest = behind.text.find(|c| !in_word(c)).unwrap_or(behind.text.len());
    let last = &behind.text[..rest];
    if !before.text.ends_with('-') {
        return behind.text.starts_with(is_letter).then_some(Joint::Glue);
    }
    if !head.ends_with(char::is_alphanumeric) || !behind.text.starts_with(char::is_alphanumeric) {
        return None;
    }
    if first.is_empty() || !behind.starts_lower() {
        return Some(Joint::Hyphen);
    }
    if suspends(last) {
        return Some(Joint::Space);
    }
    let glued = [first, last].concat();
    let hyphened = [first, "-", last].concat();
    // Acronyms and compounds of several parts are not cut: "US-based", "40-year-old".
    let is_compound = first.contains('-') || first.chars().filter(|c| c.is_uppercase()).count() > 1;
    let keeps =
        !known.has(&glued) && (known.has(&hyphened) || is_compound || keeps_hyphen(first, last));
    Some(if keeps { Joint::Hyphen } else { Joint::Glue })
}
