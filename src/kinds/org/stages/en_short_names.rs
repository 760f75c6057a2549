//! What an English document calls its organisations once it has named them: short forms and
//! acronyms.

use super::{Stage, en_acronyms, en_short_forms};

/// Adds short forms of the names chosen so far, and acronyms that the gazetteer does not have.
///
/// Stands behind the choice of names, which say what is short for what. One stage, for neither
/// reads what the other finds: a short form has no acronym of its own, and an acronym no short
/// form.
pub(super) const STAGE: Stage = Stage {
    name: "English short names",
    rules: &[&[en_short_forms::RULE], &[en_acronyms::INITIALS, en_acronyms::CUED]],
    run: |candidates, sources| {
        let short_forms = en_short_forms::find(&candidates.findings, sources);
        let acronyms = en_acronyms::find(&candidates.findings, sources);
        let taken = sources.taken;
        candidates.add(short_forms.into_iter().chain(acronyms).filter(|f| !taken.touches(f.span)));
    },
};
