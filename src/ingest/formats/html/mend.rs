//! Mends the text that a reader of articles gives: paragraphs that it repeats are taken out,
//! and sentences that it lost between, before and behind those that it found are put back.

use super::visible::{Block, Visible, key, smallest_part};
use dom_query::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// How many blocks before the first paragraph may be its lead.
const LEAD_BLOCKS: usize = 4;

/// The text with each paragraph as often as the page has it, and with what the reader lost.
pub(super) fn mend(text: &str, visible: &Visible) -> String {
    if !visible.is_comparable(text) {
        return text.to_owned();
    }
    let mut places: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
    for (at, block) in visible.blocks.iter().enumerate().filter(|(_, b)| !b.key.is_empty()) {
        places.entry(&block.key).or_default().push_back(at);
    }
    let (mut flat, mut unplaced) = (String::with_capacity(text.len()), 0);
    let mut paragraphs: Vec<(&str, Option<usize>)> = Vec::new();
    let mut last = None;
    for paragraph in text.split("\n\n") {
        let key = key(paragraph);
        let Some(free) = places.get_mut(&*key) else {
            if let Some(blocks) = run_of(&key, visible) {
                // The reader ran blocks of the page together, and its menus with them.
                for (at, block) in blocks.filter(|(_, b)| b.foreign == 0) {
                    let free = places.get_mut(&*block.key);
                    let free = free.and_then(|f| Some((f.iter().position(|p| *p == at)?, f)));
                    let Some((position, free)) = free else { continue };
                    free.remove(position);
                    last = Some(at);
                    flat.push_str(&block.key);
                    paragraphs.push((&block.text, Some(at)));
                }
                continue;
            }
            unplaced += key.len();
            flat.push_str(&key);
            paragraphs.push((paragraph, None));
            continue;
        };
        // The next place behind the paragraph before, or the first one.
        let next = free.iter().position(|at| last.is_none_or(|last| *at > last)).unwrap_or(0);
        let Some(place) = free.remove(next) else { continue };
        last = Some(place);
        flat.push_str(&key);
        paragraphs.push((paragraph, Some(place)));
    }
    drop_foreign(&mut paragraphs, visible);
    // Where paragraphs are cut otherwise than the page's blocks, none is known to be missing.
    let lost = if unplaced * 5 > flat.len() {
        Vec::new()
    } else {
        lost(visible, &paragraphs.iter().filter_map(|p| p.1).collect::<Vec<_>>(), &flat)
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
fn run_of<'v>(
    paragraph: &str,
    visible: &'v Visible,
) -> Option<impl Iterator<Item = (usize, &'v Block)>> {
    let all = &visible.blocks;
    (0..all.len()).find_map(|from| {
        let mut rest = paragraph;
        let mut to = from;
        while !rest.is_empty() {
            rest = rest.strip_prefix(&*all.get(to)?.key)?;
            to += 1;
        }
        (to > from + 1).then(|| (from..to).map(|at| (at, &all[at])))
    })
}

/// The blocks with sentences of the article that are not among those at `places`.
fn lost(visible: &Visible, places: &[usize], flat: &str) -> Vec<usize> {
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
    let headline = all[..first].iter().rposition(|b| b.tag == "h1");
    (0..all.len())
        .filter(|&at| {
            let block = &all[at];
            if found.contains(&at) || !block.is_prose || block.tag == "h1" {
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
            is_lost && !flat.contains(&*block.key)
        })
        .collect()
}
