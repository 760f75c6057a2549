//! The names of a document as its outline has them: rows of values without keys, because names are
//! most of what both readings of finishing parse. Each reading passes over what only the other one
//! needs.

use crate::model::{EntityExternal, JurisdictionBasis, Kind, Lang, OrgKind, RowNames};
use crate::pipeline::extraction::Name;
use crate::pipeline::name_key::NameKey;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serializer};
use std::marker::PhantomData;

/// A row: kind, key, text, language, flags, kind of organisation, country, its basis, gazetteer row,
/// names of the row, external ids, key without the legal form, concepts.
type Row<S, N, E, C> = (
    Kind,
    NameKey,
    S,
    Lang,
    u8,
    Option<OrgKind>,
    Option<S>,
    Option<JurisdictionBasis>,
    Option<S>,
    Option<N>,
    Option<E>,
    Option<NameKey>,
    Option<C>,
);

// The flags.
const ACRONYM: u8 = 1;
const GENERIC: u8 = 2;
const HOMONYM: u8 = 4;

pub(super) fn serialize<S: Serializer>(names: &[Name], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(names.iter().map(row))
}

/// Reads all of the names.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Name>, D::Error> {
    read::<D, Box<RowNames>, EntityExternal, String>(input)
}

/// Reads what the first reading needs: without what the tables call them, and external ids.
pub(super) fn read_deciding<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Name>, D::Error> {
    read::<D, Skipped<Box<RowNames>>, Skipped<EntityExternal>, String>(input)
}

/// Reads what the second reading needs: without concepts.
pub(super) fn read_counted<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Name>, D::Error> {
    read::<D, Box<RowNames>, EntityExternal, Skipped<String>>(input)
}

/// A value that is read or passed over.
trait Taken<'de>: Deserialize<'de> {
    type Value;

    fn taken(self) -> Option<Self::Value>;
}

/// A value that is passed over.
struct Skipped<T>(PhantomData<T>);

impl<'de, T> Deserialize<'de> for Skipped<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(input).map(|_| Self(PhantomData))
    }
}

impl<T> Taken<'_> for Skipped<T> {
    type Value = T;

    fn taken(self) -> Option<T> {
        None
    }
}

macro_rules! taken {
    ($($value:ty),*) => {$(
        impl Taken<'_> for $value {
            type Value = Self;

            fn taken(self) -> Option<Self> {
                Some(self)
            }
        }
    )*};
}
taken!(String, Box<RowNames>, EntityExternal);

fn read<'de, D, N, E, C>(input: D) -> Result<Vec<Name>, D::Error>
where
    D: Deserializer<'de>,
    N: Taken<'de, Value = Box<RowNames>>,
    E: Taken<'de, Value = EntityExternal>,
    C: Taken<'de, Value = String>,
{
    /// A name that is made of its row as soon as that is read.
    struct Read<N, E, C>(Name, PhantomData<(N, E, C)>);

    impl<'de, N, E, C> Deserialize<'de> for Read<N, E, C>
    where
        N: Taken<'de, Value = Box<RowNames>>,
        E: Taken<'de, Value = EntityExternal>,
        C: Taken<'de, Value = String>,
    {
        fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
            let values = Row::<String, N, E, C>::deserialize(input)?;
            Ok(Self(name(values), PhantomData))
        }
    }

    let names = Vec::<Read<N, E, C>>::deserialize(input)?;
    Ok(names.into_iter().map(|read| read.0).collect())
}

fn row(name: &Name) -> Row<&str, &RowNames, &EntityExternal, &str> {
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    (
        name.kind,
        name.key,
        &name.text,
        name.lang,
        flag(name.acronym, ACRONYM) | flag(name.generic, GENERIC) | flag(name.homonym, HOMONYM),
        name.org,
        name.country.as_deref(),
        name.country_basis,
        name.row.as_deref(),
        name.row_names.as_deref(),
        Some(&name.external).filter(|external| !external.is_empty()),
        name.without_legal_form,
        name.concepts.as_deref(),
    )
}

fn name<'de, N, E, C>(values: Row<String, N, E, C>) -> Name
where
    N: Taken<'de, Value = Box<RowNames>>,
    E: Taken<'de, Value = EntityExternal>,
    C: Taken<'de, Value = String>,
{
    let (kind, key, text, lang, flags, org, country, country_basis, ..) = values;
    let (.., row, row_names, external, without_legal_form, concepts) = values;
    Name {
        kind,
        key,
        text,
        lang,
        acronym: flags & ACRONYM != 0,
        org,
        country,
        country_basis,
        generic: flags & GENERIC != 0,
        homonym: flags & HOMONYM != 0,
        row,
        row_names: row_names.and_then(Taken::taken),
        concepts: concepts.and_then(Taken::taken),
        without_legal_form,
        external: external.and_then(Taken::taken).unwrap_or_default(),
    }
}
