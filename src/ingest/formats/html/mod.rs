//! HTML: the article's text without scripts, navigation and footers, and what the page says of it.
//!
//! The page is parsed once for its head, its dates and its shape; the article is found by another's library (see [`article`]), which is young
//! and recursive, so nothing reaches it that is nested too deep or has too many elements.

mod article;
mod date;
mod depth;

use crate::ingest::{About, Item, ReadOptions, checked, filters, published, reject};
use crate::model::{Document, Lang, sha256_hex};
use crate::text::{DecodeHint, decode};

pub(in crate::ingest) fn read(name: &str, bytes: &[u8], about: &About, options: &ReadOptions) -> Item {
    let sha256 = sha256_hex(bytes);
    if let Some(filter) = options.filters.sample(&sha256) {
        return filters::left_out(name, about.position, filter);
    }
    let most = options.limits.max_html;
    if bytes.len() as u64 > most {
        let detail = format!("{name}: a page of {} bytes, the limit is {most}; raise it with --max-html", bytes.len());
        return reject(name, about.position, "too-large", detail);
    }
    let charset = about.charset.clone().or_else(|| declared_charset(bytes));
    let decoded = decode(bytes, DecodeHint { charset: charset.as_deref(), tld: published::language_of_path(name) });
    let most = options.limits.max_html_depth;
    let too_deep = || {
        let detail = format!("{name}: elements are nested deeper than {most}; raise the limit with --max-html-depth");
        reject(name, about.position, "html-depth", detail)
    };
    if depth::surely_exceeds(&decoded.text, most) {
        return too_deep();
    }
    if depth::crowded(&decoded.text) {
        let most = depth::MOST_ATTRIBUTES;
        let detail =
            format!("{name}: a tag with more than {most} attributes; no page of an archive has that, remove it");
        return reject(name, about.position, "html-attributes", detail);
    }
    let page = dom_query::Document::from(decoded.text.as_str());
    if depth::exceeds(&page.root(), most) {
        return too_deep();
    }
    let attribute = |selector: &str, attribute: &str| {
        page.select(selector).attr(attribute).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
    };
    let url = attribute("link[rel='canonical']", "href").or_else(|| attribute("meta[property='og:url']", "content"));
    // The address that a crawler fetched is sure; what the page says of itself is not.
    let url = about.url.clone().or(url);
    let tag = attribute("html", "lang");
    let declared = tag.as_deref().and_then(Lang::from_tag);
    let site = attribute("meta[property='og:site_name']", "content");
    let dates = date::Dates::of(&page, tag.as_deref(), url.as_deref());
    let (article, warning) = match article::find(page, &decoded.text, options.html_reader) {
        Ok(found) => found,
        Err(e) => {
            return reject(name, about.position, "no-article", format!("{name}: no article text in the page: {e}"));
        }
    };
    let mut document = Document {
        source: name.to_owned(),
        position: about.position,
        url,
        site,
        title: article.title,
        author: article.author,
        // The page's language is a hint about its frame as much as its text: only detection decides, unless they agree anyway.
        lang: None,
        region: None,
        bytes: bytes.len() as u64,
        sha256,
        encoding: decoded.encoding,
        encoding_from: decoded.from.to_owned(),
        decode_errors: decoded.errors,
        text: article.text,
        warnings: warning.into_iter().collect(),
        ..Document::default()
    };
    if let Some(lang) = declared.filter(|_| document.text.chars().count() < 80) {
        document.lang = Some(lang);
    }
    document.published = dates.published(&document, declared, options.days.as_ref());
    checked(document, options, name)
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
