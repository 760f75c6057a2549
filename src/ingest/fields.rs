//! The input's names for our fields: one, several to choose from, and others for files of some
//! names.

use super::options::ReadOptions;

/// The input's names for our fields, in the order of [`ReadOptions::FIELDS`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Theirs<'a>([&'a str; ReadOptions::FIELDS.len()]);

impl ReadOptions {
    /// The names that the records of a source have for our fields.
    pub(super) fn theirs(&self, source: &str) -> Theirs<'_> {
        let mut theirs =
            Self::FIELDS.map(|ours| self.fields.get(ours).map_or(ours, String::as_str));
        for mapping in self.fields_for.iter().filter(|m| m.sources.matches(source)) {
            for (ours, name) in Self::FIELDS.iter().zip(&mut theirs) {
                *name = mapping.fields.get(*ours).map_or(name, String::as_str);
            }
        }
        Theirs(theirs)
    }

    /// Every name that the records of any source may have for the text.
    pub(super) fn text_names(&self) -> impl Iterator<Item = &str> {
        let mapped = self.fields_for.iter().filter_map(|mapping| mapping.fields.get("text"));
        let all = mapped.map(String::as_str).chain([self.theirs("").of(0)]);
        all.flat_map(alternatives)
    }
}

impl<'a> Theirs<'a> {
    /// The names of a field, by its place in [`ReadOptions::FIELDS`], as the user wrote them.
    pub(super) fn of(&self, ours: usize) -> &'a str {
        self.0[ours]
    }

    /// The names of the text, as the user wrote them.
    pub(super) fn text(&self) -> &'a str {
        self.of(0)
    }

    /// Each name with the place of its field and its rank among the names of that field.
    pub(super) fn ranked(&self) -> impl Iterator<Item = (usize, usize, &'a str)> {
        self.0.into_iter().enumerate().flat_map(|(place, names)| {
            alternatives(names).enumerate().map(move |(rank, name)| (place, rank, name))
        })
    }

    /// The first name of each field that `find` finds, and what it gives.
    pub(super) fn first<T>(
        &self,
        find: impl Fn(&str) -> Option<T>,
    ) -> [Option<T>; ReadOptions::FIELDS.len()] {
        self.0.map(|names| alternatives(names).find_map(&find))
    }
}

/// The names of a field, the preferred one first.
fn alternatives(names: &str) -> impl Iterator<Item = &str> {
    names.split('|').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::filters::Globs;
    use crate::ingest::options::FieldsFor;

    #[test]
    fn names_of_a_source() {
        let fields = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let options = ReadOptions {
            fields: fields(&[("text", "body|content"), ("date", "day")]),
            fields_for: vec![
                FieldsFor {
                    sources: Globs::new(&["wire/*".to_owned()]).unwrap(),
                    fields: fields(&[("text", "story")]),
                },
                FieldsFor {
                    sources: Globs::new(&["*.csv".to_owned()]).unwrap(),
                    fields: fields(&[("text", "cell")]),
                },
            ],
            ..ReadOptions::default()
        };
        let text = |source: &str| options.theirs(source).text();
        assert_eq!(text("a.jsonl"), "body|content");
        assert_eq!(text("wire/a.jsonl"), "story");
        assert_eq!(text("wire/a.csv"), "cell", "the later one counts");
        assert_eq!(options.theirs("wire/a.csv").of(4), "day", "others stay");
        assert_eq!(options.text_names().collect::<Vec<_>>(), ["story", "cell", "body", "content"]);
        let first =
            options.theirs("a").first(|name| (name == "content" || name == "id").then_some(1));
        assert_eq!(first, [Some(1), Some(1), None, None, None, None, None, None, None]);
    }
}
