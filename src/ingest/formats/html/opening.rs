//! The lines about a page's headline that may name its day.

use super::visible::Visible;
use crate::ingest::written_date;
use crate::model::Day;

/// How many blocks before the headline are searched for a date.
const BLOCKS_BEFORE: usize = 6;

/// How many blocks from the headline on are searched for a date.
const BLOCKS_AFTER: usize = 12;

/// How many characters at the beginning of a block are searched.
const BLOCK_START: usize = 160;

/// Maximum characters of a line with a label and a date.
const MAX_LABELLED: usize = 120;

/// From this many words in small letters on a line is a sentence. Fewer are one if they end
/// like a sentence.
const SENTENCE: usize = 7;
const SHORT_SENTENCE: usize = 3;

/// Maximum bytes of what stands before the date of a sentence that opens with place and date.
const MAX_PLACE: usize = 40;

/// Labels of a line with the publication day, in lower case.
const HEADER_LABELS: &[&str] = include!(concat!(env!("OUT_DIR"), "/header_label.words"));

/// Labels that name the day of a change.
const CHANGED: &[&str] = include!(concat!(env!("OUT_DIR"), "/changed_word.words"));

/// Words of a sentence that tells when the page was published, in lower case.
const PUBLISHED: &[&str] = include!(concat!(env!("OUT_DIR"), "/published_word.words"));

/// Words between a label and its date.
const BEFORE_DATE: &[&str] = include!(concat!(env!("OUT_DIR"), "/before_date.words"));

/// What a page says about its headline.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// The day behind a label of publication.
    labelled: Option<Day>,
    /// The day behind a label of a change.
    changed: Option<Day>,
    /// The beginnings of the blocks that hold a digit: first those that follow the headline.
    lines: Vec<String>,
}

impl Opening {
    pub(super) fn of(visible: &Visible, day_first: bool) -> Self {
        let all = &visible.blocks;
        let mut opening = Self::default();
        for block in all.iter().filter(|b| b.foreign == 0 && has_digit(&b.text)) {
            let Some((label, day)) = labelled(&block.text, day_first) else { continue };
            let slot =
                if CHANGED.contains(&label) { &mut opening.changed } else { &mut opening.labelled };
            slot.get_or_insert(day);
        }
        if let Some(at) = visible.headline {
            let after = all[at..].iter().take(BLOCKS_AFTER);
            let before = all[..at].iter().rev().take(BLOCKS_BEFORE);
            // Menus and footers may stand near anything but an h1: only blocks of the article count
            // there.
            let is_headline = &*all[at].tag == "h1";
            let lines = after.chain(before).filter(|block| is_headline || block.foreign == 0);
            let lines = lines.map(|block| start_of(&block.text));
            opening.lines = lines.filter(|line| has_digit(line)).map(str::to_owned).collect();
        }
        opening
    }

    /// The day of publication, where the page names that of a change as well.
    pub(super) fn beside_change(&self) -> Option<Day> {
        self.labelled.filter(|_| self.changed.is_some())
    }

    /// The day that the lines name, or the `first` lines of the article's text. `find` finds the
    /// day of a line.
    pub(super) fn day<'a>(
        &'a self,
        first: impl Iterator<Item = &'a str>,
        find: impl Fn(&str) -> Option<Day>,
    ) -> Option<Day> {
        let lines = self.lines.iter().map(String::as_str).chain(first);
        let lines: Vec<&str> = lines.filter(|line| may_date(line)).collect();
        self.labelled
            .or_else(|| lines.iter().find_map(|line| find(line)))
            // A page may declare another language than that of its dates.
            .or_else(|| lines.iter().find_map(|line| written_date::within(line, true)))
            .or(self.changed)
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// The label at the start of a line, and the date behind it: "Erstellt am 28.01.2022".
fn labelled(line: &str, day_first: bool) -> Option<(&'static str, Day)> {
    if line.len() > MAX_LABELLED * 2 || line.chars().nth(MAX_LABELLED).is_some() {
        return None;
    }
    let word = &line[..line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len())];
    let lower = word.to_lowercase();
    let label = HEADER_LABELS.iter().chain(CHANGED).find(|label| **label == lower)?;
    let mut rest = line[word.len()..].trim_start_matches([' ', ':', '\u{a0}', '–', '-', '|']);
    for small in BEFORE_DATE {
        rest =
            rest.strip_prefix(small).map_or(rest, |r| r.trim_start_matches([' ', ':', '\u{a0}']));
    }
    written_date::at_start_with_rest(rest, day_first).map(|(day, _)| (*label, day))
}

/// Whether a date in a line may be that of the page. Sentences tell of events, unless they say that
/// they tell of the publication, or open with a place and the date.
fn may_date(line: &str) -> bool {
    let small = line.split(' ').filter(|word| word.starts_with(char::is_lowercase)).count();
    let ends = line.trim_end().ends_with(['.', '!', '?', '…', '"', '”', '“', '»']);
    if small < SENTENCE && !(ends && small >= SHORT_SENTENCE) {
        return true;
    }
    let lower = line.to_lowercase();
    PUBLISHED.iter().any(|word| lower.contains(word)) || opens_with_date(line)
}

/// Whether a sentence opens with place and date: "Bonn, 28.01.2022. ", "Köln (28. Januar 2022)".
fn opens_with_date(line: &str) -> bool {
    let begins = |at: usize| !line[..at].ends_with(char::is_alphanumeric);
    line.char_indices().take_while(|(at, _)| *at < MAX_PLACE).any(|(at, c)| {
        let place = &line[..at];
        c.is_alphanumeric()
            && begins(at)
            && !place.split(' ').any(|word| word.starts_with(char::is_lowercase))
            && written_date::at_start_with_rest(&line[at..], true).is_some_and(|(_, rest)| {
                rest.starts_with(['.', ':', '|', ')', '–', '—', '/'])
                    || rest.starts_with(" –")
                    || rest.starts_with(" -")
            })
    })
}

/// The beginning of a block, where a dateline may be.
pub(super) fn start_of(block: &str) -> &str {
    block.char_indices().nth(BLOCK_START).map_or(block, |(end, _)| &block[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_no_publication() {
        for line in [
            "On 3 May 2021 the harbour closed, and the ferries stayed.",
            "The fair opens on 3 May 2031 in Hull.",
        ] {
            assert!(!may_date(line), "{line}");
        }
        for line in [
            "3 May 2021",
            "By Jane Doe, 3 May 2021, 10:00",
            "Hull, 3 May 2021. The harbour was closed and the ferries stayed in port.",
        ] {
            assert!(may_date(line), "{line}");
        }
    }
}
