//! What is special about German: every noun has a capital, so one capital makes no name.

use crate::model::Lang;
use crate::text::Text;

/// Whether most of a text is German.
pub(super) fn capitalises_nouns(text: &Text<'_>) -> bool {
    let german = text.paragraphs.iter().filter(|p| p.lang == Some(Lang::De));
    german.map(|p| p.span.len()).sum::<usize>() * 2 > text.normal.len()
}
