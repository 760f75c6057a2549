//! Lists of provisions: "articles 460-1 and 460-2", "§ 129a Abs. 1 Satz 2 Nr. 3", «п. „а“ ч. 3 ст.
//! 105».

use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::model::{Provision, SubProvision};

/// A piece of a list of provisions.
enum Piece<'t> {
    /// A unit, and whether it is a law's outermost.
    Unit(&'t str, bool),
    /// A number or letter.
    Number(&'t str),
    /// A number in round brackets.
    Bracket(&'t str),
    /// "to", "bis", a dash between numbers.
    To,
    /// "ff."
    Following,
}

/// Reads a list; the outermost units stand first in the value, whatever the word order.
pub(crate) fn parse(words: &Vocabulary, text: &str) -> Vec<Provision> {
    let conventions = conventions_of(words.lang);
    let mut out: Vec<Provision> = Vec::new();
    // In Russian parts come first: they wait for their article.
    let mut waiting: Vec<SubProvision> = Vec::new();
    let mut unit: Option<(&str, bool)> = None;
    let mut to = false;
    let plural =
        text.starts_with("§§") || conventions.plurals.iter().any(|plural| text.starts_with(plural));
    for piece in pieces(words, text) {
        match piece {
            Piece::Unit(name, outer) => {
                unit = Some((name, outer));
                to = false;
            }
            Piece::To => to = true,
            Piece::Following => following(&mut out),
            Piece::Bracket(number) => {
                if let Some(last) = out.last_mut() {
                    last.sub.push(bracket(number));
                }
            }
            Piece::Number(number) => {
                let Some((mut name, mut outer)) = unit else { continue };
                if plural && !outer && greater(number, &out) {
                    // "§§ 135 Abs. 1, 136": the plural sign counts sections.
                    name = out.first().map_or("section", |p| {
                        if p.unit == "article" { "article" } else { "section" }
                    });
                    outer = true;
                    unit = Some((name, true));
                }
                let number = number.trim_end_matches(['.', '-']).to_owned();
                if std::mem::take(&mut to) {
                    let end = if outer {
                        out.last_mut().map(|p| &mut p.to)
                    } else {
                        last_sub(&mut out, &mut waiting).map(|s| &mut s.to)
                    };
                    if let Some(end) = end {
                        *end = Some(number);
                    }
                } else if outer {
                    let sub = std::mem::take(&mut waiting);
                    out.push(Provision {
                        unit: name.to_owned(),
                        number,
                        to: None,
                        sub: sub.into_iter().rev().collect(),
                    });
                } else {
                    let sub = SubProvision { unit: name.to_owned(), number, to: None };
                    let behind = !(conventions.article_follows)(text, out.len());
                    match out.last_mut() {
                        Some(last) if behind => last.sub.push(sub),
                        Some(_) | None => waiting.push(sub),
                    }
                }
            }
        }
    }
    if let (Some(last), false) = (out.last_mut(), waiting.is_empty()) {
        last.sub.append(&mut waiting);
    }
    // Nothing but parts: the largest of them stands outermost («части 3», "paragraph 2").
    if out.is_empty() && !waiting.is_empty() {
        waiting.reverse();
        let first = waiting.remove(0);
        out.push(Provision { unit: first.unit, number: first.number, to: first.to, sub: waiting });
    }
    out
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
    waiting: &'a mut [SubProvision],
) -> Option<&'a mut SubProvision> {
    if waiting.is_empty() { out.last_mut()?.sub.last_mut() } else { waiting.last_mut() }
}

/// Cuts a list into pieces; other words are skipped.
fn pieces<'t>(words: &'t Vocabulary, text: &'t str) -> Vec<Piece<'t>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '§' {
            out.push(Piece::Unit("section", true));
            rest = rest.trim_start_matches('§');
        } else if c == '(' {
            let end = rest.find(')').unwrap_or(rest.len() - 1);
            out.push(Piece::Bracket(rest[1..end].trim()));
            rest = &rest[end + 1..];
        } else if c.is_ascii_digit() {
            let end = number_end(rest);
            out.push(Piece::Number(&rest[..end]));
            rest = &rest[end..];
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let word = &rest[..end];
            let dotted = if rest[end..].starts_with('.') { &rest[..=end] } else { word };
            if let Some(piece) = piece(words, word, dotted) {
                out.push(piece);
            }
            rest = &rest[end..];
        } else {
            if matches!(c, '–' | '-') && matches!(out.last(), Some(Piece::Number(_))) {
                out.push(Piece::To);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// What a word is in a list. `dotted` is the word with the stop behind it.
fn piece<'t>(words: &'t Vocabulary, word: &'t str, dotted: &'t str) -> Option<Piece<'t>> {
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
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let single =
        word.chars().count() == 1 && !conventions_of(words.lang).no_letters.contains(&word);
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
