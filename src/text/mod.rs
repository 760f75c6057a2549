//! From bytes to paragraphs of normalised text with a language.
//!
//! ```text
//! bytes ── decode ──> original text ── normalize, lay out ──> normalised text + OffsetMap ── detect ──> Paragraph
//! ```

pub mod boundary;
pub(crate) mod case;
mod decode;
mod detect;
mod key;
mod layout;
mod line_words;
mod lines;
mod mask;
mod normalize;
mod weigh;
#[doc(hidden)]
pub mod work;

pub use decode::{Decision, DecodeHint, Decoded, decide, decode};
pub use key::{name_key, name_stems, skeleton, skeleton_with_endings};
pub use newsmill_names::chars::fold_word;
pub use normalize::{Normalized, normalize};

use layout::{Layout, lay_out};

use crate::model::{Lang, Normal, OffsetMap, Original, Span, sha256_hex};
use std::borrow::Cow;
use std::sync::OnceLock;

/// How many bytes are so. In blocks of which each count fits a byte: the compiler asks many bytes
/// at once then.
pub(crate) fn count_bytes(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let count =
        |block: &[u8]| usize::from(block.iter().fold(0_u8, |sum, byte| sum + u8::from(is(*byte))));
    bytes.chunks(255).map(count).sum()
}

/// A paragraph of the normalised text.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph {
    /// Its place in the normalised text.
    pub span: Span<Normal>,
    /// Its language; `None` where it is none of ours.
    pub lang: Option<Lang>,
}

/// A document's text, ready for rules.
#[derive(Debug)]
pub struct Text<'t> {
    /// The text as decoded.
    pub original: &'t str,
    /// What rules read: composed, quotes and dashes folded, one space between words, a blank line
    /// between paragraphs, е for ё, URLs blanked.
    pub normal: Cow<'t, str>,
    /// The way back.
    pub map: OffsetMap,
    /// The paragraphs, in order, not overlapping.
    pub paragraphs: Vec<Paragraph>,
    digest: OnceLock<String>,
}

impl<'t> Text<'t> {
    /// Prepares `original`. A given `lang` is obeyed for every paragraph.
    pub fn new(original: &'t str, lang: Option<Lang>) -> Self {
        let Normalized { text, map } = normalize(original);
        let mut normal = text;
        normalize::fold_io(&mut normal);
        let Layout { text: mut normal, map: layout, paragraphs: spans } = lay_out(normal);
        let map = layout.then(map);
        mask::blank_addresses(&mut normal);
        let langs = detect::languages(&normal, &spans, lang);
        let paragraphs =
            spans.into_iter().zip(langs).map(|(span, lang)| Paragraph { span, lang }).collect();
        Self { original, normal, map, paragraphs, digest: OnceLock::new() }
    }

    /// SHA-256 of what rules read without its white space, in hex: the same for texts that differ in
    /// white space only.
    pub(crate) fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let letters: Vec<u8> =
                self.normal.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            sha256_hex(&letters)
        })
    }

    /// The original span of a normalised one.
    pub fn original_span(&self, span: Span<Normal>) -> Span<Original> {
        self.map.to_original(span)
    }

    /// The normalised slice.
    pub fn slice(&self, span: Span<Normal>) -> &str {
        &self.normal[span.range()]
    }
}
