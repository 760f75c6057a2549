//! German words that the document uses as a place ("in Ahornstadt") or as a surname ("Lena Ahorn").

use super::{Sources, Stage};
use crate::gazetteer::Class;
use crate::model::Lang;
use std::collections::BTreeSet;

/// Collects these words, and removes candidates that consist of one: what a rule takes for an
/// organisation may be the place or the person. Names of the gazetteer stay.
///
/// Stands behind all stages that read the text itself; those that build on chosen names ask for
/// these words.
pub(super) const STAGE: Stage = Stage {
    name: "German words with another use",
    rules: &[],
    run: |candidates, sources| {
        let text = sources.text();
        candidates.other_uses = other_uses(sources);
        let other_uses = &candidates.other_uses;
        candidates
            .findings
            .retain(|f| f.value.alias.is_some() || !other_uses.contains(&text[f.span.range()]));
    },
};

fn other_uses<'t>(sources: &Sources<'t>) -> BTreeSet<&'t str> {
    let (text, words) = (sources.text(), sources.words(Lang::De));
    let english = sources.words(Lang::En);
    let mut names = BTreeSet::new();
    for paragraph in sources.context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::De)) {
        let tokens = sources.context.tokens_in(paragraph.span);
        for (at, second) in tokens.iter().enumerate().skip(1) {
            if !second.shape.is_capital() {
                continue;
            }
            // "Lena von Ahorn"
            let von = at > 1 && text[tokens[at - 2].end..second.start] == *" von ";
            let first = &tokens[if von { at - 2 } else { at - 1 }];
            let (lead, name) = (&text[first.start..first.end], &text[second.start..second.end]);
            let apart = von || text[first.end..second.start] == *" ";
            let leads = || {
                words.is(Class::PlaceLead, lead)
                    || first.shape.is_capital()
                        && (words.is_any(&[Class::GivenName, Class::PersonTitle], lead)
                            || english.is(Class::GivenName, lead))
            };
            if apart && leads() {
                names.insert(name);
            }
        }
    }
    names
}
