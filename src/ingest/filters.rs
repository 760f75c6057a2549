//! Filters: which documents are wanted. What a filter leaves out is counted under the filter's name
//! and never dropped silently.

use crate::error::{Error, ErrorKind, Result};
use crate::model::{Day, Document};
use globset::{Glob, GlobSet, GlobSetBuilder};

/// Which documents are wanted; by default all.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Published on this day or later; a document without a day is left out.
    pub since: Option<Day>,
    /// Published on this day or earlier; a document without a day is left out.
    pub until: Option<Day>,
    /// Documents whose address has one of these hosts or a subdomain; empty: any host.
    pub hosts: Vec<String>,
    /// Documents mainly in one of these languages (`en`, `de`, `ru`); empty: any. Readers cannot
    /// tell languages: the pipeline applies this filter after reading.
    pub langs: Vec<String>,
    /// The first documents, up to this number. The pipeline counts them.
    pub limit: Option<u64>,
    /// A share `a/b` of the documents, chosen by their own bytes and so the same in every run.
    pub sample: Option<(u64, u64)>,
    /// Names of files and entries to read; empty: all.
    pub include: Globs,
    /// Names of files and entries to leave out.
    pub exclude: Globs,
}

/// Patterns of names such as `*.html`, `2021/**`, `*.{txt,html}`.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    /// As they were written.
    patterns: Vec<String>,
    set: GlobSet,
}

impl Globs {
    /// Compiles patterns. `*` matches across folders as well.
    ///
    /// # Errors
    ///
    /// A pattern that is not valid.
    pub fn new(patterns: &[String]) -> Result<Self> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let glob = Glob::new(pattern).map_err(|e| {
                Error::new(format!("\"{pattern}\" is no pattern: {e}")).with_kind(ErrorKind::Usage)
            })?;
            set.add(glob);
        }
        let set = set.build().map_err(|e| Error::new(format!("patterns: {e}")))?;
        Ok(Self { patterns: patterns.to_vec(), set })
    }

    /// Whether a name or its last part matches.
    pub(super) fn matches(&self, name: &str) -> bool {
        self.set.is_match(name)
            || name.rsplit(['/', '!']).next().is_some_and(|last| self.set.is_match(last))
    }

    /// The patterns as they were written.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }
}

impl Filters {
    /// The filter that leaves out a file or entry of this name. An archive holds names of its own
    /// and is opened whatever `include` says.
    pub(super) fn name(&self, name: &str, is_archive: bool) -> Option<&'static str> {
        if self.exclude.matches(name) {
            return Some("exclude");
        }
        (!is_archive && !self.include.patterns.is_empty() && !self.include.matches(name))
            .then_some("include")
    }

    /// The filter that leaves out an address; an empty one has no host.
    pub(super) fn address(&self, url: &str) -> Option<&'static str> {
        if self.hosts.is_empty() {
            return None;
        }
        let host = host(url);
        let wanted = |h: &String| {
            let h = h.trim_start_matches('.');
            let at = host.len().checked_sub(h.len());
            at.is_some_and(|at| {
                host.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(h))
                    && (at == 0 || host[..at].ends_with('.'))
            })
        };
        (!self.hosts.iter().any(wanted)).then_some("host")
    }

    /// The filter that leaves out a document whose bytes have this hash, in hex.
    pub(super) fn sample(&self, sha256: &str) -> Option<&'static str> {
        let (wanted, of) = self.sample?;
        let number = u64::from_str_radix(sha256.get(..15)?, 16).ok()?;
        (number % of.max(1) >= wanted).then_some("sample")
    }

    /// The filter that leaves out a page fetched on this day: it was published no later.
    pub(super) fn fetched(&self, day: Option<Day>) -> Option<&'static str> {
        (self.since? > day?).then_some("since")
    }

    /// The filter that leaves out this document.
    pub(super) fn document(&self, document: &Document) -> Option<&'static str> {
        if let Some(filter) = self.sample(&document.sha256) {
            return Some(filter);
        }
        if let Some(filter) = self.address(document.url.as_deref().unwrap_or_default()) {
            return Some(filter);
        }
        if self.since.is_none() && self.until.is_none() {
            return None;
        }
        let Some(day) = document.published.map(|p| p.date) else { return Some("undated") };
        if self.since.is_some_and(|since| day < since) {
            return Some("since");
        }
        self.until.is_some_and(|until| day > until).then_some("until")
    }

    /// The filters that are set, named and written as in a dataset's manifest.
    pub fn options(&self) -> Vec<(&'static str, String)> {
        let list = |l: &[String]| (!l.is_empty()).then(|| l.join(","));
        [
            ("since", self.since.map(|d| d.to_string())),
            ("until", self.until.map(|d| d.to_string())),
            ("host", list(&self.hosts)),
            ("langs", list(&self.langs)),
            ("limit", self.limit.map(|n| n.to_string())),
            ("sample", self.sample.map(|(a, b)| format!("{a}/{b}"))),
            ("include", list(self.include.patterns())),
            ("exclude", list(self.exclude.patterns())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

/// The host of an address.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit('@').next().unwrap_or_default();
    rest.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_hosts_below() {
        let filters = Filters { hosts: vec!["example.org".to_owned()], ..Filters::default() };
        for (url, wanted) in [
            ("https://example.org/a", true),
            ("http://news.EXAMPLE.org:80/a?b", true),
            ("https://user@example.org", true),
            ("https://badexample.org/", false),
            ("https://example.org.evil.net/", false),
            ("", false),
        ] {
            assert_eq!(filters.address(url).is_none(), wanted, "{url}");
        }
    }
}
