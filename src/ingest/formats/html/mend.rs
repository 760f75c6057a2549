//! Mends the text that a reader of articles gives: paragraphs that it repeats are taken out,
//! and sentences that it lost between, before and behind those that it found are put back.

use super::visible::{Block, Visible, key, smallest_part};
use dom_query::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::VecDeque;

/// How many blocks before the first paragraph may be its lead.
const LEAD_BLOCKS: usize = 4;

/// The text with each paragraph as often as the page has it, and with the sentences that the reader
/// lost.
pub(super) fn mend(text: &str, visible: &Visible) -> String {
    if !visible.is_comparable(text) {
        return text.to_owned();
    }
    let mut places = Places::of(&visible.blocks);
    let mut unplaced = 0;
    let mut paragraphs: Vec<(&str, Option<usize>)> = Vec::new();
    let mut last = None;
    for paragraph in text.split("\n\n") {
        match places.take(paragraph, last) {
            Found::At(place) => {
                last = Some(place);
                paragraphs.push((paragraph, Some(place)));
            }
            Found::Spent => {}
            Found::Nowhere => match run_of(&key(paragraph), visible) {
                // The reader ran blocks of the page together, and its menus with them.
                Some(run) => {
                    for at in run.filter(|at| visible.blocks[*at].foreign == 0) {
                        if !std::mem::replace(&mut places.is_used[at], true) {
                            last = Some(at);
                            paragraphs.push((&visible.blocks[at].text, Some(at)));
                        }
                    }
                }
                None => {
                    unplaced += paragraph.len();
                    paragraphs.push((paragraph, None));
                }
            },
        }
    }
    drop_foreign(&mut paragraphs, visible);
    // If the reader cuts paragraphs in other places than the page, nothing can be known to be lost.
    let lost = if unplaced * 5 > text.len() {
        Vec::new()
    } else {
        lost(visible, &paragraphs.iter().filter_map(|p| p.1).collect::<Vec<_>>(), text)
    };
    let mut lost = lost.into_iter().peekable();
    let mut parts = Vec::with_capacity(paragraphs.len());
    for (paragraph, place) in paragraphs {
        while let Some(at) = lost.next_if(|at| place.is_some_and(|place| *at < place)) {
            parts.push(&*visible.blocks[at].text);
        }
        parts.push(paragraph);
    }
    parts.extend(lost.map(|at| &*visible.blocks[at].text));
    parts.join("\n\n")
}

/// Where a paragraph stands in the page.
enum Found {
    At(usize),
    /// The page has it, but the text already has it as often as the page.
    Spent,
    Nowhere,
}

/// The places of the blocks by their text, and by its letters where white space differs.
struct Places<'v> {
    blocks: &'v [Block],
    by_text: FxHashMap<&'v str, VecDeque<usize>>,
    by_key: Option<FxHashMap<&'v str, VecDeque<usize>>>,
    is_used: Vec<bool>,
}

impl<'v> Places<'v> {
    fn of(blocks: &'v [Block]) -> Self {
        let mut by_text: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
        for (at, block) in blocks.iter().enumerate() {
            by_text.entry(&block.text).or_default().push_back(at);
        }
        Self { blocks, by_text, by_key: None, is_used: vec![false; blocks.len()] }
    }

    /// The next free place behind `last`, or the first one.
    fn take(&mut self, paragraph: &str, last: Option<usize>) -> Found {
        let key;
        let free = match self.by_text.get_mut(paragraph) {
            Some(free) => Some(free),
            None => {
                key = self::key(paragraph);
                let blocks = self.blocks;
                let by_key = self.by_key.get_or_insert_with(|| {
                    let mut by_key: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
                    for (at, block) in blocks.iter().enumerate().filter(|b| !b.1.key().is_empty()) {
                        by_key.entry(block.key()).or_default().push_back(at);
                    }
                    by_key
                });
                by_key.get_mut(&*key)
            }
        };
        let Some(free) = free else { return Found::Nowhere };
        let is_next = |at: &usize| !self.is_used[*at] && last.is_none_or(|last| *at > last);
        let next = free.iter().position(is_next);
        let next = next.or_else(|| free.iter().position(|at| !self.is_used[*at]));
        let Some(place) = next.and_then(|next| free.remove(next)) else { return Found::Spent };
        self.is_used[place] = true;
        Found::At(place)
    }
}

/// Takes out paragraphs of footers and the like that the reader found beside the article. Most of
/// the text must lie in one part of the page, and outside of such elements.
fn drop_foreign(paragraphs: &mut Vec<(&str, Option<usize>)>, visible: &Visible) {
    let all = &visible.blocks;
    let bytes = |is: &dyn Fn(&Block) -> bool| -> usize {
        let placed = paragraphs.iter().filter_map(|p| p.1);
        placed.map(|at| &all[at]).filter(|b| is(b)).map(|b| b.text.len()).sum()
    };
    let foreign = bytes(&|b| b.foreign > 0);
    if foreign == 0 || foreign > bytes(&|b| b.foreign == 0) {
        return;
    }
    let own = paragraphs.iter().filter_map(|p| p.1).filter(|at| all[*at].foreign == 0).collect();
    let part = part_of(&own, visible);
    let is_inside = |b: &Block| part.is_none_or(|part| b.path.contains(&part));
    let is_kept = |b: &Block| b.foreign == 0 || is_inside(b) && !b.is_advert;
    paragraphs.retain(|(_, at)| at.is_none_or(|at| is_kept(&all[at])));
}

/// The smallest part of the page with most of the prose at some places.
fn part_of(places: &FxHashSet<usize>, visible: &Visible) -> Option<NodeId> {
    smallest_part(&visible.blocks, |at, b| b.is_prose && places.contains(&at), 9)
}

/// The blocks in a row, two or more, that make up a paragraph.
fn run_of(paragraph: &str, visible: &Visible) -> Option<std::ops::Range<usize>> {
    let all = &visible.blocks;
    (0..all.len()).find_map(|from| {
        let mut rest = paragraph;
        let mut to = from;
        while !rest.is_empty() {
            rest = rest.strip_prefix(all.get(to)?.key())?;
            to += 1;
        }
        (to > from + 1).then_some(from..to)
    })
}

/// The blocks with sentences of the article that are not among those at `places`.
fn lost(visible: &Visible, places: &[usize], text: &str) -> Vec<usize> {
    let all = &visible.blocks;
    let found: FxHashSet<usize> = places.iter().copied().collect();
    let of_prose = || places.iter().copied().filter(|at| all[*at].is_prose);
    let (Some(first), Some(last)) = (of_prose().min(), of_prose().max()) else { return Vec::new() };
    let prose: Vec<usize> = of_prose().collect();
    let is_found: FxHashSet<NodeId> = prose.iter().filter_map(|at| all[*at].host()).collect();
    let part = part_of(&found, visible);
    let parents: FxHashSet<NodeId> = prose.iter().filter_map(|at| all[*at].parent()).collect();
    let is_beside = |block: &Block| {
        let is_bare =
            block.host().is_some_and(|host| parents.contains(&host) || Some(host) == part)
                || block.host().is_some_and(|host| is_found.contains(&host));
        let up = |n: usize| block.path.iter().rev().nth(n).is_some_and(|id| parents.contains(id));
        is_bare
            || match &*block.tag {
                "p" => false,
                "li" | "dd" | "dt" => up(2),
                "td" | "th" => up(3) || up(4),
                _ => up(1),
            }
    };
    let flat = OnceCell::new();
    let headline = all[..first].iter().rposition(|b| &*b.tag == "h1");
    (0..all.len())
        .filter(|&at| {
            let block = &all[at];
            if found.contains(&at) || !block.is_prose || &*block.tag == "h1" {
                return false;
            }
            let is_lost = if (first..last).contains(&at) {
                block.is_own_in(part)
            } else if at < first && headline.is_some_and(|headline| at > headline) {
                block.foreign == 0 && at + LEAD_BLOCKS >= first
                    || block.is_own_in(part) && is_beside(block)
            } else {
                block.is_own_in(part) && is_beside(block)
            };
            is_lost && !flat.get_or_init(|| key(text)).contains(block.key())
        })
        .collect()
}
