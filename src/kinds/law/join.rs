//! Which provisions and names belong together.

use crate::model::{Lang, Normal, Span};

/// How far behind a provision its law may stand, in bytes.
pub(super) const FAR: usize = 120;

/// Whether a law behind a provision is its law.
pub(super) fn follows(gap: &str, lang: Lang) -> bool {
    match lang {
        Lang::En => matches!(
            gap,
            " " | " of the "
                | " of "
                | " in the "
                | " to the "
                | " of its "
                | " of their "
                | " of the country's "
                | " of that country's "
        ),
        Lang::De => matches!(gap, " " | " des " | " der " | " vom " | " aus dem " | " im " | " ("),
        // «ст. 105 („Убийство“) УК РФ»
        Lang::Ru => {
            matches!(gap, " " | " из " | ", " | ". ")
                || (gap.starts_with(" (") && gap.ends_with(") ") && !gap[2..].contains('\n'))
        }
    }
}

/// Whether a provision behind a law is a part of it: «КоАП РФ ст. 20.3», "BankG, Art. 47".
pub(super) fn precedes(gap: &str) -> bool {
    matches!(gap, " " | ", ")
}

/// A number without a unit before a law: "460-1 of the Code", «228 УК РФ». Its place, if it can only be an article.
pub(super) fn bare_number(text: &str, name: Span<Normal>, lang: Lang) -> Option<Span<Normal>> {
    let head = &text[..name.start];
    let links: &[&str] = match lang {
        Lang::En => &[" of the ", " of "],
        Lang::De => &[" des ", " der "],
        Lang::Ru => &[" "],
    };
    let head = links.iter().find_map(|l| head.strip_suffix(l))?;
    let start = head.char_indices().rev().take_while(|&(_, c)| c.is_ascii_digit() || matches!(c, '-' | '.')).last()?.0;
    let number = &head[start..];
    let plain = number.bytes().all(|b| b.is_ascii_digit());
    let before = head[..start].chars().next_back();
    let shape = number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '№'));
    // A plain number before "of the Code" may count anything; before УК it is an article.
    (shape && (!plain || (lang == Lang::Ru && number.len() == 3))).then(|| Span::new(start, head.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        assert!(follows(" of the ", Lang::En));
        let text = "under 460-1 of the Code";
        let name = Span::new(text.len() - 4, text.len());
        assert_eq!(bare_number(text, name, Lang::En), Some(Span::new(6, 11)));
    }
}
