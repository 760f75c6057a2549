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
    let mut out = Vec::new();
    for (short, name) in names.iter().enumerate() {
        if name.kind != Kind::Org || name.generic || name.text.is_empty() {
            continue;
        }
        let words = name.text.split(' ').count();
        let stems = name_stems(&name.text);
        // The name behind a legal form is quoted: ПАО «Волна Групп».
        let rest_of = |full: &Name| -> Option<String> {
            let quoted = full.text.split_once(['«', '"']).map(|(_, inner)| inner);
            let bare = quoted.unwrap_or(&full.text).trim_end_matches(['»', '"']);
            let parts: Vec<&str> = bare.split([' ', ',']).filter(|word| !word.is_empty()).collect();
            let (begin, rest) = parts.split_at_checked(words)?;
            (!rest.is_empty() && name_stems(&begin.join(" ")) == stems).then(|| rest.join(" "))
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
            .filter_map(|(at, full)| Some((at, rest_of(full)?)))
            .collect();
        let [(full, rest)] = longer.as_slice() else { continue };
        if is_form(rest) || read_as_short.contains(&short) {
            let evidence = format!("{}: {}", names[*full].text, name.text);
            out.push(Binding { a: *full, b: short, rule: RULE.to_owned(), evidence });
        }
    }
    out
}
