//! Tasks: one thread cuts a source into tasks, and any thread parses them.

use super::item::Item;
use super::options::ReadOptions;

/// A piece of a source that was cut off and not parsed yet. Each format has its own type.
pub(crate) trait Parse: Send {
    /// About how many bytes parsing reads; this bounds what waits in memory.
    fn bytes(&self) -> u64;

    /// Whether parsing gives exactly one item, whatever the bytes: then the piece can be skipped
    /// unparsed.
    fn is_single(&self) -> bool {
        true
    }

    /// Parses the piece into its items, in order.
    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item>;
}

/// A step of reading a source.
pub(crate) enum Task {
    /// A piece that any thread may parse.
    Piece(Box<dyn Parse>),
    /// An item that needs no parsing.
    Done(Item),
    /// No task came for a while: the caller may do something else before it asks for the next one.
    Later,
}

impl Task {
    /// A task that parses a piece.
    pub(super) fn piece(piece: impl Parse + 'static) -> Self {
        Self::Piece(Box::new(piece))
    }

    /// About how many bytes the task reads.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Piece(piece) => piece.bytes(),
            Self::Done(_) | Self::Later => 0,
        }
    }

    /// Whether the task gives exactly one item.
    pub(crate) fn is_single(&self) -> bool {
        match self {
            Self::Piece(piece) => piece.is_single(),
            Self::Done(_) => true,
            Self::Later => false,
        }
    }

    /// The items of the task, in order.
    pub(crate) fn read(self, options: &ReadOptions) -> Vec<Item> {
        match self {
            Self::Piece(piece) => piece.parse(options),
            Self::Done(item) => vec![item],
            Self::Later => Vec::new(),
        }
    }
}
