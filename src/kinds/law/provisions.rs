//! Lists of provisions: "articles 460-1 and 460-2", "§ 129a Abs. 1 Satz 2 Nr. 3", «п. „а“ ч. 3 ст.
//! 105».

use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::model::{Provision, SubProvision};

/// A piece of a list of provisions.
#[derive(Debug, Clone, Copy)]
enum Piece<'t> {
    /// A unit, and whether it is a law's outermost.
    Unit(&'t str, bool),
    /// A number or letter.
    Number(&'t str),
    /// What stands in round brackets.
    Bracket(&'t str),
    /// "to", "bis", a dash between numbers.
    To,
    /// "ff."
    Following,
}

/// A piece and its place in the list, in bytes.
struct Placed<'t> {
    start: usize,
    end: usize,
    piece: Piece<'t>,
}

/// A list that is being read.
struct List<'t> {
    words: &'t Vocabulary,
    text: &'t str,
    /// Whether its first word counts several sections: "§§".
    plural: bool,
    out: Vec<Provision>,
    /// Parts that wait for their article behind them, those of one unit together: «п. „а“, „б“ ч. 3
    /// ст. 105».
    waiting: Vec<Vec<SubProvision>>,
    /// The unit that was read last, and whether it is outermost.
    unit: Option<(&'t str, bool)>,
    /// Whether a number of this unit was read.
    counted: bool,
    /// Whether "to" was read.
    to: bool,
}

/// Reads a list; the outermost units stand first in the value, whatever the word order.
pub(crate) fn parse(words: &Vocabulary, text: &str) -> Vec<Provision> {
    let plurals = conventions_of(words.lang).plurals;
    let plural = text.starts_with("§§") || plurals.iter().any(|plural| text.starts_with(plural));
    let mut list = List {
        words,
        text,
        plural,
        out: Vec::new(),
        waiting: Vec::new(),
        unit: None,
        counted: false,
        to: false,
    };
    let pieces = pieces(words, text);
    for at in 0..pieces.len() {
        list.read(&pieces, at);
    }
    list.close()
}

/// The parts in brackets behind an article: «(ч. 2 п. „а“)».
fn parts(words: &Vocabulary, text: &str) -> Vec<SubProvision> {
    let (mut out, mut unit) = (Vec::new(), None);
    for placed in pieces(words, text) {
        match (placed.piece, unit) {
            (Piece::Unit(name, _), _) => unit = Some(name),
            (Piece::Number(number), Some(unit)) => out.push(sub(unit, number)),
            _ => {}
        }
    }
    out
}

/// A part.
fn sub(unit: &str, number: &str) -> SubProvision {
    let number = number.trim_end_matches(['.', '-']).to_owned();
    SubProvision { unit: unit.to_owned(), number, to: None }
}

impl<'t> List<'t> {
    /// Reads the piece at `at`.
    fn read(&mut self, pieces: &[Placed<'t>], at: usize) {
        let gap = at.checked_sub(1).map_or("", |n| &self.text[pieces[n].end..pieces[at].start]);
        match pieces[at].piece {
            Piece::Unit(name, outer) => {
                // "Article I, Section 8": the section is one of the article.
                let of_last = outer
                    && name == "section"
                    && matches!(gap, " " | ", ")
                    && at > 0
                    && self
                        .out
                        .last()
                        .is_some_and(|p| p.unit == "article" || p.unit == "amendment");
                self.unit = Some((name, outer && !of_last));
                (self.to, self.counted) = (false, false);
            }
            Piece::To => self.to = true,
            Piece::Following => following(&mut self.out),
            Piece::Bracket(inner) => {
                let parts = parts(self.words, inner);
                if let Some(last) = self.out.last_mut() {
                    if parts.is_empty() {
                        last.sub.push(bracket(inner));
                    } else {
                        last.sub.extend(parts);
                    }
                }
            }
            Piece::Number(number) => {
                let before = at.checked_sub(1).map(|n| pieces[n].piece);
                self.number(number, before, gap, forward(self.words, self.text, pieces, at));
                self.counted = true;
            }
        }
    }

    /// Reads a number behind the piece `before`, with `gap` between. `forward`: it is a part of the
    /// article behind it.
    fn number(&mut self, number: &'t str, before: Option<Piece<'t>>, gap: &str, forward: bool) {
        let Some((mut name, mut outer)) = self.unit else { return };
        let conventions = conventions_of(self.words.lang);
        if conventions.roman_parts && self.counted && !self.to {
            let is_letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_lowercase());
            if let Some(Piece::Number(last)) = before {
                let digits = |n: &str| n.ends_with(|c: char| c.is_ascii_digit());
                // "§ 86 a", "§ 130 III 1"
                if is_letter && gap == " " && digits(last) {
                    return self.add_letter(number);
                }
                if let Some(value) = roman(number).filter(|_| outer) {
                    return self.add_part("subsection", &value.to_string());
                }
                if gap == " " && roman(last).is_some() {
                    return self.add_part("sentence", number);
                }
            }
        }
        if self.plural && !outer && greater(number, &self.out) {
            // "§§ 135 Abs. 1, 136": the plural sign counts sections.
            name = self
                .out
                .first()
                .map_or("section", |p| if p.unit == "article" { "article" } else { "section" });
            outer = true;
            self.unit = Some((name, true));
        }
        let part = sub(name, number);
        if std::mem::take(&mut self.to) {
            let end = if outer {
                self.out.last_mut().map(|p| &mut p.to)
            } else {
                last_sub(&mut self.out, &mut self.waiting).map(|s| &mut s.to)
            };
            if let Some(end) = end {
                *end = Some(part.number);
            }
        } else if outer {
            let sub = outermost_first(std::mem::take(&mut self.waiting));
            self.out.push(Provision { unit: part.unit, number: part.number, to: None, sub });
        } else {
            match self.out.last_mut() {
                Some(last) if !forward => last.sub.push(part),
                Some(_) | None => match self.waiting.last_mut().filter(|_| self.counted) {
                    Some(run) => run.push(part),
                    None => self.waiting.push(vec![part]),
                },
            }
        }
    }

    /// A letter behind a number and a space: "§ 86 a".
    fn add_letter(&mut self, letter: &str) {
        if let Some(last) = self.out.last_mut() {
            last.sub.last_mut().map_or(&mut last.number, |s| &mut s.number).push_str(letter);
        }
    }

    fn add_part(&mut self, unit: &str, number: &str) {
        if let Some(last) = self.out.last_mut() {
            last.sub.push(sub(unit, number));
        }
    }

    /// What was read.
    fn close(self) -> Vec<Provision> {
        let Self { mut out, waiting, .. } = self;
        let mut parts = outermost_first(waiting);
        if let Some(last) = out.last_mut() {
            last.sub.append(&mut parts);
        } else if !parts.is_empty() {
            // Nothing but parts: the largest of them stands outermost («части 3», "paragraph 2").
            let SubProvision { unit, number, to } = parts.remove(0);
            out.push(Provision { unit, number, to, sub: parts });
        }
        out
    }
}

/// Parts that stand before their article, with the larger unit first: «п. „а“, „б“ ч. 3» is part 3,
/// points а and б.
fn outermost_first(parts: Vec<Vec<SubProvision>>) -> Vec<SubProvision> {
    parts.into_iter().rev().flatten().collect()
}

/// Whether a part belongs to the article behind it: only parts stand between, and what joins parts
/// with their article.
fn forward(words: &Vocabulary, text: &str, pieces: &[Placed<'_>], at: usize) -> bool {
    let is_outer = |p: &Placed<'_>| matches!(p.piece, Piece::Unit(_, true));
    let Some(next) = pieces[at..].iter().position(is_outer).map(|n| at + n) else { return false };
    let gap =
        text[pieces[next - 1].end..pieces[next].start].trim_matches([' ', '"', '»', '\'', '«']);
    let links = conventions_of(words.lang).part_links;
    // In a list that begins with a part all parts stand before their articles, also over a comma.
    let parts_first = gap == ","
        && links.contains(&"")
        && matches!(pieces.first(), Some(Placed { piece: Piece::Unit(_, false), .. }));
    // A bracket closes the article before it.
    let open = !pieces[at..next].iter().any(|p| matches!(p.piece, Piece::Bracket(_)));
    open && (parts_first || links.contains(&gap))
}

/// The value of a Roman number.
fn roman(number: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let digits: Vec<u32> = number.chars().map(value).collect::<Option<_>>()?;
    // "IV": a digit before a larger one is taken off.
    let taken = digits.windows(2).filter(|pair| pair[0] < pair[1]).map(|pair| 2 * pair[0]);
    let sum = digits.iter().sum::<u32>().checked_sub(taken.sum())?;
    (sum > 0).then_some(sum)
}

/// "ff.": the last unit goes on.
fn following(out: &mut [Provision]) {
    if let Some(last) = out.last_mut() {
        match last.sub.last_mut() {
            Some(sub) => sub.to = Some("ff".to_owned()),
            None => last.to = Some("ff".to_owned()),
        }
    }
}

/// A part in round brackets: a subsection by its number, else a letter.
fn bracket(number: &str) -> SubProvision {
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let unit = if is_number { "subsection" } else { "letter" };
    SubProvision { unit: unit.to_owned(), number: number.to_owned(), to: None }
}

/// Whether a number may be that of a later section: it is greater than the last one, and than nine.
fn greater(number: &str, out: &[Provision]) -> bool {
    let value = |n: &str| {
        n.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>().ok()
    };
    out.last().is_some_and(|last| value(number) >= value(&last.number) && value(number) > Some(9))
}

/// The part that was read last.
fn last_sub<'a>(
    out: &'a mut [Provision],
    waiting: &'a mut [Vec<SubProvision>],
) -> Option<&'a mut SubProvision> {
    match waiting.last_mut() {
        Some(run) => run.last_mut(),
        None => out.last_mut()?.sub.last_mut(),
    }
}

/// Cuts a list into pieces; other words are skipped.
fn pieces<'t>(words: &'t Vocabulary, text: &'t str) -> Vec<Placed<'t>> {
    let mut out: Vec<Placed<'t>> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, piece) = if c == '§' {
            (rest.len() - rest.trim_start_matches('§').len(), Some(Piece::Unit("section", true)))
        } else if c == '(' {
            let end = rest.find(')').unwrap_or(rest.len() - 1);
            (end + 1, Some(Piece::Bracket(rest[1..end.max(1)].trim())))
        } else if c.is_ascii_digit() {
            let end = number_end(rest);
            (end, Some(Piece::Number(&rest[..end])))
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let word = &rest[..end];
            let dotted = if rest[end..].starts_with('.') { &rest[..=end] } else { word };
            // "§ 86 a"
            let letter = conventions_of(words.lang).roman_parts
                && rest.starts_with(|c: char| c.is_ascii_lowercase())
                && !words.is(Class::ProvisionFf, word)
                && out.last().is_some_and(|last| {
                    matches!(last.piece, Piece::Number(_)) && &text[last.end..at] == " "
                });
            (end, piece(words, word, dotted, letter || is_set_apart(&out, text, at, end)))
        } else {
            let dash = matches!(c, '–' | '-')
                && matches!(out.last(), Some(Placed { piece: Piece::Number(_), .. }));
            (c.len_utf8(), dash.then_some(Piece::To))
        };
        if let Some(piece) = piece {
            out.push(Placed { start: at, end: at + length, piece });
        }
        at += length;
    }
    out
}

/// Whether the word at `at` can only be a letter of a list: it stands right behind its unit ("lit.
/// f", «п. в») or in quotes («„а“, „в“»).
fn is_set_apart(before: &[Placed<'_>], text: &str, at: usize, length: usize) -> bool {
    let quote = ['"', '«', '»', '\''];
    let quoted = text[..at].ends_with(quote) && text[at + length..].starts_with(quote);
    let unit = before.last().filter(|p| matches!(p.piece, Piece::Unit(..)));
    quoted || unit.is_some_and(|unit| text[unit.end..at].chars().all(|c| c == ' ' || c == '.'))
}

/// What a word is in a list. `dotted` is the word with the stop behind it; `apart`: see
/// [`is_set_apart`].
fn piece<'t>(
    words: &'t Vocabulary,
    word: &'t str,
    dotted: &'t str,
    apart: bool,
) -> Option<Piece<'t>> {
    if apart && word.chars().count() == 1 && word == dotted {
        return Some(Piece::Number(word));
    }
    let unit = |class: Class| words.value(class, dotted).or_else(|| words.value(class, word));
    if let Some(name) = unit(Class::ProvisionOuter) {
        return Some(Piece::Unit(name, true));
    }
    if words.is(Class::ProvisionTo, word) {
        return Some(Piece::To);
    }
    if unit(Class::ProvisionFf).is_some() {
        return Some(Piece::Following);
    }
    if let Some(name) = unit(Class::ProvisionInner) {
        return Some(Piece::Unit(name, false));
    }
    // The letters of "i. V. m." are none.
    let plain = word == dotted || word.len() > 1 && word.is_ascii();
    let roman = plain && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let single = word.chars().count() == 1
        && plain
        && !conventions_of(words.lang).no_letters.contains(&word);
    let letter = single || matches!(word, "aa" | "bb" | "cc");
    (roman || letter).then_some(Piece::Number(word))
}

/// The end of "460-1", "129a", "20.3.3", "6" at the start of a text.
fn number_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let joint = matches!(bytes.get(end), Some(b'.' | b'-' | b'/'))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let letter =
            bytes.get(end) == Some(&b'-') && bytes.get(end + 1).is_some_and(u8::is_ascii_uppercase);
        if !joint && !letter {
            return end;
        }
        end += 1;
    }
}
