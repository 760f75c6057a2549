//! The article in a page: found by `trafilatura`, or by `dom_smoothie`, which is several times as
//! fast and misses more. Both lose paragraphs in the text that they give, so that paragraphs are
//! made here from the blocks of the HTML that they give.

use super::blocks::blocks;
use super::mend::mend;
use super::visible::Visible;
use crate::ingest::options::HtmlReader;
use dom_query::Document;
use dom_smoothie::{Config, Readability};
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

/// The article of a page.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// Paragraphs with an empty line between them.
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
}

/// Fewer characters than this are a teaser or a caption: the next way of reading is tried as well.
const MIN_ARTICLE: usize = 250;

/// Pages with more tags go to the fast reader: the time of the thorough one grows faster than they
/// do.
const MAX_THOROUGH_TAGS: usize = 60_000;

/// Finds the article, and gives a warning where the thorough reader was asked for and did not read
/// it.
///
/// # Errors
///
/// Why there is no article.
pub(super) fn find(
    page: Document,
    visible: &Visible,
    html: &str,
    reader: HtmlReader,
) -> Result<(Article, Option<String>), String> {
    let mut warning = None;
    if reader == HtmlReader::Thorough {
        if html.bytes().filter(|b| *b == b'<').count() > MAX_THOROUGH_TAGS {
            warning = Some(
                "the page is too large for the thorough reader; read by the fast one".to_owned(),
            );
        } else {
            match thorough(html, visible) {
                Ok(Some(article)) => return Ok((mended(article, visible), None)),
                Ok(None) => {}
                Err(what) => warning = Some(what),
            }
        }
    }
    let article = fast(page).or_else(|what| {
        let text = visible.article();
        let article = Article { text, ..Article::default() };
        if article.text.is_empty() { Err(what) } else { Ok(article) }
    })?;
    Ok((mended(article, visible), warning))
}

/// The article with what the reader lost, and without what it repeats.
fn mended(article: Article, visible: &Visible) -> Article {
    Article { text: mend(&article.text, visible), ..article }
}

/// Reads with `trafilatura`, favouring precision, and in balance if that leaves next to nothing. If
/// both leave less than half of what the page shows as its article, the other readers are tried.
/// `None`: there is no text at all.
fn thorough(html: &str, visible: &Visible) -> Result<Option<Article>, String> {
    let long = |a: &Article| a.text.chars().count() >= MIN_ARTICLE;
    let precise = trafilatura(html, ExtractionFocus::FavorPrecision)?;
    if precise.as_ref().is_some_and(|a| long(a) && visible.is_half(&a.text)) {
        return Ok(precise);
    }
    let balanced = trafilatura(html, ExtractionFocus::Balanced)?;
    let longest = match (precise, balanced) {
        (Some(precise), Some(balanced)) if balanced.text.len() >= precise.text.len() => {
            Some(Article { title: precise.title.or(balanced.title), ..balanced })
        }
        (precise, balanced) => precise.or(balanced),
    };
    let longest = longest.filter(|a| !a.text.is_empty());
    if longest.as_ref().is_some_and(|a| visible.is_half(&a.text)) {
        return Ok(longest);
    }
    let meta = longest.as_ref().map(|a| (a.title.clone(), a.author.clone())).unwrap_or_default();
    let other = fast(Document::from(html)).ok().filter(|a| visible.is_half(&a.text));
    let text = other.map_or_else(|| visible.article(), |a| a.text);
    if text.is_empty() {
        return Ok(longest);
    }
    Ok(Some(Article { text, title: meta.0, author: meta.1 }))
}

fn trafilatura(html: &str, focus: ExtractionFocus) -> Result<Option<Article>, String> {
    let options = Options::default()
        .with_fallback(true)
        .with_focus(focus)
        .with_exclude_comments(true)
        // Its search for dates reads the clock: the same page must be the same document tomorrow.
        .with_html_date_mode(HtmlDateMode::Disabled);
    // A panic in a page must not cost the archive.
    let read = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)));
    let read = read
        .map_err(|_| "the thorough reader failed on the page; read by the fast one".to_owned())?;
    Ok(read.ok().map(|found| {
        let stated = |s: String| Some(s.trim().to_owned()).filter(|s| !s.is_empty());
        let meta = found.metadata;
        Article {
            text: text_of(&found.content_html),
            title: stated(meta.title),
            author: stated(meta.author),
        }
    }))
}

/// Reads with `dom_smoothie`.
fn fast(page: Document) -> Result<Article, String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article =
        Readability::with_document(page, None, Some(config)).and_then(|mut page| page.parse());
    let article = article.map_err(|e| e.to_string())?;
    Ok(Article {
        text: text_of(&article.content),
        title: Some(article.title).filter(|t| !t.is_empty()),
        author: article.byline.filter(|b| !b.is_empty()),
    })
}

/// The text of HTML, its blocks as paragraphs.
fn text_of(html: &str) -> String {
    let page = Document::from(html);
    let mut text = String::with_capacity(html.len());
    blocks(&page.root(), &mut |_, block, _| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(block);
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_paragraphs() {
        let html = "<div><h2>One\n two</h2><p>A <b>bold</b> w\u{ad}ord<br>next line</p>bare<table><tr><td>1</td><td>2</td></tr>\
                    <tr><td>3</td></tr></table><script>no</script><ul><li>x<li>y</ul>\u{a0}</div>";
        assert_eq!(
            text_of(html),
            "One two\n\nA bold word\n\nnext line\n\nbare\n\n1 2\n\n3\n\nx\n\ny"
        );
        assert_eq!(text_of(""), "");
    }
}
