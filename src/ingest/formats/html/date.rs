//! The day a page was published: what its head declares, then its address, then what its body marks
//! as a date, then what it says at the top.

use super::json_ld::{self, About, JsonLd};
use super::opening::{Opening, start_of};
use super::visible::{Visible, key};
use crate::ingest::dateline;
use crate::ingest::published::DayFinder;
use crate::ingest::written_date;
use crate::model::{Day, Document, Lang, Published, PublishedFrom};
use dom_query::{Document as Page, NodeId, NodeRef};
use rustc_hash::FxHashSet;

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

/// The days that the parts of a page name.
#[derive(Debug)]
pub(super) struct Dates {
    /// In the head.
    declared: Option<Published>,
    /// In an element of the body that is marked as a date.
    marked: Option<Published>,
    /// In the head, perhaps of another article.
    doubtful: Option<Day>,
    /// Of the last change.
    modified: Option<Day>,
    /// Lines about the headline that may hold a day.
    opening: Opening,
}

impl Dates {
    /// The days of a page; `lang` is its language tag, `url` its address.
    pub(super) fn of(
        page: &Page,
        visible: &Visible,
        lang: Option<&str>,
        url: Option<&str>,
    ) -> Self {
        let day_first = day_first(lang, url);
        let (published, modified) = metas(page);
        let json_ld = JsonLd::of(page);
        let about = if json_ld.is_empty() { About::default() } else { about(page, visible, url) };
        let json = |key| json_ld.day(key, &about);
        let sure = |key| {
            json(key)
                .filter(|s| !s.is_doubtful)
                .map(|s| Published { date: s.day, from: PublishedFrom::JsonLd })
        };
        let meta =
            |date: Option<Day>| date.map(|date| Published { date, from: PublishedFrom::Meta });
        let declared = sure("datePublished").or(meta(published)).or_else(|| sure("dateCreated"));
        let mut dates =
            Self { declared, marked: None, doubtful: None, modified, opening: Opening::default() };
        if dates.declared.is_none() {
            let around = visible.headline.map_or(&[][..], |at| &visible.blocks[at].path);
            let around: FxHashSet<NodeId> = around.iter().copied().collect();
            dates.marked = time(page, day_first, &around)
                .map(|date| Published { date, from: PublishedFrom::Time })
                .or_else(|| {
                    marked(page, day_first, &around)
                        .map(|date| Published { date, from: PublishedFrom::Markup })
                });
            dates.opening = Opening::of(visible, day_first);
            dates.doubtful = json("datePublished").map(|s| s.day);
            dates.modified = dates.modified.or_else(|| json("dateModified").map(|s| s.day));
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
            .or_else(|| step(self.opening.beside_change(), PublishedFrom::Text))
            .or_else(|| step(dateline::dateline(&document.text), PublishedFrom::Dateline))
            .or_else(|| {
                let first = document.text.lines().filter(|l| !l.is_empty()).take(2).map(start_of);
                let day = self.opening.day(first, |line| days?.find(line, lang));
                step(day, PublishedFrom::Text)
            })
            .or_else(|| step(self.modified, PublishedFrom::Meta))
            .or_else(|| step(written_date::in_path(&document.source), PublishedFrom::Path))
            .or_else(|| step(self.doubtful, PublishedFrom::JsonLd))
    }
}

/// What tells that JSON-LD is about the page's article.
fn about(page: &Page, visible: &Visible, url: Option<&str>) -> About {
    let headline = visible.headline.map(|at| &visible.blocks[at].text);
    let headlines = headline.into_iter().chain(&visible.titles);
    let urls = [("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")];
    let urls = urls.iter().filter_map(|(element, name)| page.select(element).attr(name));
    About {
        headlines: headlines.map(|text| key(text).to_lowercase()).collect(),
        urls: urls
            .map(|url| url.to_string())
            .chain(url.map(str::to_owned))
            .map(|url| json_ld::address(&url).to_owned())
            .filter(|url| url.contains('/'))
            .collect(),
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

/// Whether an element lies in a part of the page that is not the article's. The elements `around`
/// the headline are, whatever their names say.
fn is_foreign(node: &NodeRef<'_>, around: &FxHashSet<NodeId>) -> bool {
    node.ancestors_it(None).chain([*node]).filter(|up| !around.contains(&up.id)).any(|up| {
        let element = up.node_name();
        // The footer of an article tells of the article.
        let is_footer = element.as_deref() == Some("footer")
            && !up.ancestors_it(None).any(|up| up.node_name().as_deref() == Some("article"));
        is_footer
            || matches!(element.as_deref(), Some("nav" | "aside" | "form"))
            || !matches!(element.as_deref(), Some("body" | "html")) && {
                let names = names(&up);
                let names = ["post-footer", "entry-footer", "article-footer"]
                    .iter()
                    .fold(names, |names, own| names.replace(own, ""));
                FOREIGN.iter().any(|part| names.contains(part))
            }
    })
}

/// The day of a time element, or of an abbreviation of hAtom: one that is marked as the day of publication first, then one in the
/// article, then any other.
fn time(page: &Page, day_first: bool, around: &FxHashSet<NodeId>) -> Option<Day> {
    let mut best: Option<(u8, Day)> = None;
    for element in
        page.select("time, abbr[title], abbr[data-utime], [class*='dt-published']").iter()
    {
        let Some(node) = element.nodes().first() else { continue };
        let stated = ["datetime", "data-utime", "title"]
            .iter()
            .find_map(|name| written_date::at_start(node.attr(name)?.trim()));
        let date = match node.node_name().as_deref() {
            // Abbreviations of other things have titles too.
            Some("abbr") => stated,
            _ => stated.or_else(|| written_date::within(&node.text(), day_first)),
        };
        let Some(date) = date else { continue };
        if is_foreign(node, around) {
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
fn marked(page: &Page, day_first: bool, around: &FxHashSet<NodeId>) -> Option<Day> {
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
        if text.chars().nth(MAX_MARKED).is_some() || is_foreign(node, around) {
            continue;
        }
        if let Some(date) = written_date::within(&text, day_first) {
            best = Some((rank, date));
        }
    }
    best.map(|(_, date)| date)
}
