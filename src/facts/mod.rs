//! What a document says about its organisations: names that are one body, and claims of fines and suspensions.
//!
//! Refuse rather than guess: a claim needs its verb, its target and nothing in the sentence that takes it back.

mod bindings;
mod claims;
mod de;
mod en;
mod ru;

pub(crate) use bindings::bindings;
pub(crate) use claims::claims;

use crate::model::{Claim, FactKind};
use serde::{Deserialize, Serialize};

/// A claim as a bundle carries it: its target is a name of the document until entities are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleClaim {
    /// The kind of fact.
    pub kind: FactKind,
    /// Place of the target in the bundle's `names`.
    pub target: usize,
    /// Place of the authority.
    pub authority: Option<usize>,
    /// What is claimed.
    pub claim: Claim,
}
