//! What a page shows: its blocks, where they stand in it, and which of them are prose of the
//! article. Readers of articles are measured against it.

use super::blocks::{blocks, is_inline};
use aho_corasick::AhoCorasick;
use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::LazyLock;

/// Parts of a class or id within which no text is the article's, in lower case.
const FOREIGN: [&str; 36] = [
    "comment",
    "related",
    "sidebar",
    "share",
    "sharing",
    "social",
    "footer",
    "widget",
    "recommend",
    "newsletter",
    "subscri",
    "promo",
    "advert",
    "sponsor",
    "cookie",
    "consent",
    "breadcrumb",
    "copyright",
    "caption",
    "bildunterschrift",
    "popup",
    "modal",
    "banner",
    "disclaimer",
    "paywall",
    "biograph",
    "about-author",
    "author-box",
    "authorbox",
    "readmore",
    "read-more",
    "see-also",
    "tagcloud",
    "pagination",
    "wm-ipp",
    "noprint",
];

/// The same, as whole parts of a class or id between hyphens.
const FOREIGN_WORDS: [&str; 17] = [
    "ad", "ads", "adv", "anzeige", "werbung", "reklama", "bio", "nav", "menu", "tags", "meta",
    "rating", "hidden", "credit", "byline", "zoom", "fuss",
];

/// Parts of a class or id of advertisements, which stand within articles too.
const ADVERTS: [&str; 2] = ["newsletter", "advert"];

/// The same, as whole parts.
const ADVERT_WORDS: [&str; 6] = ["ad", "ads", "adv", "anzeige", "werbung", "reklama"];

/// Elements that hold nothing of the article.
const FOREIGN_TAGS: [&str; 7] =
    ["nav", "aside", "footer", "form", "figure", "figcaption", "address"];

/// Elements that are one paragraph. All others may hold several.
const LEAVES: [&str; 14] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "pre", "blockquote"];

/// Minimum bytes of prose of an article.
const MIN_PROSE: usize = 250;

/// Minimum bytes of a sentence that is put back if the reader lost it.
const MIN_SENTENCE: usize = 40;

/// Minimum letters of a heading that is compared with the titles: fewer match by chance.
const MIN_TITLE: usize = 6;

/// How many blocks before the first paragraph may have its heading.
const HEADING_BEFORE: usize = 8;

/// Pages with more elements around all their blocks together are taken as their reader gives them.
const MAX_PATHS: usize = 1_000_000;

/// Maximum product of blocks and bytes for which each block is looked for in a text.
const MAX_SEARCHED: usize = 1 << 29;

/// A block of a page.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) text: String,
    key: OnceCell<String>,
    /// The elements from the body's child to the one that holds the text.
    pub(super) path: Rc<[NodeId]>,
    /// The name of that element.
    pub(super) tag: Rc<str>,
    /// Sentences, most of them in no link.
    pub(super) is_prose: bool,
    /// How many elements of the path lead to the innermost one that holds nothing of the article;
    /// 0: none does.
    pub(super) foreign: usize,
    /// Whether it is an advertisement.
    pub(super) is_advert: bool,
}

impl Block {
    /// The letters and digits.
    pub(super) fn key(&self) -> &str {
        self.key.get_or_init(|| key(&self.text))
    }

    /// The element that holds the text.
    pub(super) fn host(&self) -> Option<NodeId> {
        self.path.last().copied()
    }

    /// The element around that one.
    pub(super) fn parent(&self) -> Option<NodeId> {
        self.path.iter().rev().nth(1).copied()
    }

    /// Whether the text is in `part`, and in nothing within it that is not the article's.
    pub(super) fn is_own_in(&self, part: Option<NodeId>) -> bool {
        match part {
            None => self.foreign == 0,
            Some(part) => {
                self.path.iter().position(|id| *id == part).is_some_and(|at| self.foreign <= at + 1)
            }
        }
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.tag.as_bytes(), [b'h', b'1'..=b'6'])
    }
}

/// The letters and digits of a text.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The blocks of a page's body.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub(super) blocks: Vec<Block>,
    /// The smallest part of the page that holds most of its prose; `None`: the body.
    part: Option<NodeId>,
    /// The titles that the head of the page gives.
    pub(super) titles: Vec<String>,
    /// The place of the headline among the blocks, or of what stands in its place.
    pub(super) headline: Option<usize>,
    /// Whether all blocks are there.
    is_whole: bool,
}

impl Visible {
    pub(super) fn of(page: &Document) -> Self {
        let body = page.select_single("body");
        let Some(body) = body.nodes().first() else { return Self::default() };
        let mut places = Places { body: body.id, of: FxHashMap::default() };
        let mut all = Vec::new();
        let mut paths = 0;
        blocks(body, &mut |first, text, linked| {
            let mut host = first.parent();
            while let Some(up) = host.filter(|up| up.id != body.id && is_inline(up)) {
                host = up.parent();
            }
            if paths > MAX_PATHS {
                return;
            }
            let place = host.map_or_else(Place::default, |host| places.of(host));
            paths += place.path.len();
            all.push(Block {
                text: text.to_owned(),
                key: OnceCell::new(),
                path: place.path,
                tag: place.tag,
                is_prose: is_prose(text, linked),
                is_advert: place.is_advert,
                foreign: place.foreign,
            });
        });
        let titles = titles(page);
        let heading = heading(&all, &titles);
        if let Some(at) = heading {
            // What holds the headline and prose is the article, whatever its name says.
            let around: FxHashSet<NodeId> = all[at].path.iter().copied().collect();
            let foreign = |id: &NodeId| places.is_foreign(*id) && !around.contains(id);
            for block in all.iter_mut().filter(|b| b.is_prose && b.foreign > 0) {
                block.foreign = block.path.iter().rposition(foreign).map_or(0, |at| at + 1);
            }
        }
        let part = smallest_part(&all, |_, block| block.is_prose && block.foreign == 0, 7);
        let headline = heading.or_else(|| {
            let first = all.iter().position(|b| b.is_prose && b.is_own_in(part))?;
            let from = first.saturating_sub(HEADING_BEFORE);
            let before = all[from..first].iter().rposition(Block::is_heading);
            Some(before.map_or(first, |at| from + at))
        });
        Self { blocks: all, part, titles, headline, is_whole: paths <= MAX_PATHS }
    }

    /// The prose of the article, as the page shows it.
    fn prose(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| b.is_prose && b.is_own_in(self.part))
    }

    /// Whether a text can be compared with the blocks.
    pub(super) fn is_comparable(&self, text: &str) -> bool {
        self.is_whole && self.blocks.len().saturating_mul(text.len()) <= MAX_SEARCHED
    }

    /// Whether an article's text has at least half of the prose that the page shows as its article.
    pub(super) fn is_half(&self, text: &str) -> bool {
        if !self.is_comparable(text) {
            return true;
        }
        let (mut own, mut whole) = (0, 0);
        let paragraphs: FxHashSet<&str> = text.split("\n\n").collect();
        let flat = OnceCell::new();
        for block in self.prose() {
            whole += block.text.len();
            let is_in = || flat.get_or_init(|| key(text)).contains(block.key());
            if paragraphs.contains(&*block.text) || is_in() {
                own += block.text.len();
            }
        }
        whole < MIN_PROSE || own * 2 >= whole
    }

    /// The article as the page shows it: prose and headings. Empty if the page shows next to none.
    pub(super) fn article(&self) -> String {
        if self.prose().map(|b| b.text.len()).sum::<usize>() < MIN_PROSE {
            return String::new();
        }
        let own = self.blocks.iter().filter(|b| b.is_own_in(self.part));
        let texts = own.filter(|b| b.is_prose || b.is_heading()).map(|b| &*b.text);
        texts.collect::<Vec<_>>().join("\n\n")
    }
}

/// Where an element stands.
#[derive(Debug, Clone, Default)]
struct Place {
    path: Rc<[NodeId]>,
    tag: Rc<str>,
    /// As in [`Block`].
    foreign: usize,
    is_advert: bool,
}

/// The places of elements, each found once.
struct Places {
    body: NodeId,
    of: FxHashMap<NodeId, Place>,
}

impl Places {
    fn of(&mut self, element: NodeRef<'_>) -> Place {
        let mut chain = Vec::new();
        let mut place = Place::default();
        for up in [element].into_iter().chain(element.ancestors_it(None)) {
            if up.id == self.body {
                break;
            }
            if let Some(known) = self.of.get(&up.id) {
                place = known.clone();
                break;
            }
            chain.push(up);
        }
        for node in chain.into_iter().rev() {
            let path: Rc<[NodeId]> = place.path.iter().copied().chain([node.id]).collect();
            let is_foreign = foreign(&node);
            place = Place {
                foreign: if is_foreign { path.len() } else { place.foreign },
                is_advert: place.is_advert || is_foreign && ADVERT_NAMES.are_of(&node),
                tag: node.node_name().map_or_else(Rc::default, |name| Rc::from(&*name)),
                path,
            };
            self.of.insert(node.id, place.clone());
        }
        place
    }

    /// Whether an element itself holds nothing of the article.
    fn is_foreign(&self, element: NodeId) -> bool {
        self.of.get(&element).is_some_and(|place| place.foreign == place.path.len())
    }
}

/// The titles that the head of a page gives.
fn titles(page: &Document) -> Vec<String> {
    let head = page.select_single("head");
    let Some(head) = head.nodes().first() else { return Vec::new() };
    let mut titles = Vec::new();
    for node in head.descendants_it() {
        let is_shared = || node.attr("property").is_some_and(|name| &*name == "og:title");
        match node.node_name().as_deref() {
            Some("title") => titles.push(node.text().to_string()),
            Some("meta") if is_shared() => {
                titles.extend(node.attr("content").map(|t| t.to_string()));
            }
            _ => {}
        }
    }
    titles
}

/// The place of the headline: the longest heading that is in one of the titles, or around one; of
/// the first rank if the page has any, and then the first one if none is.
fn heading(all: &[Block], titles: &[String]) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|t| key(t).to_lowercase()).collect();
    let is_long = |key: &str| key.chars().count() >= MIN_TITLE;
    let is_title = |own: &str| {
        is_long(own)
            && titles
                .iter()
                .any(|title| title.contains(own) || is_long(title) && own.contains(&**title))
    };
    let first = all.iter().position(|b| &*b.tag == "h1");
    let of_rank = |b: &Block| if first.is_some() { &*b.tag == "h1" } else { b.is_heading() };
    let named = (0..all.len()).filter(|&at| of_rank(&all[at])).rev();
    named
        .filter(|&at| is_title(&all[at].key().to_lowercase()))
        .max_by_key(|&at| all[at].key().len())
        .or(first)
}

/// The smallest part of the page that holds at least `tenths` tenths of the bytes of the blocks.
pub(super) fn smallest_part(
    blocks: &[Block],
    counts: impl Fn(usize, &Block) -> bool,
    tenths: usize,
) -> Option<NodeId> {
    let mut bytes: FxHashMap<NodeId, usize> = FxHashMap::default();
    let mut whole = 0;
    let counted = || blocks.iter().enumerate().filter(|(at, block)| counts(*at, block));
    for (_, block) in counted() {
        whole += block.text.len();
        let is_leaf = LEAVES.contains(&&*block.tag);
        for id in &block.path[..block.path.len().saturating_sub(usize::from(is_leaf))] {
            *bytes.entry(*id).or_default() += block.text.len();
        }
    }
    let holds = |id: &&NodeId| bytes.get(*id).is_some_and(|n| n * 10 >= whole * tenths);
    // Parts that hold more than half lie in each other: the longest path ends in the smallest.
    counted()
        .map(|(_, block)| block.path.iter().take_while(holds).collect::<Vec<_>>())
        .max_by_key(Vec::len)
        .and_then(|path| path.last().map(|id| **id))
}

/// Parts and whole parts of classes and ids.
struct Names {
    parts: Option<AhoCorasick>,
    words: &'static [&'static str],
}

impl Names {
    fn new(parts: &[&str], words: &'static [&'static str]) -> Self {
        let parts = AhoCorasick::builder().ascii_case_insensitive(true).build(parts).ok();
        Self { parts, words }
    }

    /// Whether the class or id of an element holds one of them.
    fn are_of(&self, node: &NodeRef<'_>) -> bool {
        ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|names| {
            let is_word = |word: &str| self.words.iter().any(|w| w.eq_ignore_ascii_case(word));
            self.parts.as_ref().is_some_and(|parts| parts.is_match(&*names))
                || names.split([' ', '-', '_']).any(is_word)
        })
    }
}

static FOREIGN_NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(&FOREIGN, &FOREIGN_WORDS));
static ADVERT_NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(&ADVERTS, &ADVERT_WORDS));

/// Whether an element holds nothing of the article.
fn foreign(node: &NodeRef<'_>) -> bool {
    if node.node_name().is_some_and(|n| FOREIGN_TAGS.contains(&&*n)) || node.has_attr("hidden") {
        return true;
    }
    let is_hidden = node.attr("style").is_some_and(|style| {
        style.split(';').any(|rule| {
            let rule: String = rule.chars().filter(|c| !c.is_whitespace()).collect();
            rule.eq_ignore_ascii_case("display:none")
        })
    });
    is_hidden || FOREIGN_NAMES.are_of(node)
}

/// Whether a block has a sentence, and at most a third of it is in links.
fn is_prose(text: &str, linked: usize) -> bool {
    let ends = |(at, end): (usize, &str)| {
        let rest = text[at + end.len()..].trim_start_matches(['"', '”', '“', '»', '’', ')']);
        rest.is_empty()
            || rest.starts_with(char::is_whitespace)
            || rest.starts_with(char::is_uppercase)
    };
    text.len() >= MIN_SENTENCE
        && linked * 3 <= text.len()
        && text.split(' ').count() > 4
        && text.match_indices(['.', '!', '?', '…', ':']).any(ends)
}
