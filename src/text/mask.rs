//! Web and mail addresses hold numbers and names that nobody wrote as such: they are blanked before
//! extraction.

use memchr::memmem::Finder;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What stands for a blanked byte: SUBSTITUTE, which no rule reads.
const BLANK: u8 = 0x1A;

/// What addresses hold. To set up a search costs more than the search of a short text.
static SCHEME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));
static WWW: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));

/// Overwrites addresses, byte by byte, so that no offset moves.
pub(super) fn blank_addresses(text: &mut Cow<'_, str>) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let bytes = text.as_bytes();
    let stop = |b: u8| {
        b.is_ascii_whitespace()
            || matches!(b, b'"' | b'<' | b'>' | b'(' | b')' | b'[' | b']')
            || b >= 0x80
    };
    let until =
        |from: usize| bytes[from..].iter().position(|&b| stop(b)).map_or(bytes.len(), |n| from + n);
    let since = |to: usize| bytes[..to].iter().rposition(|&b| stop(b)).map_or(0, |n| n + 1);
    // What stands between two stops is read once, however many marks it holds.
    let mut done = 0;
    for at in SCHEME.find_iter(bytes) {
        if at >= done {
            done = until(at);
            found.push((since(at), done));
        }
    }
    for at in WWW.find_iter(bytes) {
        if at == 0 || stop(bytes[at - 1]) {
            found.push((at, until(at)));
        }
    }
    done = 0;
    for at in memchr::memchr_iter(b'@', bytes) {
        // The first mark with something before it has all that follows behind it: where it is no
        // address, no later one is.
        if at < done || at == 0 || stop(bytes[at - 1]) {
            continue;
        }
        let (start, end) = (since(at), until(at));
        done = end;
        if bytes[at + 1..end].contains(&b'.') {
            found.push((start, end));
        }
    }
    if found.is_empty() {
        return;
    }
    let mut owned = std::mem::take(text).into_owned().into_bytes();
    for (start, end) in found {
        // The full stop or comma after an address belongs to the sentence.
        let end = end
            - owned[start..end]
                .iter()
                .rev()
                .take_while(|b| matches!(b, b'.' | b',' | b';' | b':'))
                .count();
        owned[start..end].fill(BLANK);
    }
    *text = Cow::Owned(
        String::from_utf8(owned)
            .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks() {
        let mut text =
            Cow::Borrowed("See (https://a.kz/2021/01/20/x), www.b.de. or tips@c.org, not @x.");
        blank_addresses(&mut text);
        assert_eq!(text.replace('\u{1A}', ""), "See (), . or , not @x.");
        let mut text = Cow::Borrowed("@@b.c a@@b a@b@c.d, http://a.b/http://c");
        blank_addresses(&mut text);
        assert_eq!(text.replace('\u{1A}', ""), " a@@b , ");
    }
}
