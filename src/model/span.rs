//! Spans typed by the text they index, and the map between the two texts.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The text as it was decoded: what offsets in records refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Original {}

/// The normalised text: what rules read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normal {}

/// A half-open range of UTF-8 bytes in the text `S`.
pub struct Span<S> {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    text: PhantomData<fn() -> S>,
}

impl<S> Span<S> {
    /// The span `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end, text: PhantomData }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// As a range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies inside, or is the same.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

// Derives would ask the same of `S`, which is only a label.
impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
/// By start, then the longer first: an outer span stands before what it holds.
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, other.end).cmp(&(other.start, self.end))
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Where each byte of the normalised text came from.
///
/// Kept as checkpoints `(normal, original)`. Between two checkpoints both texts either run in step
/// or the stretch was replaced as a whole; a span that ends inside a replaced stretch maps to its
/// outer edge.
#[derive(Debug, Clone, Default)]
pub struct OffsetMap {
    marks: Vec<(usize, usize)>,
}

impl OffsetMap {
    /// The original span of a normalised one.
    pub fn to_original(&self, span: Span<Normal>) -> Span<Original> {
        Span::new(self.start(span.start), self.end(span.end))
    }

    /// The original offset at which a span that starts at `normal` starts.
    fn start(&self, normal: usize) -> usize {
        let next = self.marks.partition_point(|m| m.0 <= normal);
        let Some(&(n, o)) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else {
            return normal;
        };
        match self.marks.get(next) {
            Some(&(n2, o2)) if n2 - n != o2 - o => o,
            _ => o + (normal - n),
        }
    }

    /// The original offset at which a span that ends before `normal` ends.
    fn end(&self, normal: usize) -> usize {
        let next = self.marks.partition_point(|m| m.0 < normal);
        let Some(&(n, o)) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else {
            return normal;
        };
        match self.marks.get(next) {
            Some(&(n2, o2)) if n2 - n != o2 - o => o2,
            _ => o + (normal - n),
        }
    }

    /// The normalised offset of an original one (the first that is not before it).
    pub fn to_normal(&self, original: usize) -> usize {
        let next = self.marks.partition_point(|m| m.1 <= original);
        let Some(&(n, o)) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else {
            return original;
        };
        match self.marks.get(next) {
            Some(&(n2, o2)) if n2 - n != o2 - o => {
                if original == o {
                    n
                } else {
                    n2
                }
            }
            _ => n + (original - o),
        }
    }
}

impl OffsetMap {
    /// The map of a text that was rewritten twice: `self` leads to the text that `earlier` leads
    /// from.
    pub(crate) fn then(self, earlier: OffsetMap) -> OffsetMap {
        if earlier.marks.is_empty() {
            return self;
        }
        let mut marks: Vec<(usize, usize)> =
            Vec::with_capacity(self.marks.len() + earlier.marks.len());
        // Every edge of either map is an edge of both together.
        let middle =
            earlier.marks.iter().map(|&(middle, original)| (self.to_normal(middle), original));
        let own = self.marks.iter().enumerate().map(|(i, &(normal, middle))| {
            let closes = i % 2 == 1;
            (normal, if closes { earlier.end(middle) } else { earlier.start(middle) })
        });
        marks.extend(middle);
        marks.extend(own);
        marks.sort_unstable();
        marks.dedup();
        OffsetMap { marks }
    }
}

/// Records an [`OffsetMap`] while the normalised text is written.
#[derive(Debug, Default)]
pub struct OffsetMapBuilder {
    map: OffsetMap,
}

impl OffsetMapBuilder {
    /// `original` bytes at the given places were replaced by `normal` bytes (either may be empty).
    pub fn replaced(&mut self, normal: Range<usize>, original: Range<usize>) {
        self.map.marks.push((normal.start, original.start));
        self.map.marks.push((normal.end, original.end));
    }

    /// The finished map.
    pub fn finish(self) -> OffsetMap {
        self.map
    }
}

/// Turns byte offsets of one text into code-point offsets.
#[derive(Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before each multiple of [`CharIndex::STEP`] bytes; empty for ASCII text.
    counts: Vec<usize>,
    chars: usize,
}

impl<'t> CharIndex<'t> {
    const STEP: usize = 128;

    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, counts: Vec::new(), chars: text.len() };
        }
        let mut chars = 0;
        let counts = text
            .as_bytes()
            .chunks(Self::STEP)
            .map(|chunk| {
                let before = chars;
                chars += starts(chunk);
                before
            })
            .collect();
        Self { text, counts, chars }
    }

    /// Code points in the whole text.
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Code points before the byte offset `byte`, which must be a boundary.
    pub fn chars_before(&self, byte: usize) -> usize {
        let chunk = byte / Self::STEP;
        match self.counts.get(chunk) {
            None if self.counts.is_empty() => byte,
            None => self.chars,
            Some(before) => before + starts(&self.text.as_bytes()[chunk * Self::STEP..byte]),
        }
    }
}

/// How many code points start in these bytes, at most [`CharIndex::STEP`], so that many can be
/// counted at once, each in a byte.
fn starts(bytes: &[u8]) -> usize {
    debug_assert!(bytes.len() <= CharIndex::STEP);
    bytes.iter().fold(0u8, |count, &byte| count + u8::from((byte as i8) >= -0x40)).into()
}
