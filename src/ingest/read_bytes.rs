//! How much of the sources was read, as they lie on disk: what progress is shown by.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A count of bytes, and of the items that were cut out of them, which all clones share.
#[derive(Debug, Clone, Default)]
pub struct ReadBytes(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    bytes: AtomicU64,
    items: AtomicU64,
}

impl ReadBytes {
    /// The bytes so far. Readers are ahead by what their queues hold.
    pub fn get(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    /// The bytes of `done` items, in the measure of those that were cut so far.
    pub(crate) fn of_items(&self, done: u64) -> u64 {
        let cut = self.0.items.load(Ordering::Relaxed).max(1);
        let part = u128::from(self.get()) * u128::from(done.min(cut)) / u128::from(cut);
        u64::try_from(part).unwrap_or(u64::MAX)
    }

    /// Counts bytes that were read, or need not be.
    pub(crate) fn add(&self, bytes: u64) {
        self.0.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts an item that was cut off a source.
    pub(super) fn item(&self) {
        self.0.items.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts what is read of a file.
    pub(super) fn of<R: Read>(&self, input: R) -> Counted<R> {
        Counted { input, count: self.clone() }
    }
}

/// A reader that counts its bytes.
pub(super) struct Counted<R> {
    input: R,
    count: ReadBytes,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.count.add(read as u64);
        Ok(read)
    }
}
