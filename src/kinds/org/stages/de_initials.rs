//! German names whose initials stand in brackets behind them: "Verkehrsbund Nordsee (VBN)".

use super::brackets::acronym_at;
use super::{Candidates, Sources, Stage};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::kind;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::is_word;

const RULE: OtherRule = OtherRule {
    name: "org/de/initials",
    description: "a name whose initials stand in brackets behind it",
    examples: &["Der Rat für Moor und Heide (RMH) tagte."],
};

/// Adds names that brackets explain by their initials, also where rules found none or less of them.
///
/// Stands before names are chosen: the longer one wins, and the next stage finds the acronym.
pub(super) const STAGE: Stage = Stage { name: "German initials", rules: &[&[RULE]], run };

/// The most words that a name has before its brackets.
const WORDS: usize = 12;

fn run(candidates: &mut Candidates<'_>, sources: &Sources<'_>) {
    let (text, words) = (sources.text(), sources.words(Lang::De));
    let mut found = Vec::new();
    for paragraph in sources.context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::De)) {
        let slice = sources.context.text.slice(paragraph.span);
        for at in memchr::memmem::find_iter(slice.as_bytes(), b" (") {
            let end = paragraph.span.start + at;
            let Some(acronym) = acronym_at(text, end + 2).filter(|a| a.start == end + 2) else {
                continue;
            };
            let quote = usize::from(text[..end].ends_with('"'));
            let line = &text[paragraph.span.start..end - quote];
            if let Some((start, kind)) = name_before(line, &text[acronym.range()], words) {
                let span: Span<Normal> = Span::new(paragraph.span.start + start, end - quote);
                let value = Expr::new(kind, Confidence::Strong);
                found.push(Finding { span, value, rule: RULE.name, lang: Lang::De, nested: false });
            }
        }
    }
    candidates.add(found);
}

/// Where the name begins that ends `line` and has the letters of an acronym, and its kind: the
/// shortest that names a body.
fn name_before(line: &str, acronym: &str, words: &Vocabulary) -> Option<(usize, Option<OrgKind>)> {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 2 || words.is_any(&[Class::NotAcronym, Class::Currency], acronym) {
        return None;
    }
    let mut start = line.len();
    for _ in 0..WORDS {
        let end = if start == line.len() { start } else { start.checked_sub(1)? };
        let from = line[..end].rfind(' ').map_or(0, |at| at + 1);
        let word = &line[from..end];
        let known = |c: char| is_word(c) || matches!(c, '-' | '\'' | '&' | ',');
        if word.is_empty() || !word.chars().all(known) {
            return None;
        }
        start = from;
        if word.starts_with(char::is_uppercase)
            && !words.is(Class::NotFirst, word)
            && spells(&parts(&line[start..]), &letters, 0)
        {
            let kind = body(&line[start..], words)?;
            return Some((start, kind));
        }
    }
    None
}

/// The parts of a name that may have a letter in its acronym.
fn parts(name: &str) -> Vec<&str> {
    name.split([' ', '-', ',']).filter(|part| !part.is_empty()).collect()
}

/// Whether the letters are those of the parts in order: each part in capitals has its first letter,
/// one in small letters may have it, and a compound may have inner letters, of which at most half
/// the letters are.
fn spells(parts: &[&str], letters: &[char], inner: usize) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return letters.is_empty();
    };
    let small = part.starts_with(char::is_lowercase);
    if small && spells(rest, letters, inner) {
        return true;
    }
    let mut chars = part.chars().flat_map(char::to_lowercase);
    let is_next = |c: Option<char>, letter: Option<&char>| {
        c.zip(letter).is_some_and(|(c, l)| l.to_lowercase().eq([c]))
    };
    if !is_next(chars.next(), letters.first()) {
        return false;
    }
    let mut taken = 1;
    loop {
        let inside = inner + taken - 1;
        if inside * 2 <= letters.len() + inner && spells(rest, &letters[taken..], inside) {
            return true;
        }
        // The next letter may stand inside a compound.
        if small || taken >= letters.len() || !chars.any(|c| is_next(Some(c), letters.get(taken))) {
            return false;
        }
        taken += 1;
    }
}

/// The kind of body that a word of a name tells; `None` if the name names no body.
fn body(name: &str, words: &Vocabulary) -> Option<Option<OrgKind>> {
    const HEADS: [Class; 8] = [
        Class::OrgHead,
        Class::OrgNamed,
        Class::OrgHyphen,
        Class::OrgPlaced,
        Class::OrgEnglish,
        Class::OrgAfter,
        Class::OrgForeign,
        Class::OrgTeam,
    ];
    let of_word = |word: &str| {
        let told = HEADS.iter().find_map(|class| words.value(*class, word));
        let ending = || {
            let folded = word.to_lowercase();
            let ends = |(end, _): &(&str, &str)| folded.ends_with(end);
            let ends = words.lexicon.forms(Class::OrgEnding).filter(ends);
            // "Bezirkshauptmannschaft": the longest tells.
            ends.max_by_key(|(end, _)| end.len()).map(|(_, kind)| kind)
        };
        told.or_else(ending)
    };
    let told: Vec<&str> = name.split([' ', '-', ',']).filter_map(of_word).collect();
    // "Drone Racing Association": a word of clubs may stand before the head.
    let first = told.iter().find(|kind| **kind != "team").or(told.first())?;
    Some(kind::told(words, name, OrgKind::from_name(first)))
}
