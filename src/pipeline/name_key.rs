//! Keys of names, kept as numbers: they are compared far more often than written.

use crate::text::name_key;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a name's key, `n-` + 16 hex digits. Ids are ordered as their texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(u64);

impl NameKey {
    /// Reads an id, as [`name_key`](crate::text::name_key) gives it.
    pub(crate) fn of(id: &str) -> Option<Self> {
        let digits = id.strip_prefix("n-")?.as_bytes();
        let digit = |number: u64, digit: &u8| match digit {
            b'0'..=b'9' => Some(number << 4 | u64::from(digit - b'0')),
            b'a'..=b'f' => Some(number << 4 | u64::from(digit - b'a' + 10)),
            _ => None,
        };
        digits.iter().try_fold(0, digit).filter(|_| digits.len() == 16).map(Self)
    }
}

impl NameKey {
    /// The key of a law of which a document tells no more than its title.
    pub(super) fn of_law_in(doc: &str, title: &str) -> Self {
        let id = name_key(&format!("law in {doc} {title}"));
        Self::of(&id).unwrap_or_else(|| unreachable!("{id} is no key"))
    }
}

impl std::fmt::Display for NameKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "n-{:016x}", self.0)
    }
}

impl Serialize for NameKey {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut id = *b"n-0000000000000000";
        for (place, digit) in id[2..].iter_mut().rev().enumerate() {
            *digit = b"0123456789abcdef"[(self.0 >> (place * 4)) as usize & 15];
        }
        out.serialize_str(std::str::from_utf8(&id).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for NameKey {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_str(Id)
    }
}

/// Reads an id where it stands.
struct Id;

impl Visitor<'_> for Id {
    type Value = NameKey;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the id of a name key")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<NameKey, E> {
        NameKey::of(id).ok_or_else(|| E::custom(format!("\"{id}\" is no id of a name key")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name_key;

    #[test]
    fn goes_there_and_back() {
        for name in ["United Nations", "ООН", "x", ""] {
            let id = name_key(name);
            let key = NameKey::of(&id).unwrap();
            assert_eq!(key.to_string(), id);
            let json = serde_json::to_string(&key).unwrap();
            assert_eq!(json, format!("\"{id}\""));
            assert_eq!(serde_json::from_str::<NameKey>(&json).unwrap(), key);
        }
        for bad in
            ["", "n-", "n-123", "n-123456789abcdef01", "n-123456789ABCDEF0", "x-123456789abcdef0"]
        {
            assert_eq!(NameKey::of(bad), None, "{bad}");
        }
    }
}
