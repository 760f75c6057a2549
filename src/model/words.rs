//! How the enums of records are spelled: one table for each enum gives `as_str`, `Display` and
//! `FromStr`.

/// Implements `as_str`, `Display` and `FromStr` for an enum of records. The words are those that
/// serde writes; a test holds the two against each other.
macro_rules! spelled {
    ($name:ident is $what:literal: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $name {
            /// The word in records.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::Error;

            fn from_str(word: &str) -> std::result::Result<Self, Self::Err> {
                match word {
                    $($word => Ok($name::$variant),)+
                    other => {
                        let known = [$($word),+].join(", ");
                        let message = format!("\"{other}\" is not {}; there are {known}", $what);
                        Err(crate::error::Error::new(message).with_kind(crate::error::ErrorKind::Usage))
                    }
                }
            }
        }

        #[cfg(test)]
        impl crate::model::words::tests::Spelled for $name {
            const ALL: &'static [Self] = &[$($name::$variant),+];
        }
    };
}

pub(crate) use spelled;

#[cfg(test)]
pub(crate) mod tests {
    use crate::model::*;
    use serde::Serialize;
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    /// Every variant of an enum.
    pub(crate) trait Spelled: Sized + 'static {
        const ALL: &'static [Self];
    }

    pub(crate) fn check<T: Spelled + Serialize + Display + FromStr + PartialEq + Debug>() {
        for one in T::ALL {
            let word = one.to_string();
            assert_eq!(serde_json::to_string(one).unwrap(), format!("\"{word}\""));
            assert_eq!(word.parse::<T>().ok().as_ref(), Some(one));
        }
        assert!("no such word".parse::<T>().is_err());
    }

    #[test]
    fn words_are_those_of_serde() {
        check::<Kind>();
        check::<Confidence>();
        check::<PublishedFrom>();
        check::<DateKind>();
        check::<Grain>();
        check::<DateBasis>();
        check::<DateModifier>();
        check::<CurrencyBasis>();
        check::<MoneyModifier>();
        check::<JurisdictionBasis>();
        check::<OrgKind>();
        check::<FactKind>();
        check::<FieldStatus>();
    }

    #[test]
    fn languages_are_spelled_as_in_records() {
        for lang in Lang::ALL {
            assert_eq!(serde_json::to_string(&lang).unwrap(), format!("\"{lang}\""));
            assert_eq!(Lang::from_tag(lang.as_str()), Some(lang));
        }
        assert_eq!(Lang::from_tag("no such word"), None);
    }
}
