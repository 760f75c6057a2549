//! Short forms that a document itself explains: "Intel" beside "Intel Corp.", "Osterlind" beside
//! "Osterlind Rope Industries Inc."

use super::extraction::{Binding, Name};
use crate::kinds::Grammar;
use crate::kinds::context::ResolvedMention;
use crate::model::Kind;
use crate::text::name_stems;
use std::collections::BTreeSet;

/// The rule of these bindings.
const RULE: &str = "short-form";

/// Joins each short form to the one name of the document that begins with it: a name that is the
/// same with a legal form or "Group", or any longer name if a rule found the short form as one. Where several
/// names begin with it, none is joined.
pub(super) fn short_forms(
    grammar: &Grammar,
    found: &[ResolvedMention],
    links: &[Option<usize>],
    names: &[Name],
) -> Vec<Binding> {
    let read_as_short: BTreeSet<usize> = found
        .iter()
        .zip(links)
        .filter(|(mention, _)| mention.rule.ends_with("/short-form"))
        .filter_map(|(_, name)| *name)
        .collect();
    if names.iter().filter(|name| name.kind == Kind::Org).count() < 2 {
        return Vec::new();
    }
    let parts: Vec<Parts<'_>> = names.iter().map(Parts::of).collect();
    let mut out = Vec::new();
    for (short, name) in names.iter().enumerate() {
        if name.kind != Kind::Org || name.generic || name.text.is_empty() {
            continue;
        }
        let words = name.text.split(' ').count();
        let stems = name_stems(&name.text);
        let rest_of = |full: &Parts<'_>| -> Option<String> {
            let (begin, rest) = full.words.split_at_checked(words)?;
            let is_longer = !rest.is_empty() && stems.starts_with(&full.first_stem);
            (is_longer && name_stems(&begin.join(" ")) == stems).then(|| rest.join(" "))
        };
        let is_form = |rest: &str| {
            let is_form = |word| {
                grammar.is_legal_form(word, name.lang) || grammar.is_group_word(word, name.lang)
            };
            rest.split(' ').all(is_form)
        };
        let longer: Vec<(usize, String)> = names
            .iter()
            .enumerate()
            .filter(|(at, full)| *at != short && full.kind == Kind::Org && full.key != name.key)
            .filter_map(|(at, _)| Some((at, rest_of(&parts[at])?)))
            .collect();
        let [(full, rest)] = longer.as_slice() else { continue };
        if is_form(rest) || read_as_short.contains(&short) {
            let evidence = format!("{}: {}", names[*full].text, name.text);
            out.push(Binding { a: *full, b: short, rule: RULE.to_owned(), evidence });
        }
    }
    out
}

/// A name's words, from the first behind its legal form on.
struct Parts<'a> {
    words: Vec<&'a str>,
    /// The stem of the first.
    first_stem: String,
}

impl<'a> Parts<'a> {
    fn of(name: &'a Name) -> Self {
        // The name behind a legal form is quoted: ПАО «Волна Групп».
        let quoted = name.text.split_once(['«', '"']).map(|(_, inner)| inner);
        let bare = quoted.unwrap_or(&name.text).trim_end_matches(['»', '"']);
        let words: Vec<&str> = bare.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        Self { first_stem: words.first().map(|word| name_stems(word)).unwrap_or_default(), words }
    }
}
