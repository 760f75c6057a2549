//! Stages that only take candidates away.

use super::Stage;
use crate::gazetteer::Class;
use crate::kinds::overlap::longest;

/// Removes names that are a country's and nothing else: heads and legal forms may be words of a
/// country's name.
///
/// Stands first, so that no later stage builds on a country.
pub(super) const NO_COUNTRIES: Stage = Stage {
    name: "no countries",
    rules: &[],
    run: |candidates, sources| {
        let text = sources.text();
        candidates
            .findings
            .retain(|f| !sources.words(f.lang).is(Class::Country, &text[f.span.range()]));
    },
};

/// Removes what shares words with a mention of the kinds before this one. A name of the gazetteer
/// stays inside such a mention ("EU" in the title of a directive).
///
/// Stands before names are chosen, so that a law's title keeps no organisation from its words.
pub(super) const NOT_TAKEN: Stage = Stage {
    name: "not taken",
    rules: &[],
    run: |candidates, sources| {
        let (taken, text) = (sources.taken, sources.text());
        candidates.findings.retain(|f| {
            // "MTV" in the name of an agreement is no broadcaster.
            let agreement =
                || sources.words(f.lang).is(Class::OrgAgreementHead, &text[f.span.range()]);
            !taken.touches(f.span) || f.value.alias.is_some() && taken.holds(f.span) && !agreement()
        });
    },
};

/// Chooses the longest of overlapping candidates; nested ones stay inside.
///
/// Stands behind each group of stages whose names may overlap those of the stages before.
pub(super) const LONGEST: Stage = Stage {
    name: "longest",
    rules: &[],
    run: |candidates, _| candidates.findings = longest(std::mem::take(&mut candidates.findings)),
};
