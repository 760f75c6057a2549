//! Counts what searching costs, in bytes looked at, so that a test can tell linear from quadratic
//! without a clock.

use std::cell::Cell;

thread_local! {
    static DONE: Cell<u64> = const { Cell::new(0) };
}

/// Takes note that so many bytes are about to be searched on this thread.
#[inline]
pub(crate) fn searched(bytes: usize) {
    DONE.with(|done| done.set(done.get().wrapping_add(bytes as u64)));
}

/// Bytes searched on this thread so far.
pub fn done() -> u64 {
    DONE.with(Cell::get)
}
