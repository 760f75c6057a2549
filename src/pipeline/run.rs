//! Threads around [`map`]: tasks go out in order, results come back in order, and only so much waits in memory.

use super::bundle::BundleLine;
use super::map::map;
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Item, ReadOptions, Skip, Task};
use crate::kinds::Grammar;
use crate::model::Lang;
use crate::text::Text;

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
    let mut left = options.filters.limit;
    let mut batch = take(&mut tasks, size);
    pool.install(|| {
        while !batch.is_empty() {
            size = (size * 2).min(BATCH_TASKS);
            let current = std::mem::take(&mut batch);
            let (done, next) = rayon::join(|| run(current, options, &work), || take(&mut tasks, size));
            for (result, is_document) in done {
                if is_document {
                    if left == Some(0) {
                        return Ok(());
                    }
                    left = left.map(|n| n - 1);
                }
                emit(result)?;
            }
            if left == Some(0) {
                return Ok(());
            }
            batch = next;
        }
        Ok(())
    })
}

fn run<R: Send>(batch: Vec<Task<'_>>, options: &ReadOptions, work: &(impl Fn(Item) -> R + Sync)) -> Vec<(R, bool)> {
    use rayon::prelude::*;
    let one = |item| {
        let item = of_languages(item, options);
        let is_document = matches!(item, Item::Document(_));
        (work(item), is_document)
    };
    let done: Vec<Vec<(R, bool)>> =
        batch.into_par_iter().map(|task| task.read(options).into_iter().map(one).collect()).collect();
    done.into_iter().flatten().collect()
}

/// Leaves out a document whose text is mainly in another language than those wanted: here, since readers know nothing of languages.
fn of_languages(item: Item, options: &ReadOptions) -> Item {
    let wanted = &options.filters.langs;
    let Item::Document(document) = item else { return item };
    if wanted.is_empty() {
        return Item::Document(document);
    }
    let text = Text::new(&document.text, document.lang);
    let mut letters = std::collections::BTreeMap::new();
    for paragraph in &text.paragraphs {
        *letters.entry(paragraph.lang.map_or("und", Lang::code)).or_insert(0) += paragraph.span.len();
    }
    let main = letters.iter().max_by_key(|(_, n)| **n).map_or("und", |(lang, _)| lang);
    if wanted.iter().any(|l| l == main) {
        return Item::Document(document);
    }
    let (source, position) = (document.source, document.position);
    Item::Skip(Skip { source, position, extension: "langs".to_owned(), filtered: true })
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
