//! How deep elements nest and how many attributes they have: either costs parsers quadratic time,
//! and depth costs recursive readers their stack.

use dom_query::NodeRef;
use rustc_hash::FxHashMap;

/// How many times deeper than it is a page may look by its tags: authors forget end tags.
const MARGIN: u64 = 4;

/// Elements without content, and those whose end tags are usually left out and that never nest in
/// one of their own name.
const UNCOUNTED: [&str; 26] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "wbr",
];

/// Whether tags alone show that elements nest far deeper than `max`. This is cheap and told before
/// the page is parsed.
///
/// An end tag ends one element of its name and no other, so that no order of tags can hide depth.
/// Pages that forget end tags look deeper than they are, hence the margin.
pub(super) fn surely_exceeds(html: &str, max: u64) -> bool {
    let mut open: FxHashMap<&str, u64> = FxHashMap::default();
    let mut now = 0_u64;
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let tail = &html[at + 1..];
        let (ends, tail) = tail.strip_prefix('/').map_or((false, tail), |tail| (true, tail));
        let len = tail.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &tail[..len];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || UNCOUNTED.iter().any(|u| u.eq_ignore_ascii_case(name))
        {
            continue;
        }
        if !ends {
            *open.entry(name).or_default() += 1;
            now += 1;
            if now > max.saturating_mul(MARGIN) {
                return true;
            }
        } else if let Some(n) = open.get_mut(name).filter(|n| **n > 0) {
            *n -= 1;
            now -= 1;
        }
    }
    false
}

/// Tags with more attributes are rejected: the parser compares each with all before it.
pub(super) const MAX_ATTRIBUTES: usize = 10_000;

/// Whether a tag has more than [`MAX_ATTRIBUTES`].
pub(super) fn has_crowded_tag(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = &bytes[at..bytes.len().min(at + 6)];
        let (mut attributes, mut quote, mut is_value) = (0, None, false);
        while let Some(&b) = bytes.get(at) {
            at += 1;
            match (quote, b) {
                (Some(q), _) => quote = Some(q).filter(|_| b != q),
                (None, b'>') => break,
                (None, b'"' | b'\'') if is_value => quote = Some(b),
                (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | 12) => {
                    attributes += usize::from(!is_value);
                    continue;
                }
                (None, _) => {}
            }
            is_value = b == b'=';
            if attributes > MAX_ATTRIBUTES {
                return true;
            }
        }
        if name.eq_ignore_ascii_case(b"script") {
            at += memchr::memmem::find(&bytes[at..], b"</").unwrap_or_default();
        }
    }
    false
}

/// Whether a parsed tree is deeper than `max`.
pub(super) fn exceeds(root: &NodeRef<'_>, max: u64) -> bool {
    let mut now = 0_u64;
    let mut node = *root;
    loop {
        if let Some(child) = node.first_child() {
            now += 1;
            if now > max {
                return true;
            }
            node = child;
            continue;
        }
        loop {
            if now == 0 {
                return false;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return false };
            node = parent;
            now -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(html: &str, max: u64) -> (bool, bool) {
        (surely_exceeds(html, max), exceeds(&dom_query::Document::from(html).root(), max))
    }

    #[test]
    fn attributes_are_counted_outside_quotes() {
        let tag = |what: &str| {
            format!("<p>{}<p {}>", "a b c ".repeat(MAX_ATTRIBUTES), what.repeat(MAX_ATTRIBUTES + 1))
        };
        assert!(has_crowded_tag(&tag("a ")));
        assert!(has_crowded_tag(&tag("a=\"x y\" ")));
        assert!(!has_crowded_tag(&tag("a")));
        assert!(!has_crowded_tag(&format!("<p title=\"{}\">", "a ".repeat(MAX_ATTRIBUTES))));
    }

    #[test]
    fn depth_cannot_be_hidden_and_forgotten_ends_do_not_count() {
        let nested = |n| format!("{}text", "<div>".repeat(n));
        assert_eq!(deep(&nested(5), 20), (false, false));
        assert_eq!(deep(&nested(40), 20), (false, true));
        assert_eq!(deep(&nested(100), 20), (true, true));
        // End tags of other names, and of elements across which they do not reach.
        assert_eq!(deep(&"<div></x>".repeat(100), 20), (true, true));
        assert!(deep(&"<span><div></span>".repeat(100), 20).1);
        assert_eq!(
            deep(&format!("<ul>{}</ul>", "<li>item<p>text".repeat(500)), 20),
            (false, false)
        );
    }
}
