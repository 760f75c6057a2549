//! Decimals travel as plain strings: never as JSON numbers, which readers turn into floats.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(value: &Option<Decimal>, out: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(number) => out.collect_str(&number.normalize()),
        None => out.serialize_none(),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<Decimal>, D::Error> {
    Option::<String>::deserialize(input)?
        .map(|text| Decimal::from_str_exact(&text).map_err(serde::de::Error::custom))
        .transpose()
}
