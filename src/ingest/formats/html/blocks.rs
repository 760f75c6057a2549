//! The blocks of HTML: what a reader sees as paragraphs.

use dom_query::NodeRef;

/// Elements within a line; all others begin and end a block.
pub(super) const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements whose content is not text to read.
const SILENT: [&str; 12] = [
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select",
    "button", "textarea",
];

/// Gives the text of each block below `root` in order, with its first text node and the number of
/// its bytes that lie in links. Runs of white space become one space; cells of a row stay in one
/// block.
pub(super) fn blocks<'a>(root: &NodeRef<'a>, give: &mut dyn FnMut(NodeRef<'a>, &str, usize)) {
    let mut block = String::new();
    let (mut first, mut linked, mut links) = (None, 0, 0_usize);
    let mut flush = |first: &mut Option<NodeRef<'a>>, block: &mut String, linked: &mut usize| {
        if let Some(node) = first.take() {
            give(node, block.trim(), *linked);
        }
        *linked = 0;
        block.clear();
    };
    let is =
        |node: &NodeRef<'_>, list: &[&str]| node.node_name().is_some_and(|n| list.contains(&&*n));
    let breaks =
        |node: &NodeRef<'_>| node.is_element() && !is(node, &INLINE) && !is(node, &["td", "th"]);
    let mut node = *root;
    loop {
        if node.is_text() {
            let before = block.len();
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
            if first.is_none() && !block.trim().is_empty() {
                first = Some(node);
            }
            if links > 0 {
                linked += block.len() - before;
            }
        } else if breaks(&node) {
            flush(&mut first, &mut block, &mut linked);
        } else if is(&node, &["td", "th"]) && !block.ends_with(' ') {
            block.push(' ');
        }
        if let Some(child) = node.first_child().filter(|_| !is(&node, &SILENT)) {
            links += usize::from(is(&node, &["a"]));
            node = child;
            continue;
        }
        loop {
            if breaks(&node) {
                flush(&mut first, &mut block, &mut linked);
            }
            if node.id == root.id {
                flush(&mut first, &mut block, &mut linked);
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                flush(&mut first, &mut block, &mut linked);
                return;
            };
            links -= usize::from(is(&parent, &["a"])).min(links);
            node = parent;
        }
    }
}
