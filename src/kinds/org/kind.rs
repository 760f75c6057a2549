//! The kind of a body whose head leaves it open: a "Union" is a party, a trade union or a state.

use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::model::OrgKind;

/// The kind that the words of a name tell. `kind` is what its head says: where the head leaves it
/// open, another word must tell ("Infantry Division", "City Council"), else nothing does.
pub(super) fn told(words: &Vocabulary, name: &str, kind: Option<OrgKind>) -> Option<OrgKind> {
    let said = kind?;
    let parts = || name.split([' ', '-', '"', '«', '»']).filter(|part| !part.is_empty());
    if !parts().any(|part| is_open(words, part, said)) {
        return kind;
    }
    let tells = |part: &str| {
        let kind = words.value(Class::OrgKindWord, part).and_then(OrgKind::from_name)?;
        may_be(said, kind).then_some(kind)
    };
    if let Some(kind) = parts().find_map(tells) {
        return Some(kind);
    }
    // "Harbour Motors International", "82nd Division"
    let confirms = |part: &str| {
        let heads = [Class::OrgHead, Class::OrgNamed];
        let head = heads.iter().find_map(|class| words.value(*class, part));
        head.and_then(OrgKind::from_name) == Some(said) && !is_open(words, part, said)
            || said == OrgKind::Military && part.starts_with(|c: char| c.is_ascii_digit())
    };
    parts().any(confirms).then_some(said)
}

/// Whether a word is a head that says a kind, but not surely.
fn is_open(words: &Vocabulary, word: &str, said: OrgKind) -> bool {
    let of = |value: &str| OrgKind::from_name(value) == Some(said);
    if words.value(Class::OrgOpenHead, word).is_some_and(of) {
        return true;
    }
    let mut ends = words.lexicon.forms(Class::OrgOpenEnd);
    ends.any(|(end, value)| word.ends_with(end) && of(value))
}

/// Whether a word may say of what kind a body is that its head says to be `said`.
fn may_be(said: OrgKind, kind: OrgKind) -> bool {
    use OrgKind::{Bank, Company, Igo, Military, Ngo, Party, Team, University};
    said == kind
        || matches!(
            (said, kind),
            (Party | Bank | Company, Ngo | Igo | Bank | Team)
                | (Military, Party)
                | (Party, Military)
                | (Ngo, University)
        )
}
