//! Russian names that end with a country or a place, without it: «МИД» in «МИД Турции».

use super::Stage;
use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::endings;
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::ru::COURT_OF_TOWN;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Lang, OrgKind, Span};

const RULE: OtherRule = OtherRule {
    name: "org/ru/without-country",
    description: "a state body of the country of which the document speaks",
    examples: &["Заявил представитель МИД Турции."],
};

/// Adds the name without its country, nested in the name: Russian news uses both.
///
/// Stands behind the choice of names, so that only whole names are cut. Names of the gazetteer are
/// cut as well.
pub(super) const STAGE: Stage = Stage {
    name: "Russian names without their country",
    rules: &[&[RULE]],
    run: |candidates, sources| {
        let (text, words) = (sources.text(), sources.words(Lang::Ru));
        let russian = candidates.findings.iter().filter(|f| f.lang == Lang::Ru);
        let inner: Vec<_> = russian.filter_map(|f| without_country(text, f, words)).collect();
        candidates.findings.extend(inner);
    },
};

fn without_country(
    text: &str,
    finding: &Finding<Expr>,
    words: &Vocabulary,
) -> Option<Finding<Expr>> {
    // «Суд во Львове» is named by its town alone.
    if finding.rule == COURT_OF_TOWN {
        return None;
    }
    let name = &text[finding.span.range()];
    let public = matches!(finding.value.kind, Some(OrgKind::Government | OrgKind::Court));
    // «Единая Россия»: an adjective alone names nothing, unless it is a head as «сборная» is.
    let first = name.split(' ').next().unwrap_or(name);
    let adjective = !public && endings::is_adjective(first) && !words.is(Class::OrgHead, first);
    if adjective && name.split(' ').count() == 2 {
        return None;
    }
    let cut = name.match_indices(' ').map(|(at, _)| at).find(|&at| {
        let (before, tail) = (&name[..at], &name[at + 1..]);
        // «МВД по» of «МВД по Чечне» is half a name.
        !before.ends_with(" по")
            && (words.is(Class::Country, tail)
                || is_whole(before) && public && is_place(tail, words))
    })?;
    let span = Span::new(finding.span.start, finding.span.start + cut);
    Some(Finding { span, rule: RULE.name, nested: true, ..finding.clone() })
}

/// Whether a tail is a place: one proper noun, perhaps with a word for a region.
fn is_place(tail: &str, words: &Vocabulary) -> bool {
    let (first, more) = tail.split_once(' ').unwrap_or((tail, ""));
    let proper = first.starts_with(char::is_uppercase) && first.ends_with(char::is_lowercase);
    proper
        && (more.is_empty() || words.is(Class::RegionNoun, more))
        && !words.is(Class::OrgHead, first)
}

/// Whether a place may be cut off behind `before`: behind the head itself, an acronym or a word in
/// lower case. «Нижнего Посада» is one place.
fn is_whole(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    last.len() == before.len()
        || last.ends_with(char::is_uppercase)
        || last.starts_with(char::is_lowercase)
}
