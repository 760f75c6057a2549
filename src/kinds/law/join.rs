//! Which provisions and names belong together.

use super::conventions::Conventions;
use crate::model::{Normal, Span};

/// How far behind a provision its law may stand, in bytes.
pub(super) const FAR: usize = 120;

/// Whether a provision behind a law is a part of it: «КоАП РФ ст. 20.3», "BankG, Art. 47".
pub(super) fn precedes(between: &str) -> bool {
    matches!(between, " " | ", ")
}

/// The place of a number without a unit before a law, if it can only be an article: "460-1 of the
/// Code", «228 УК РФ».
pub(super) fn bare_number(
    text: &str,
    name: Span<Normal>,
    conventions: &Conventions,
) -> Option<Span<Normal>> {
    let head = &text[..name.start];
    let head = conventions.number_links.iter().find_map(|link| head.strip_suffix(link))?;
    let start = head
        .char_indices()
        .rev()
        .take_while(|&(_, c)| c.is_ascii_digit() || matches!(c, '-' | '.'))
        .last()?
        .0;
    let number = &head[start..];
    let before = head[..start].chars().next_back();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '№'));
    // A plain number before "of the Code" may count anything; before УК it is an article.
    let plain = number.bytes().all(|b| b.is_ascii_digit());
    (is_number && (!plain || conventions.plain_numbers && number.len() == 3))
        .then(|| Span::new(start, head.len()))
}

#[cfg(test)]
mod tests {
    use super::super::en_conventions::CONVENTIONS;
    use super::*;
    use crate::gazetteer::{BUILT_IN, Lexicon, Table};
    use crate::kinds::context::Vocabulary;
    use crate::model::Lang;

    #[test]
    fn links() {
        let tables: Vec<Table<'_>> = BUILT_IN.iter().map(|table| table.parse().unwrap()).collect();
        let tables: Vec<&Table<'_>> = tables.iter().collect();
        let words = Vocabulary::new(Lang::En, Lexicon::new(Lang::En, &[], &tables).unwrap());
        assert!((CONVENTIONS.law_follows)(&words, " of the "));
        let text = "under 460-1 of the Code";
        let name = Span::new(text.len() - 4, text.len());
        assert_eq!(bare_number(text, name, &CONVENTIONS), Some(Span::new(6, 11)));
    }
}
