//! Threads around [`map`]: tasks go out in order, results come back in order, and only so much waits in memory.

use super::bundle::BundleLine;
use super::map::map;
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Item, ReadOptions, Task};
use crate::kinds::Grammar;

/// A batch holds this many bytes of input …
const BATCH_BYTES: u64 = 4 << 20;
/// … or this many tasks, whichever comes first.
const BATCH_TASKS: usize = 1024;

/// The bundle line of an item. With `with_text` the document's record carries its text.
pub fn line_of(grammar: &Grammar, item: Item, with_text: bool) -> BundleLine {
    match item {
        Item::Document(document) => {
            let mut bundle = map(grammar, &document);
            if with_text {
                bundle.document.text = Some(document.text);
            }
            BundleLine::Bundle(Box::new(bundle))
        }
        Item::Reject(reject) => BundleLine::Reject(reject.into()),
        Item::Skip(skip) => BundleLine::Skip(skip),
    }
}

/// Reads every input, does `work` on its items on `jobs` threads (0: as many as there are cores) and hands the results to `emit` in the
/// order of the input.
///
/// Batches begin with one task and grow, so that the first result of a long input does not wait for the rest. While one batch is worked
/// on, the next is read; no more than two are in memory.
///
/// # Errors
///
/// The first error of `emit`; threads that cannot be started.
pub fn in_order<R: Send>(
    inputs: &Inputs,
    options: &ReadOptions,
    jobs: usize,
    work: impl Fn(Item) -> R + Sync,
    mut emit: impl FnMut(R) -> Result<()> + Send,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|e| Error::while_doing("cannot start the threads", e))?;
    let mut tasks = inputs.sources.iter().flat_map(|s| s.tasks(options)).fuse();
    let mut size = 1;
    let mut batch = take(&mut tasks, size);
    pool.install(|| {
        while !batch.is_empty() {
            size = (size * 2).min(BATCH_TASKS);
            let current = std::mem::take(&mut batch);
            let (done, next) = rayon::join(|| run(current, options, &work), || take(&mut tasks, size));
            for result in done {
                emit(result)?;
            }
            batch = next;
        }
        Ok(())
    })
}

fn run<R: Send>(batch: Vec<Task<'_>>, options: &ReadOptions, work: &(impl Fn(Item) -> R + Sync)) -> Vec<R> {
    use rayon::prelude::*;
    let done: Vec<Vec<R>> =
        batch.into_par_iter().map(|task| task.read(options).into_iter().map(work).collect()).collect();
    done.into_iter().flatten().collect()
}

fn take<'a>(tasks: &mut impl Iterator<Item = Task<'a>>, size: usize) -> Vec<Task<'a>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < size && bytes < BATCH_BYTES {
        let Some(task) = tasks.next() else { break };
        bytes += task.bytes();
        batch.push(task);
    }
    batch
}
