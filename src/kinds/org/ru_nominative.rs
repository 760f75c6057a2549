//! Russian names of bodies in the nominative.

use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru;
use crate::kinds::context::Vocabulary;
use crate::model::Lang;

/// The words that names begin with.
const HEADS: [Class; 3] = [Class::OrgHead, Class::OrgLower, Class::OrgDescriptor];

/// A Russian name in the nominative; the name as it is where its head noun is not known, or stands in
/// the nominative, and in the other languages.
pub(super) fn in_nominative(name: &str, words: &Vocabulary) -> String {
    let oblique = Some(name).filter(|_| words.lang == Lang::Ru);
    oblique
        .and_then(|name| ru::nominative_of(name, |word| words.is_any(&HEADS, word)))
        .unwrap_or_else(|| name.to_owned())
}
