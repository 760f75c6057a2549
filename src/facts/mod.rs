//! What a document says about its organisations: names that are one body, lists of bodies, and
//! claims of fines, suspensions and the like.
//!
//! Refuse rather than guess: a claim needs its verb, its target and nothing around it that takes it
//! back.

mod bindings;
mod claims;
mod clauses;
mod compiled;
mod de;
mod draft;
mod en;
mod events;
mod grammar;
mod language;
mod merge;
mod parallel;
mod refusal;
mod ru;
mod sentence;
mod targets;
mod tokens;
mod values;

pub(crate) use bindings::{BoundNames, bindings, outer_orgs};
pub(crate) use claims::claims;
pub(crate) use parallel::{lists, parallel};
pub(crate) use sentence::DocumentMentions;

use crate::kinds::context::ResolvedMention;
use crate::model::{Claim, FactKind, OrgValue};
use serde::{Deserialize, Serialize};

/// The outer organisations of a document: place among the findings, finding, value.
pub(crate) type Orgs<'a> = Vec<(usize, &'a ResolvedMention, &'a OrgValue)>;

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
