//! The day a page was published: what its head declares, then its address, then what its body marks
//! as a date, then what it says at the top.

use super::blocks::blocks;
use crate::ingest::dateline;
use crate::ingest::published::DayFinder;
use crate::ingest::written_date;
use crate::model::{Day, Document, Lang, Published, PublishedFrom};
use dom_query::{Document as Page, NodeRef};

/// Names of the day of publication in meta elements, surest first, in lower case.
const PUBLISHED: [&str; 38] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "bt:pubdate",
    "article_date_original",
    "originalpublicationdate",
    "publication_date",
    "publication-date",
    "publicationdate",
    "published_time",
    "published-date",
    "published_date",
    "published",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "pub_date",
    "date_published",
    "date.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "datecreated",
    "article.created",
    "date",
];

/// Names of the day of the last change, in lower case: better than nothing.
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
];

/// Parts of a class or id of a date, or of the line that has it.
const MARKS: [&str; 17] = [
    "publish",
    "pubdate",
    "posted",
    "dateline",
    "datum",
    "date",
    "timestamp",
    "byline",
    "erschienen",
    "entry-meta",
    "post-meta",
    "article-meta",
    "articlemeta",
    "article-info",
    "post-info",
    "meta-info",
    "time",
];

/// Parts of a class or id within which dates belong to other pages, to readers, or to today.
const FOREIGN: [&str; 12] = [
    "comment",
    "related",
    "sidebar",
    "teaser",
    "footer",
    "widget",
    "recommend",
    "breaking",
    "weather",
    "newsticker",
    "today",
    "copyright",
];

/// Maximum characters of a marked element: with more it holds more than a date.
const MAX_MARKED: usize = 200;

/// How many blocks before the headline are searched for a date.
const BLOCKS_BEFORE: usize = 6;

/// How many blocks from the headline on are searched for a date.
const BLOCKS_AFTER: usize = 12;

/// How many characters at the beginning of a block are searched.
const BLOCK_START: usize = 160;

/// The days that the parts of a page name.
#[derive(Debug)]
pub(super) struct Dates {
    /// In the head.
    declared: Option<Published>,
    /// In an element of the body that is marked as a date.
    marked: Option<Published>,
    /// Of the last change.
    modified: Option<Day>,
    /// Lines about the headline that may hold a day.
    opening: Vec<String>,
}

impl Dates {
    /// The days of a page; `lang` is its language tag, `url` its address.
    pub(super) fn of(page: &Page, lang: Option<&str>, url: Option<&str>) -> Self {
        let day_first = day_first(lang, url);
        let (published, modified) = metas(page);
        let json =
            |key| json_ld(page, key).map(|date| Published { date, from: PublishedFrom::JsonLd });
        let meta =
            |date: Option<Day>| date.map(|date| Published { date, from: PublishedFrom::Meta });
        let declared =
            json("\"datePublished\"").or(meta(published)).or_else(|| json("\"dateCreated\""));
        let mut dates = Self { declared, marked: None, modified, opening: Vec::new() };
        if dates.declared.is_none() {
            dates.marked = time(page, day_first)
                .map(|date| Published { date, from: PublishedFrom::Time })
                .or_else(|| {
                    marked(page, day_first)
                        .map(|date| Published { date, from: PublishedFrom::Markup })
                });
            dates.opening = opening(page);
            dates.modified = dates.modified.or_else(|| json_ld(page, "\"dateModified\""));
        }
        dates
    }

    /// The publication day of the document that was read from the page, by the surest step that
    /// finds one. `lang` is the language that the page declares.
    pub(super) fn published(
        self,
        document: &Document,
        lang: Option<Lang>,
        days: Option<&DayFinder>,
    ) -> Option<Published> {
        let step = |date: Option<Day>, from| date.map(|date| Published { date, from });
        self.declared
            .or_else(|| {
                step(document.url.as_deref().and_then(written_date::in_path), PublishedFrom::Url)
            })
            .or(self.marked)
            .or_else(|| step(dateline::header(&document.text), PublishedFrom::Header))
            .or_else(|| step(dateline::dateline(&document.text), PublishedFrom::Dateline))
            .or_else(|| {
                let first = document.text.lines().filter(|l| !l.is_empty()).take(2).map(start_of);
                let mut lines = self.opening.iter().map(String::as_str).chain(first);
                step(lines.find_map(|line| days?.find(line, lang)), PublishedFrom::Text)
            })
            .or_else(|| step(self.modified, PublishedFrom::Meta))
            .or_else(|| step(written_date::in_path(&document.source), PublishedFrom::Path))
    }
}

/// Whether a page writes the day before the month: all but American ones do.
fn day_first(lang: Option<&str>, url: Option<&str>) -> bool {
    let tag = lang.unwrap_or_default().to_ascii_lowercase();
    let host = url.map(|u| u.split_once("://").map_or(u, |(_, rest)| rest)).unwrap_or_default();
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    let abroad = ["uk", "ie", "au", "nz", "in", "za", "de", "at", "ch", "ru", "kz", "by", "ua"];
    !tag.is_empty() && tag != "en" && tag != "en-us" && tag != "en_us"
        || host.rsplit_once('.').is_some_and(|(_, top)| abroad.contains(&top))
}

/// The first day that JSON-LD states under a key (in quotes), in articles before other things. It
/// is searched as text, for much of it is broken.
fn json_ld(page: &Page, key: &str) -> Option<Day> {
    let scripts = page.select("script[type='application/ld+json']");
    let mut texts: Vec<_> =
        scripts.iter().map(|script| script.text()).filter(|text| text.contains(key)).collect();
    texts.sort_by_key(|text| !(text.contains("Article\"") || text.contains("Posting\"")));
    texts.iter().flat_map(|text| text.split(key).skip(1)).find_map(|after| {
        written_date::at_start(after.trim_start_matches([' ', ':', '"', '\n', '\r', '\t']))
    })
}

/// The days of publication and of the last change that meta elements, and elements with a property,
/// name.
fn metas(page: &Page) -> (Option<Day>, Option<Day>) {
    let mut found: Vec<(String, Day)> = Vec::new();
    for element in page.select("meta, [itemprop]").iter() {
        let keys = ["property", "name", "itemprop", "http-equiv", "pubdate"];
        let value = element.attr("content").or_else(|| element.attr("datetime"));
        let Some(date) = value.and_then(|v| written_date::at_start(v.trim())) else { continue };
        found.extend(
            keys.into_iter()
                .filter_map(|key| Some((element.attr(key)?.trim().to_ascii_lowercase(), date))),
        );
    }
    let first = |keys: &[&str]| {
        keys.iter().find_map(|key| found.iter().find(|(k, _)| k == key).map(|(_, date)| *date))
    };
    (first(&PUBLISHED), first(&MODIFIED))
}

/// The class and id of an element, in lower case.
fn names(node: &NodeRef<'_>) -> String {
    let of = |attribute| node.attr(attribute).map(|v| v.to_ascii_lowercase()).unwrap_or_default();
    format!("{} {}", of("class"), of("id"))
}

/// Whether an element lies in a part of the page that is not the article's.
fn is_foreign(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).chain([*node]).any(|up| {
        let element = up.node_name();
        matches!(element.as_deref(), Some("footer" | "nav" | "aside" | "form"))
            || !matches!(element.as_deref(), Some("body" | "html")) && {
                let names = names(&up);
                FOREIGN.iter().any(|part| names.contains(part))
            }
    })
}

/// The day of a time element: one that is marked as the day of publication first, then one in the
/// article, then any other.
fn time(page: &Page, day_first: bool) -> Option<Day> {
    let mut best: Option<(u8, Day)> = None;
    for element in page.select("time").iter() {
        let Some(node) = element.nodes().first() else { continue };
        let stated = node.attr("datetime").and_then(|v| written_date::at_start(v.trim()));
        let Some(date) = stated.or_else(|| written_date::within(&node.text(), day_first)) else {
            continue;
        };
        if is_foreign(node) {
            continue;
        }
        let names = names(node);
        let is_own = node.has_attr("pubdate")
            || ["publish", "entry-date", "posted", "pubdate"]
                .iter()
                .any(|part| names.contains(part));
        let is_changed = names.contains("updat") || names.contains("modif");
        let is_inside = node
            .ancestors_it(None)
            .any(|up| matches!(up.node_name().as_deref(), Some("article" | "main" | "header")));
        let rank = if is_own {
            0
        } else if is_changed {
            3
        } else {
            u8::from(!is_inside) + 1
        };
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, date));
        }
    }
    best.map(|(_, date)| date)
}

/// The day in an element whose class or id says that it holds one.
fn marked(page: &Page, day_first: bool) -> Option<Day> {
    let mut best: Option<(usize, Day)> = None;
    for element in page.select("body [class], body [id]").iter() {
        let Some(node) = element.nodes().first() else { continue };
        let names = names(node);
        let Some(rank) = MARKS.iter().position(|part| names.contains(part)) else { continue };
        // "last-updated" has "date" in it, and is the day of something else.
        let rank =
            if names.contains("updat") || names.contains("modif") { MARKS.len() } else { rank };
        if best.is_some_and(|(least, _)| least <= rank) {
            continue;
        }
        let text = node.text();
        if text.chars().nth(MAX_MARKED).is_some() || is_foreign(node) {
            continue;
        }
        if let Some(date) = written_date::within(&text, day_first) {
            best = Some((rank, date));
        }
    }
    best.map(|(_, date)| date)
}

/// The beginnings of the blocks about the headline that hold a digit: first those that follow it.
fn opening(page: &Page) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut headline = None;
    let body = page.select("body");
    let Some(body) = body.nodes().first() else { return all };
    blocks(body, &mut |first, block, _| {
        let is_headline = |up: NodeRef<'_>| matches!(up.node_name().as_deref(), Some("h1"));
        if headline.is_none() && first.ancestors_it(Some(4)).any(is_headline) {
            headline.get_or_insert(all.len());
        }
        all.push(start_of(block).to_owned());
    });
    let Some(at) = headline else { return Vec::new() };
    let after = all[at..].iter().take(BLOCKS_AFTER);
    let before = all[..at].iter().rev().take(BLOCKS_BEFORE);
    after.chain(before).filter(|b| b.chars().any(|c| c.is_ascii_digit())).cloned().collect()
}

/// The beginning of a block, where a dateline may be.
fn start_of(block: &str) -> &str {
    block.char_indices().nth(BLOCK_START).map_or(block, |(end, _)| &block[..end])
}
