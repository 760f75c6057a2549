//! A page: the article's text without scripts, navigation and footers, and what the page says of
//! it.
//!
//! The page is parsed once for its head, its dates and its shape. The article is found by libraries
//! (see [`article`]), one of them young and recursive: no page that is nested too deep or has too
//! many attributes or elements reaches it.

use super::visible::Visible;
use super::{article, date, depth};
use crate::ingest::format::RawDocument;
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::published;
use crate::model::{Document, Lang, sha256_hex};
use crate::text::{DecodeHint, Decoded, decode};
use dom_query::Document as Page;

/// Of a text shorter than this many characters, the language is what the page declares.
const MIN_DETECTABLE: usize = 80;

/// The document of a page.
pub(in crate::ingest::formats) fn parse(raw: &RawDocument<'_>, options: &ReadOptions) -> Item {
    let (name, position) = (raw.source, raw.position);
    let sha256 = sha256_hex(raw.bytes);
    if let Some(filter) = options.filters.sample(&sha256) {
        return Item::filtered(name, position, filter);
    }
    let max = options.limits.max_html;
    if raw.bytes.len() as u64 > max {
        let detail = format!(
            "{name}: a page of {} bytes, the limit is {max}; raise it with --max-html",
            raw.bytes.len()
        );
        return Item::reject(name, position, "too-large", detail);
    }
    let declared_charset = raw.charset.map(str::to_owned).or_else(|| declared_charset(raw.bytes));
    let hint =
        DecodeHint { charset: declared_charset.as_deref(), tld: published::language_of_path(name) };
    let decoded = decode(raw.bytes, hint);
    let page = match shallow_page(&decoded, options) {
        Ok(page) => page,
        Err((reason, detail)) => {
            return Item::reject(name, position, reason, format!("{name}: {detail}"));
        }
    };
    let attribute = |selector: &str, attribute: &str| {
        page.select(selector).attr(attribute).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
    };
    let url = attribute("link[rel='canonical']", "href")
        .or_else(|| attribute("meta[property='og:url']", "content"));
    // The address that a crawler fetched is sure; what the page says of itself is not.
    let url = raw.url.map(str::to_owned).or(url);
    let tag = attribute("html", "lang");
    let declared_lang = tag.as_deref().and_then(Lang::from_tag);
    let site = attribute("meta[property='og:site_name']", "content");
    let visible = Visible::of(&page);
    let dates = date::Dates::of(&page, &visible, tag.as_deref(), url.as_deref());
    let (article, warning) = match article::find(page, &visible, &decoded.text, options.html_reader)
    {
        Ok(found) => found,
        Err(e) => {
            return Item::reject(
                name,
                position,
                "no-article",
                format!("{name}: no article text in the page: {e}"),
            );
        }
    };
    let mut document = Document {
        source: name.to_owned(),
        position,
        url,
        site,
        title: article.title,
        author: article.author,
        bytes: raw.bytes.len() as u64,
        sha256,
        encoding: decoded.encoding,
        encoding_from: decoded.from.to_owned(),
        decode_errors: decoded.errors,
        text: article.text,
        warnings: warning.into_iter().collect(),
        ..Document::default()
    };
    // The declared language is that of the page's frame as much as of its text: detection decides
    // wherever there is enough text.
    document.lang = declared_lang.filter(|_| document.text.chars().count() < MIN_DETECTABLE);
    document.published = dates.published(&document, declared_lang, options.days.as_ref());
    Item::checked(document, name, options)
}

/// Parses a page unless it is nested too deep or a tag has too many attributes.
fn shallow_page(decoded: &Decoded, options: &ReadOptions) -> Result<Page, (&'static str, String)> {
    let max = options.limits.max_html_depth;
    let too_deep = || {
        let detail =
            format!("elements are nested deeper than {max}; raise the limit with --max-html-depth");
        ("html-depth", detail)
    };
    if depth::surely_exceeds(&decoded.text, max) {
        return Err(too_deep());
    }
    if depth::has_crowded_tag(&decoded.text) {
        let max = depth::MAX_ATTRIBUTES;
        let detail = format!(
            "a tag with more than {max} attributes; no page of an archive has that, remove it"
        );
        return Err(("html-attributes", detail));
    }
    let page = Page::from(decoded.text.as_str());
    if depth::exceeds(&page.root(), max) { Err(too_deep()) } else { Ok(page) }
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
