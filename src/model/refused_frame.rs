//! Why a sentence makes no claim: what [`Extractor::explain`] tells.
//!
//! [`Extractor::explain`]: crate::Extractor::explain

use super::{CharSpan, FactKind};

/// A frame of `gazetteers/events.tsv` that a word of a sentence opens and that makes no claim. Only
/// sentences without a claim are told.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedFrame {
    /// The sentence, in code points.
    pub sentence: CharSpan,
    /// The words that open the frame, in code points.
    pub trigger: CharSpan,
    /// The frame, as in `rule` of a claim: `fact/en/fined`.
    pub rule: String,
    /// The kind of fact that it would tell.
    pub kind: FactKind,
    /// Why it is refused, in words.
    pub why: String,
}

impl RefusedFrame {
    /// A frame at the places of its sentence and trigger.
    pub(crate) fn new(
        (sentence, trigger): (CharSpan, CharSpan),
        rule: String,
        kind: FactKind,
        why: String,
    ) -> Self {
        Self { sentence, trigger, rule, kind, why }
    }
}
