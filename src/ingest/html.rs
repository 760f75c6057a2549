//! HTML: the article's text without scripts, navigation and footers, and what the head says of it.

use super::{Item, ReadOptions, checked, filters, metadata, reject};
use crate::model::{Document, Lang, Published, PublishedFrom, sha256_hex};
use crate::text::{DecodeHint, decode};
use dom_smoothie::{Config, Readability, TextMode};

/// What is known of a page besides its bytes.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Its place in the file.
    pub(super) position: u64,
    /// The address that it was fetched from.
    pub(super) url: Option<String>,
    /// The charset that the server stated.
    pub(super) charset: Option<String>,
}

pub(super) fn read(name: &str, bytes: &[u8], about: &About, options: &ReadOptions) -> Item {
    let sha256 = sha256_hex(bytes);
    if let Some(filter) = options.filters.sample(&sha256) {
        return filters::left_out(name, about.position, filter);
    }
    let charset = about.charset.clone().or_else(|| declared_charset(bytes));
    let decoded = decode(bytes, DecodeHint { charset: charset.as_deref(), tld: metadata::language_of_path(name) });
    let most = options.limits.max_html_depth;
    if depth(&decoded.text) as u64 > most {
        let detail = format!("{name}: elements are nested deeper than {most}; raise the limit with --max-html-depth");
        return reject(name, about.position, "html-depth", detail);
    }
    let dom = dom_query::Document::from(decoded.text.as_str());
    let from_head = head_date(&dom);
    let attribute = |selector: &str, attribute: &str| {
        dom.select(selector).attr(attribute).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
    };
    let url = attribute("link[rel='canonical']", "href").or_else(|| attribute("meta[property='og:url']", "content"));
    // The address that a crawler fetched is sure; what the page says of itself is not.
    let url = about.url.clone().or(url);
    let declared = attribute("html", "lang").and_then(|tag| Lang::from_tag(&tag));
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(dom, None, Some(config)).and_then(|mut page| page.parse());
    let article = match article {
        Ok(article) => article,
        Err(e) => {
            return reject(name, about.position, "no-article", format!("{name}: no article text in the page: {e}"));
        }
    };
    let mut document = Document {
        source: name.to_owned(),
        position: about.position,
        url,
        site: article.site_name.filter(|s| !s.is_empty()),
        title: Some(article.title).filter(|t| !t.is_empty()),
        author: article.byline.filter(|b| !b.is_empty()),
        // The page's language is a hint about its frame as much as its text: only detection decides, unless they agree anyway.
        lang: None,
        region: None,
        bytes: bytes.len() as u64,
        sha256,
        encoding: decoded.encoding,
        encoding_from: decoded.from.to_owned(),
        decode_errors: decoded.errors,
        text: article.text_content.trim().to_owned(),
        ..Document::default()
    };
    if let Some(lang) = declared.filter(|_| document.text.chars().count() < 80) {
        document.lang = Some(lang);
    }
    document.published = metadata::published(&document, from_head);
    checked(document, options, name)
}

/// The publication date that the head declares: JSON-LD, then meta elements, then a time element.
fn head_date(dom: &dom_query::Document) -> Option<Published> {
    let json_ld = dom.select("script[type='application/ld+json']").iter().find_map(|script| {
        let text = script.text();
        let (_, after) = text.split_once("\"datePublished\"")?;
        metadata::date(after.trim_start_matches([' ', ':', '"', '\n']))
    });
    if let Some(date) = json_ld {
        return Some(Published { date, from: PublishedFrom::JsonLd });
    }
    const KEYS: [&str; 12] = [
        "meta[property='article:published_time']",
        "meta[name='article:published_time']",
        "meta[itemprop='datePublished']",
        "meta[name='date']",
        "meta[name='pubdate']",
        "meta[name='publishdate']",
        "meta[name='publish-date']",
        "meta[name='DC.date.issued']",
        "meta[name='dcterms.created']",
        "meta[name='DC.date']",
        "meta[name='parsely-pub-date']",
        "meta[name='sailthru.date']",
    ];
    let meta = KEYS.iter().find_map(|key| metadata::date(dom.select(key).attr("content")?.trim()));
    if let Some(date) = meta {
        return Some(Published { date, from: PublishedFrom::Meta });
    }
    let date = dom.select("time[datetime]").iter().find_map(|t| metadata::date(t.attr("datetime")?.trim()))?;
    Some(Published { date, from: PublishedFrom::Time })
}

/// The charset in the first kilobytes, as browsers look for it.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// How deep elements nest at most, counting every start tag that is not void or closed in itself.
fn depth(html: &str) -> usize {
    const VOID: [&str; 14] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "p", "source", "track", "wbr"];
    let (mut now, mut most) = (0_usize, 0_usize);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let tail = &html[at + 1..];
        if tail.starts_with('/') {
            now = now.saturating_sub(1);
        } else if tail.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = &tail[..tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len())];
            if !VOID.iter().any(|v| v.eq_ignore_ascii_case(name)) {
                now += 1;
                most = most.max(now);
            }
        }
    }
    most
}
