//! Russian acronyms in brackets behind the name whose initials they are: «Объединение любителей
//! мельниц (ОЛМ)».

use super::{Sources, Stage};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::ru_latin::names_thing;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, Span};
use crate::text::boundary::{is_word, opens_sentence};

const RULE: OtherRule = OtherRule {
    name: "org/ru/initials",
    description: "an acronym in brackets and the name before it whose initials it has",
    examples: &["Письмо написал Оргкомитет любителей старых мельниц (ОЛСМ)."],
};

/// Adds such names with their acronyms, also where the name has no head noun that is known.
///
/// Stands behind the choice of names, whose places it leaves alone, and before the other uses of
/// names are looked for.
pub(super) const STAGE: Stage = Stage {
    name: "Russian initials",
    rules: &[&[RULE]],
    run: |candidates, sources| {
        let found: Vec<_> = explained(sources)
            .filter(|f| !candidates.findings.iter().any(|known| known.span.overlaps(f.span)))
            .collect();
        candidates.add(found);
    },
};

/// The most words that a name has in front of its acronym.
const MOST: usize = 12;

fn explained<'t>(sources: &Sources<'t>) -> impl Iterator<Item = Finding<Expr>> + 't {
    let sources = *sources;
    let (text, words) = (sources.text(), sources.words(Lang::Ru));
    let russian = sources.context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::Ru));
    russian.flat_map(move |paragraph| {
        let (start, end) = (paragraph.span.start, paragraph.span.end);
        memchr::memmem::find_iter(&text.as_bytes()[start..end], " (")
            .filter_map(move |at| explained_at(text, start, start + at, words))
            .flat_map(|(name, acronym)| [name, acronym])
            .map(|span| Finding {
                span,
                value: Expr::new(None, Confidence::Medium),
                rule: RULE.name,
                lang: Lang::Ru,
                nested: false,
            })
            .collect::<Vec<_>>()
    })
}

/// The name that ends at `open`, where a bracket follows, and the acronym in the bracket.
fn explained_at(
    text: &str,
    floor: usize,
    open: usize,
    words: &Vocabulary,
) -> Option<(Span<Normal>, Span<Normal>)> {
    let inside = &text[open + 2..];
    let acronym = &inside[..inside.find(|c: char| !c.is_uppercase())?];
    let letters: Vec<char> = acronym.chars().collect();
    let closed = inside[acronym.len()..].starts_with([')', ',', ';']);
    if !(3..=7).contains(&letters.len()) || !closed || words.is(Class::NotAcronym, acronym) {
        return None;
    }
    let (mut start, mut end, mut left) = (open, open, letters.len());
    for _ in 0..MOST {
        let head = &text[floor..end];
        let word = &head[head.rfind(' ').map_or(0, |i| i + 1)..];
        if word.is_empty() || !word.chars().all(|c| is_word(c) || c == '-') {
            return None;
        }
        let first = word.chars().next().and_then(|c| c.to_uppercase().next());
        if first == Some(letters[left - 1]) {
            left -= 1;
            start = end - word.len();
        } else if !words.is(Class::AcronymSmallWord, word) {
            return None;
        }
        if left == 0 {
            break;
        }
        end = (end - word.len()).checked_sub(1).filter(|end| *end > floor)?;
    }
    let name = &text[start..open];
    let mut parts = name.split(' ');
    let (opening, last) = (parts.next()?, name.rsplit(' ').next()?);
    let other = [opening, last]
        .iter()
        .any(|word| names_thing(words, word) || words.is(Class::GivenName, word));
    let second = parts.next().unwrap_or_default();
    let capital = opening.starts_with(char::is_uppercase)
        && (!opens_sentence(text, start) || second.starts_with(char::is_uppercase));
    let bracket = Span::new(open + 2, open + 2 + acronym.len());
    (left == 0 && capital && !other && !words.is(Class::Country, name))
        .then(|| (Span::new(start, open), bracket))
}
