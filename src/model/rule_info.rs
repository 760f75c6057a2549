//! What is known of a rule without running it.

use super::{Kind, Lang};
use serde::Serialize;

/// A rule: what it is called and what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleInfo {
    /// `kind/lang/name`, as in `rule` of a mention.
    #[serde(rename = "rule")]
    pub name: &'static str,
    /// The kind of its mentions.
    pub kind: Kind,
    /// The language whose texts it reads.
    pub lang: Lang,
    /// What it reads, in one line.
    pub description: &'static str,
    /// Texts in which it finds a mention, each alone in a document. A few rules find nothing without
    /// words of a user's table: their examples name them.
    pub examples: &'static [&'static str],
}
