//! What a kind of mention is to the grammar: a table of rules by language, and a function that
//! turns findings into values.
//!
//! A kind is a folder with a type that implements [`KindRules`], and one line in [`super::kinds`].
//! `KindRules` has types of its own for each kind; [`AnyKind`] is the same without them, so that
//! kinds stand in one list.

use super::anchors::{Anchor, AnchorHit, AnchorWords};
use super::context::{Context, ResolvedMention};
use super::overlap::Taken;
use super::rule::{Build, Finding, OtherRule, RuleWith, SubPattern};
use crate::gazetteer::NameIndex;
use crate::model::{Kind, Lang, RowNames, RuleInfo};
use crate::text::Paragraph;

/// A kind of mention.
pub(crate) trait KindRules: Send + Sync + 'static {
    /// What its rules read: an expression that is not resolved yet.
    type Expr: 'static;

    /// How its rules read a match.
    type Build: Build<Self::Expr> + Sync + 'static;

    /// The kind of its mentions.
    const KIND: Kind;

    /// The classes of words that anchor its rules.
    const ANCHORS: &'static [AnchorWords];

    /// A rule that stands at [`Anchor::Number`] alone runs only if one of these anchors follows
    /// within [`REACH`](Self::REACH): numbers are everywhere. Empty: such rules never run.
    const COUNTED: &'static [Anchor] = &[];

    /// How far a pattern sees, in bytes from the end of its anchor on.
    const REACH: usize;

    /// Names for parts that many patterns share.
    const SUB_PATTERNS: &'static [SubPattern];

    /// The rules of a language, in order of precedence between equal spans.
    fn rules(lang: Lang) -> &'static [RuleWith<Self::Build>];

    /// What else finds mentions in a language: gazetteers, and what only the document tells. Most
    /// kinds have none.
    fn other_rules(_: Lang) -> &'static [OtherRule] {
        &[]
    }

    /// The names that it looks up by token in texts of a language, beside its anchors. Most kinds
    /// have none.
    fn names(&self, _: Lang) -> Vec<&NameIndex> {
        Vec::new()
    }

    /// What its tables call a row. Most kinds have none.
    fn row_names(&self, _id: &str) -> Option<RowNames> {
        None
    }

    /// Chooses among the findings of a document, joins what belongs together and resolves it.
    /// Returns mentions in any order.
    ///
    /// `taken` holds the mentions of the kinds before this one. Nothing else enforces it: leave out
    /// findings that [`touch`](Taken::touches) them.
    fn resolve(
        &self,
        findings: Vec<Finding<Self::Expr>>,
        context: &Context<'_>,
        taken: &Taken,
    ) -> Vec<ResolvedMention>;
}

/// A paragraph with a language, and the anchors in it.
#[derive(Debug)]
pub(crate) struct Scanned {
    /// The paragraph.
    pub(crate) paragraph: Paragraph,
    /// Its language.
    pub(crate) lang: Lang,
    /// Where its anchors stand among those of the document.
    pub(crate) hits: std::ops::Range<usize>,
}

/// A kind with its compiled rules, without its types.
pub(crate) trait AnyKind: Send + Sync {
    /// The kind of its mentions.
    fn kind(&self) -> Kind;

    /// The classes of words that anchor its rules.
    fn anchors(&self) -> &'static [AnchorWords];

    /// All rules of a language: those with patterns in order of precedence, then the others.
    fn rules(&self, lang: Lang) -> Vec<RuleInfo>;

    /// The names that it looks up by token in texts of a language, beside its anchors.
    fn names(&self, lang: Lang) -> Vec<&NameIndex>;

    /// What its tables call a row.
    fn row_names(&self, id: &str) -> Option<RowNames>;

    /// Finds and resolves the mentions of a document.
    fn find(
        &self,
        scanned: &[Scanned],
        hits: &[AnchorHit],
        context: &Context<'_>,
        taken: &Taken,
    ) -> Vec<ResolvedMention>;
}
