//! Days that JSON-LD states. Pages state those of related articles too: the object that has the
//! page's headline or address is sure, then articles that are no part of a list.

use super::visible::key;
use crate::ingest::written_date;
use crate::model::Day;
use dom_query::Document as Page;
use serde_json::{Map, Value};

/// Keys below which JSON-LD tells of other things than the page.
const OTHERS: [&str; 10] = [
    "itemListElement",
    "relatedLink",
    "mentions",
    "citation",
    "comment",
    "isPartOf",
    "hasPart",
    "about",
    "review",
    "isBasedOn",
];

/// Minimum letters of a headline that is compared: fewer match by chance.
const MIN_HEADLINE: usize = 8;

/// What tells that an object is the page's article.
#[derive(Debug, Default)]
pub(super) struct About {
    /// The letters of its headlines, in lower case.
    pub(super) headlines: Vec<String>,
    /// Its addresses, without scheme.
    pub(super) urls: Vec<String>,
}

impl About {
    /// Whether a headline is the page's, perhaps with more words around one of the two.
    pub(super) fn has_headline(&self, text: &str) -> bool {
        let other = key(text).to_lowercase();
        other.chars().count() >= MIN_HEADLINE
            && self.headlines.iter().any(|own| {
                own.chars().count() >= MIN_HEADLINE
                    && (own.contains(&*other) || other.contains(&**own))
            })
    }

    fn is_of(&self, object: &Map<String, Value>) -> bool {
        let is_url = |value: &Value| {
            value.as_str().is_some_and(|url| self.urls.iter().any(|own| own == address(url)))
        };
        ["url", "@id", "mainEntityOfPage"]
            .iter()
            .filter_map(|k| object.get(*k))
            .any(|value| is_url(value) || value.get("@id").is_some_and(is_url))
            || ["headline", "name"]
                .iter()
                .filter_map(|k| object.get(*k)?.as_str())
                .any(|text| self.has_headline(text))
    }
}

/// An address without its scheme, fragment and last slash.
pub(super) fn address(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.split('#').next().unwrap_or_default().trim_end_matches('/')
}

/// A day, and whether it may be that of another article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) day: Day,
    pub(super) is_doubtful: bool,
}

/// Where a day stands, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Page,
    Article,
    Other,
    Broken,
    Related,
}

/// The JSON-LD of a page.
#[derive(Debug)]
pub(super) struct JsonLd {
    scripts: Vec<Script>,
}

#[derive(Debug)]
enum Script {
    Parsed(Value),
    Broken(String),
}

impl JsonLd {
    /// Reads the scripts of a page that state days.
    pub(super) fn of(page: &Page) -> Self {
        let mut scripts = Vec::new();
        for script in page.select("script").iter() {
            let kind = script.attr("type").map(|t| t.to_ascii_lowercase()).unwrap_or_default();
            let is_marked = kind.contains("ld+json");
            if !is_marked && kind.contains("javascript") {
                continue;
            }
            let text = script.text();
            let text = text.trim();
            // A script of another type, or of none, may hold it as well.
            let is_json = || text.starts_with(['{', '[']) && text.contains("schema.org");
            if (is_marked || is_json()) && text.contains("date") {
                let parsed = serde_json::from_str::<Value>(text.trim_end_matches(';'));
                scripts
                    .push(parsed.map_or_else(|_| Script::Broken(text.to_owned()), Script::Parsed));
            }
        }
        Self { scripts }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.scripts.is_empty()
    }

    /// The day that it states of the page under a key.
    pub(super) fn day(&self, key: &str, about: &About) -> Option<Stated> {
        let mut found: Vec<(Rank, Day)> = Vec::new();
        for script in &self.scripts {
            match script {
                Script::Parsed(value) => walk(value, key, about, false, &mut found),
                Script::Broken(text) => {
                    found.extend(in_broken(text, key).map(|day| (Rank::Broken, day)));
                }
            }
        }
        // Of equals the first: the sort is stable.
        found.sort_by_key(|(rank, _)| *rank);
        found.first().map(|&(rank, day)| Stated { day, is_doubtful: rank == Rank::Related })
    }
}

fn walk(value: &Value, key: &str, about: &About, is_other: bool, found: &mut Vec<(Rank, Day)>) {
    match value {
        Value::Array(values) => {
            for value in values {
                walk(value, key, about, is_other, found);
            }
        }
        Value::Object(object) => {
            let is_type = |ends: &[&str]| match object.get("@type") {
                Some(Value::String(kind)) => ends.iter().any(|end| kind.ends_with(end)),
                Some(Value::Array(kinds)) => kinds
                    .iter()
                    .filter_map(Value::as_str)
                    .any(|kind| ends.iter().any(|end| kind.ends_with(end))),
                _ => false,
            };
            let is_other = is_other || is_type(&["ItemList", "ListItem", "Comment", "Review"]);
            let day = match object.get(key) {
                Some(Value::String(text)) => written_date::at_start(text),
                Some(Value::Number(number)) => written_date::at_start(&number.to_string()),
                _ => None,
            };
            if let Some(day) = day {
                let rank = if about.is_of(object) {
                    Rank::Page
                } else if is_other {
                    Rank::Related
                } else if is_type(&["Article", "Posting", "Report"]) {
                    Rank::Article
                } else {
                    Rank::Other
                };
                found.push((rank, day));
            }
            for (name, value) in object {
                walk(value, key, about, is_other || OTHERS.contains(&&**name), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The first day behind a key in JSON that does not parse: much of it is broken.
fn in_broken(text: &str, key: &str) -> Option<Day> {
    text.split(key).skip(1).find_map(|after| {
        let after = after.trim_start_matches(['"', '\'', ' ', ':', '\n', '\r', '\t']);
        let value = after.split(['"', '\'', '\n', '}']).next()?;
        written_date::at_start(&value.replace("\\/", "/"))
    })
}
