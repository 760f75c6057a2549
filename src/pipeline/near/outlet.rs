//! The outlet of each document: what frames its articles alike.

use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// The outlets of documents, by number. A document's outlet is its site. Without one it is its
/// source if this holds several documents, and the folder of its source if not.
#[derive(Debug, Default)]
pub(super) struct Outlets {
    /// By document: a hash of the outlet's name.
    of: Vec<u64>,
    /// The last document's source, and whether only its folder is on record as its outlet.
    source: Option<(u64, bool)>,
}

impl Outlets {
    /// Takes the next document. Those of one source come one after another.
    pub(super) fn push(&mut self, source: &str, site: Option<&str>) {
        let hash = FxBuildHasher.hash_one(source);
        let again = match self.source {
            Some((last, by_folder)) if last == hash => {
                if by_folder && let Some(last) = self.of.last_mut() {
                    *last = hash;
                }
                true
            }
            _ => false,
        };
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.of.push(match site {
            Some(site) => FxBuildHasher.hash_one(("site", site)),
            None if again => hash,
            None => FxBuildHasher.hash_one(("folder", folder)),
        });
        self.source = Some((hash, site.is_none() && !again));
    }

    /// By document: its outlet.
    pub(super) fn done(self) -> Vec<u64> {
        self.of
    }
}

/// The site of a document, from its name or its address.
pub(crate) fn site_of<'d>(site: Option<&'d str>, url: Option<&'d str>) -> Option<&'d str> {
    let host = |url: &'d str| {
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        (!host.is_empty()).then_some(host)
    };
    url.and_then(host).or_else(|| site.filter(|site| !site.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlets(documents: &[(&str, Option<&str>)]) -> Vec<u64> {
        let mut outlets = Outlets::default();
        documents.iter().for_each(|(source, site)| outlets.push(source, *site));
        outlets.done()
    }

    #[test]
    fn a_source_of_many_is_an_outlet_and_a_folder_of_single_ones() {
        let all = outlets(&[
            ("a/1.txt", None),
            ("a/2.txt", None),
            ("a/all.csv", None),
            ("a/all.csv", None),
            ("a/all.csv", None),
            ("b/1.txt", None),
        ]);
        assert!(all[0] == all[1] && all[2] == all[3] && all[3] == all[4]);
        assert!(all[1] != all[2] && all[1] != all[5]);
    }

    #[test]
    fn a_site_is_an_outlet_wherever_its_documents_are() {
        let all = outlets(&[("a/1.html", Some("x")), ("b.csv", Some("x")), ("b.csv", None)]);
        assert!(all[0] == all[1] && all[1] != all[2]);
        let all = outlets(&[("b.csv", None), ("b.csv", Some("x")), ("b.csv", None)]);
        assert!(all[0] == all[2] && all[0] != all[1]);
    }

    #[test]
    fn addresses_tell_the_site() {
        let url = Some("https://www.a.example:80/b?c");
        assert_eq!(site_of(Some("The A"), url), Some("a.example"));
        assert_eq!(site_of(Some("The A"), None), Some("The A"));
        assert_eq!(site_of(Some(""), Some("")), None);
    }
}
