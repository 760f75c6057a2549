//! The publication date: a cascade of steps, surest first. The record says which one found it.

use super::dateline::{dateline, header};
use super::written_date::in_path;
use crate::model::{Day, Document, Lang, Published, PublishedFrom};
use std::fmt;
use std::sync::Arc;

/// Finds the first whole day that a line of text names. Readers know no date rules: whoever has
/// them passes them in, for web pages that name their publication day only in their text.
#[derive(Clone)]
pub struct DayFinder(
    #[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages ask"))] Arc<DayOf>,
);

type DayOf = dyn Fn(&str, Option<Lang>) -> Option<Day> + Send + Sync;

impl DayFinder {
    /// Wraps a function of the line and its language, if that is known. It must always give the
    /// same day for the same arguments, or datasets are not reproducible.
    pub fn new(find: impl Fn(&str, Option<Lang>) -> Option<Day> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    #[cfg(feature = "html")]
    pub(super) fn find(&self, line: &str, lang: Option<Lang>) -> Option<Day> {
        (self.0)(line, lang)
    }
}

impl fmt::Debug for DayFinder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DayFinder")
    }
}

/// The publication day of a document by the first step that finds one: what the source declares,
/// then the address, a header line, a dateline, the path.
pub(super) fn published(document: &Document, declared: Option<Published>) -> Option<Published> {
    let step = |date: Option<Day>, from| date.map(|date| Published { date, from });
    declared
        .or_else(|| step(document.url.as_deref().and_then(in_path), PublishedFrom::Url))
        .or_else(|| step(header(&document.text), PublishedFrom::Header))
        .or_else(|| step(dateline(&document.text), PublishedFrom::Dateline))
        .or_else(|| step(in_path(&document.source), PublishedFrom::Path))
}

/// The language that a path names by a folder or an extension: a hint for detecting encodings.
pub(super) fn language_of_path(path: &str) -> Option<&'static str> {
    let part = |p: &str| ["ru", "de"].into_iter().find(|l| p.eq_ignore_ascii_case(l));
    path.split(['/', '.', '_']).find_map(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cascade() {
        let of = |source: &str, text: &str| {
            published(&Document::from_text(source, text), None)
                .map(|p| (p.date.to_string(), p.from))
        };
        assert_eq!(
            of("a.txt", " date 2021-01-20 Click to expand"),
            Some(("2021-01-20".to_owned(), PublishedFrom::Header))
        );
        assert_eq!(
            of("a.txt", "Title\n\nFebruary 1, 2021\n\nText."),
            Some(("2021-02-01".to_owned(), PublishedFrom::Dateline))
        );
        assert_eq!(
            of("a.txt", "Заголовок\n\n05/08/2008 10:35\n"),
            Some(("2008-08-05".to_owned(), PublishedFrom::Dateline))
        );
        assert_eq!(
            of("2021/01/20/a.txt", "Text of 1999."),
            Some(("2021-01-20".to_owned(), PublishedFrom::Path))
        );
        assert_eq!(of("a.txt", "On 3 March 2021 it rained."), None);
    }
}
