//! The article in a page: found by `trafilatura`, or by `dom_smoothie`, which is several times as
//! fast and misses more. Both lose paragraphs in the text that they give, so that paragraphs are
//! made here from the blocks of the HTML that they give.

use crate::ingest::options::HtmlReader;
use dom_query::{Document, NodeRef};
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
            match thorough(html) {
                Ok(Some(article)) => return Ok((article, None)),
                Ok(None) => {}
                Err(what) => warning = Some(what),
            }
        }
    }
    fast(page).map(|article| (article, warning))
}

/// Reads with `trafilatura`, favouring precision, and in balance if that leaves next to nothing.
/// `None`: there is no text at all.
fn thorough(html: &str) -> Result<Option<Article>, String> {
    let options = |focus| {
        Options::default()
            .with_fallback(true)
            .with_focus(focus)
            .with_exclude_comments(true)
            // Its search for dates reads the clock: the same page must be the same document
            // tomorrow.
            .with_html_date_mode(HtmlDateMode::Disabled)
    };
    let read = |focus| {
        // A panic in a page must not cost the archive.
        let read = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options(focus))));
        let read = read.map_err(|_| {
            "the thorough reader failed on the page; read by the fast one".to_owned()
        })?;
        Ok::<_, String>(read.ok().map(|found| {
            let stated = |s: String| Some(s.trim().to_owned()).filter(|s| !s.is_empty());
            let meta = found.metadata;
            Article {
                text: text_of(&found.content_html),
                title: stated(meta.title),
                author: stated(meta.author),
            }
        }))
    };
    let precise = read(ExtractionFocus::FavorPrecision)?;
    let long = |a: &Article| a.text.chars().count() >= MIN_ARTICLE;
    if precise.as_ref().is_some_and(long) {
        return Ok(precise);
    }
    let balanced = read(ExtractionFocus::Balanced)?;
    let longest = [precise, balanced].into_iter().flatten().max_by_key(|a| a.text.len());
    Ok(longest.filter(|a| !a.text.is_empty()))
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
    blocks(&page.root(), &mut |_, block| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(block);
    });
    text
}

/// Elements within a line; all others begin and end a block.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements whose content is not text to read.
const SILENT: [&str; 12] = [
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select",
    "button", "textarea",
];

/// Gives the text of each block below `root` in order, with the block's element. Runs of white
/// space become one space; cells of a row stay in one block.
pub(super) fn blocks(root: &NodeRef<'_>, give: &mut dyn FnMut(&NodeRef<'_>, &str)) {
    let mut block = String::new();
    let mut flush = |node: &NodeRef<'_>, block: &mut String| {
        if !block.trim().is_empty() {
            give(node, block.trim());
        }
        block.clear();
    };
    let is =
        |node: &NodeRef<'_>, list: &[&str]| node.node_name().is_some_and(|n| list.contains(&&*n));
    let breaks =
        |node: &NodeRef<'_>| node.is_element() && !is(node, &INLINE) && !is(node, &["td", "th"]);
    let mut node = *root;
    loop {
        if node.is_text() {
            for c in node.text().chars() {
                let is_space = c.is_whitespace() && c != '\u{a0}';
                match is_space {
                    // A soft hyphen is a hint for line breaking, no letter.
                    false if c == '\u{ad}' => {}
                    false => block.push(c),
                    true if block.ends_with(' ') || block.is_empty() => {}
                    true => block.push(' '),
                }
            }
        } else if breaks(&node) {
            flush(&node, &mut block);
        } else if is(&node, &["td", "th"]) && !block.ends_with(' ') {
            block.push(' ');
        }
        if let Some(child) = node.first_child().filter(|_| !is(&node, &SILENT)) {
            node = child;
            continue;
        }
        loop {
            if breaks(&node) {
                flush(&node, &mut block);
            }
            if node.id == root.id {
                flush(&node, &mut block);
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                flush(&node, &mut block);
                return;
            };
            node = parent;
        }
    }
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
