//! What the words around a name of the gazetteer say in a language.

use super::gazetteer::GazetteerEntry;
use crate::kinds::context::Vocabulary;
use crate::model::{Lang, Normal, Span};

/// A name of the gazetteer in the text.
#[derive(Clone, Copy)]
pub(super) struct KnownName<'t, 'g> {
    /// The normalised text.
    pub(super) text: &'t str,
    /// Its place.
    pub(super) span: Span<Normal>,
    /// How many tokens it has, with a descriptor.
    pub(super) tokens: usize,
    /// What the gazetteer says of it.
    pub(super) entry: GazetteerEntry<'g>,
    /// The language of its paragraph.
    pub(super) lang: Lang,
}

/// The cues of a language.
pub(super) struct Cues {
    /// Whether a name is a person's.
    pub(super) is_person: fn(&KnownName<'_, '_>, &Vocabulary) -> bool,
    /// Whether a name is part of what its company makes, or of a place or a prize.
    pub(super) is_product: fn(&KnownName<'_, '_>, &Vocabulary) -> bool,
    /// Whether the words around an ambiguous name say that it stands for its organisation, here and
    /// elsewhere in the document.
    pub(super) is_hinted: fn(&KnownName<'_, '_>, &Vocabulary) -> bool,
    /// The place of the mention: that of the name, or a wider one.
    pub(super) span: fn(&KnownName<'_, '_>) -> Span<Normal>,
}
