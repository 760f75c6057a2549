//! The input's name for one of our fields, as `--field` takes it.

use newsmill::Error;
use newsmill::ingest::{FieldsFor, Globs, ReadOptions};
use std::collections::{BTreeMap, BTreeSet};

/// `[GLOB:]OURS=THEIRS`.
#[derive(Debug, Clone)]
pub(super) struct FieldName {
    /// The sources that it is for; `None` for all.
    sources: Option<String>,
    ours: String,
    theirs: String,
}

/// [`ReadOptions::fields`] and [`ReadOptions::fields_for`].
type Mappings = (BTreeMap<String, String>, Vec<FieldsFor>);

impl FieldName {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (left, theirs) =
            text.split_once('=').ok_or("write OURS=THEIRS, for instance text=body")?;
        let (sources, ours) = match left.rsplit_once(':') {
            Some((sources, ours)) => (Some(sources.to_owned()), ours),
            None => (None, left),
        };
        if !ReadOptions::FIELDS.contains(&ours) {
            return Err(format!(
                "unknown field \"{ours}\"; the fields are: {}",
                ReadOptions::FIELDS.join(", ")
            ));
        }
        if theirs.split('|').any(|name| name.trim().is_empty()) {
            return Err(format!(
                "\"{theirs}\" has an empty name; write {left}=NAME or {left}='A|B'"
            ));
        }
        Ok(Self { sources, ours: ours.to_owned(), theirs: theirs.to_owned() })
    }

    /// What it maps, before the `=`.
    pub(super) fn left(&self) -> String {
        let sources = self.sources.as_ref().map(|glob| format!("{glob}:")).unwrap_or_default();
        format!("{sources}{}", self.ours)
    }

    /// The first that maps what another one maps.
    pub(super) fn repeated(names: &[Self]) -> Option<String> {
        let mut known = BTreeSet::new();
        names.iter().map(Self::left).find(|left| !known.insert(left.clone()))
    }

    /// As the library takes them: patterns in the order in which they are first named.
    pub(super) fn mappings(names: &[Self]) -> Result<Mappings, Error> {
        let (mut all, mut some): Mappings = Default::default();
        for name in names {
            let fields = match &name.sources {
                None => &mut all,
                Some(glob) => {
                    let known = |m: &FieldsFor| m.sources.patterns() == [glob.as_str()];
                    let at = some.iter().position(known).unwrap_or(some.len());
                    if at == some.len() {
                        let sources = Globs::new(std::slice::from_ref(glob))?;
                        some.push(FieldsFor { sources, ..FieldsFor::default() });
                    }
                    &mut some[at].fields
                }
            };
            fields.insert(name.ours.clone(), name.theirs.clone());
        }
        Ok((all, some))
    }
}
