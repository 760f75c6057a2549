//! How deep elements nest and how many attributes they have: too much of either takes parsers quadratic time, and recursive readers their stack.

use dom_query::NodeRef;
use rustc_hash::FxHashMap;

/// Parsed pages may be so many times deeper by a count of tags than they are: authors forget end tags.
const SLOPPY: u64 = 4;

/// Elements without content, and those whose end tags are left out as a rule and that never nest in one of their own.
const UNCOUNTED: [&str; 26] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "optgroup", "option",
    "p", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];

/// Whether tags alone say that elements nest far deeper than `most`: told before the page is parsed, for that is what is dear.
///
/// An end tag ends one element of its name and no other, so that no order of tags can hide depth; pages that forget end tags look deeper
/// than they are, hence the margin.
pub(super) fn surely_exceeds(html: &str, most: u64) -> bool {
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
            if now > most.saturating_mul(SLOPPY) {
                return true;
            }
        } else if let Some(n) = open.get_mut(name).filter(|n| **n > 0) {
            *n -= 1;
            now -= 1;
        }
    }
    false
}

/// Tags with more attributes are refused: the parser compares each with all before it.
pub(super) const MOST_ATTRIBUTES: usize = 10_000;

/// Whether a tag has more than [`MOST_ATTRIBUTES`].
pub(super) fn crowded(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = &bytes[at..bytes.len().min(at + 6)];
        let (mut attributes, mut quote, mut after_sign) = (0, None, false);
        while let Some(&b) = bytes.get(at) {
            at += 1;
            match (quote, b) {
                (Some(q), _) => quote = Some(q).filter(|_| b != q),
                (None, b'>') => break,
                (None, b'"' | b'\'') if after_sign => quote = Some(b),
                (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | 12) => {
                    attributes += usize::from(!after_sign);
                    continue;
                }
                (None, _) => {}
            }
            after_sign = b == b'=';
            if attributes > MOST_ATTRIBUTES {
                return true;
            }
        }
        if name.eq_ignore_ascii_case(b"script") {
            at += memchr::memmem::find(&bytes[at..], b"</").unwrap_or_default();
        }
    }
    false
}

/// Whether a parsed tree is deeper than `most`.
pub(super) fn exceeds(root: &NodeRef<'_>, most: u64) -> bool {
    let mut now = 0_u64;
    let mut node = *root;
    loop {
        if let Some(child) = node.first_child() {
            now += 1;
            if now > most {
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

    fn deep(html: &str, most: u64) -> (bool, bool) {
        (surely_exceeds(html, most), exceeds(&dom_query::Document::from(html).root(), most))
    }

    #[test]
    fn attributes_are_counted_outside_quotes() {
        let tag =
            |what: &str| format!("<p>{}<p {}>", "a b c ".repeat(MOST_ATTRIBUTES), what.repeat(MOST_ATTRIBUTES + 1));
        assert!(crowded(&tag("a ")));
        assert!(crowded(&tag("a=\"x y\" ")));
        assert!(!crowded(&tag("a")));
        assert!(!crowded(&format!("<p title=\"{}\">", "a ".repeat(MOST_ATTRIBUTES))));
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
        assert_eq!(deep(&format!("<ul>{}</ul>", "<li>item<p>text".repeat(500)), 20), (false, false));
    }
}
