//! Builders: what the named groups of a match mean.
//!
//! A builder reads a match and nothing else of the sentence than what decides whether it is a date.
//! The words around a date that belong to it ("since", "the end of", a weekday) are attached after
//! it, once for all rules: see [`attach_context`].
//!
//! Files named for a language hold what only that language says. The others are shared.

pub(super) mod calendar;
pub(super) mod clock;
pub(super) mod coordinated;
pub(super) mod de;
pub(super) mod de_parts;
pub(super) mod en;
pub(super) mod holiday;
pub(super) mod numeric;
pub(super) mod relative;
pub(super) mod ru;
mod ru_lengths;
pub(super) mod years;

use super::context::{attach_context, in_context};
use super::expr::{Expr, Placed, TimeExpr};
use crate::kinds::rule::{self, Finding, Findings, Match, RuleWith};

/// A rule for dates.
pub(crate) type DateRule = RuleWith<Build>;

/// How a rule reads its match, and whether the words around are attached to what it reads.
#[derive(Clone, Copy)]
pub(crate) enum Build {
    /// A time over the whole match, with the words around. No match begins inside a word.
    Time(fn(&Match<'_, '_>) -> Option<TimeExpr>),
    /// An expression over a span that the builder chooses, with the words around.
    Placed(fn(&Match<'_, '_>) -> Option<Placed>),
    /// An expression over the whole match, without the words around.
    Whole(fn(&Match<'_, '_>) -> Option<Expr>),
    /// A finding that is complete.
    Finding(fn(&Match<'_, '_>) -> Option<Finding<Expr>>),
    /// Findings that are complete: a range and its ends, days that share a month.
    Findings(fn(&Match<'_, '_>) -> Option<Findings<Expr>>),
}

impl rule::Build<Expr> for Build {
    fn build(&self, m: &Match<'_, '_>) -> Option<Findings<Expr>> {
        let one = match self {
            Self::Time(build) => in_context(m, build(m)?)?,
            Self::Placed(build) => {
                let (span, expr) = build(m)?;
                attach_context(m, span, expr)
            }
            Self::Whole(build) => m.whole(build(m)?),
            Self::Finding(build) => build(m)?,
            Self::Findings(build) => return build(m),
        };
        Some(vec![one])
    }
}
