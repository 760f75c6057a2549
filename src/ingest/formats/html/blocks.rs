//! The blocks of HTML: what a reader sees as paragraphs.

use dom_query::NodeRef;

/// What an element is to the text in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Within a line.
    Inline,
    Link,
    /// A cell of a row.
    Cell,
    /// Its content is not text to read.
    Silent,
    /// It begins and ends a block.
    Block,
}

fn kind(name: &str) -> Kind {
    match name {
        "a" => Kind::Link,
        "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del"
        | "dfn" | "em" | "font" | "i" | "img" | "ins" | "kbd" | "label" | "mark" | "q" | "rp"
        | "rt" | "ruby" | "s" | "samp" | "small" | "span" | "strike" | "strong" | "sub" | "sup"
        | "time" | "tt" | "u" | "var" => Kind::Inline,
        "td" | "th" => Kind::Cell,
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "math" | "iframe"
        | "object" | "select" | "button" | "textarea" => Kind::Silent,
        _ => Kind::Block,
    }
}

/// Whether an element stands within a line.
pub(super) fn is_inline(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| matches!(kind(&name), Kind::Inline | Kind::Link))
}

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
    // The elements that are open, from the root to the node.
    let mut open: Vec<Kind> = Vec::new();
    let mut node = *root;
    loop {
        let mut own = Kind::Inline;
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
        } else if node.is_element() {
            own = node.node_name().map_or(Kind::Block, |name| kind(&name));
            match own {
                Kind::Block | Kind::Silent => flush(&mut first, &mut block, &mut linked),
                Kind::Cell if !block.ends_with(' ') => block.push(' '),
                Kind::Cell | Kind::Inline | Kind::Link => {}
            }
        }
        if let Some(child) = node.first_child().filter(|_| own != Kind::Silent) {
            links += usize::from(own == Kind::Link);
            open.push(own);
            node = child;
            continue;
        }
        loop {
            if matches!(own, Kind::Block | Kind::Silent) || node.id == root.id {
                flush(&mut first, &mut block, &mut linked);
            }
            if node.id == root.id {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let (Some(parent), Some(kind)) = (node.parent(), open.pop()) else {
                flush(&mut first, &mut block, &mut linked);
                return;
            };
            own = kind;
            links -= usize::from(own == Kind::Link);
            node = parent;
        }
    }
}
