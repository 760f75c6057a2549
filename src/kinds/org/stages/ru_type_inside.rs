//! State bodies by type inside longer Russian names: «управление МВД», «Минздрав анклава».

use super::Stage;
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::gazetteer::Gazetteer;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Lang, OrgKind, Span};

const RULE: OtherRule = OtherRule {
    name: "org/ru/type-inside",
    description: "a state body by its type, inside the name of a part of it",
    examples: &["Взрыв был у главного управления безопасности МВД."],
};

/// The most words that the name of a type has.
const MOST: usize = 3;

/// Adds the bodies by type inside names that the gazetteer does not know.
///
/// Stands behind the choice of names: a rule finds either the whole or the body inside it.
pub(super) const STAGE: Stage = Stage {
    name: "Russian state bodies inside names",
    rules: &[&[RULE]],
    run: |candidates, sources| {
        let (text, words) = (sources.text(), sources.words(Lang::Ru));
        let russian = candidates.findings.iter().filter(|f| f.lang == Lang::Ru);
        let unknown = russian.filter(|f| f.value.alias.is_none());
        let inner: Vec<_> =
            unknown.flat_map(|f| inside(text, f, words, sources.gazetteer)).collect();
        candidates.add(inner);
    },
};

/// The bodies by type inside a name, the longest at each place.
fn inside(
    text: &str,
    finding: &Finding<Expr>,
    words: &Vocabulary,
    gazetteer: &Gazetteer,
) -> Vec<Finding<Expr>> {
    let name = &text[finding.span.range()];
    let ends: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).chain([name.len()]).collect();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, first) in ends.iter().enumerate() {
        let longest = ends[at..].iter().take(MOST).rev().find_map(|end| {
            let kind = words.value(Class::OrgState, &name[start..*end])?;
            let part = start > 0 || *end < name.len();
            (part && gazetteer.is_generic(&name[start..*end], Lang::Ru)).then_some((*end, kind))
        });
        if let Some((end, kind)) = longest {
            let span = Span::new(finding.span.start + start, finding.span.start + end);
            let value = Expr { kind: OrgKind::from_name(kind), ..finding.value };
            found.push(Finding { span, value, rule: RULE.name, lang: Lang::Ru, nested: true });
        }
        start = first + 1;
    }
    found
}
