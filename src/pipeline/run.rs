//! Threads around [`map`]: tasks go out in order, results come back in order, and only so much waits in memory.

use super::bundle::BundleLine;
use super::map::map;
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Item, ReadOptions, Skip, Source, Task};
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
            bundle.into()
        }
        Item::Reject(reject) => BundleLine::Reject(reject.into()),
        Item::Skip(skip) => BundleLine::Skip(skip),
    }
}

/// What is to be read of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the source is now, as [`Source::digest`] tells it.
    pub digest: Option<String>,
    /// So many items at its beginning are known already.
    pub pass: u64,
    /// All of them are.
    pub known: bool,
}

/// What [`in_steps`] gives, in the order of the input.
#[derive(Debug)]
pub enum Step<'a, R> {
    /// A source begins, which was this when it was opened.
    Begin(&'a Source, Option<String>),
    /// The result of its next item.
    Item(R),
    /// Nothing is left of it.
    End(&'a Source, Option<String>),
    /// A batch is done: a good moment to write down what is there.
    Pause,
}

/// Reads every input, does `work` on its items on `jobs` threads (0: as many as there are cores) and hands the results to `emit` in the
/// order of the input.
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
    in_steps(
        inputs,
        options,
        jobs,
        |_| Plan::default(),
        work,
        |step| match step {
            Step::Item(result) => emit(result),
            Step::Begin(..) | Step::End(..) | Step::Pause => Ok(()),
        },
    )
}

/// [`in_order`] that reads of each source what `plan` says, and tells where sources begin and end.
///
/// Batches begin with one task and grow, so that the first result of a long input does not wait for the rest. While one batch is worked
/// on, the results of the one before are handed out and the next is read; no more than three are in memory. `plan` is asked as late as that.
///
/// # Errors
///
/// As [`in_order`].
pub fn in_steps<'a, R: Send>(
    inputs: &'a Inputs,
    options: &ReadOptions,
    jobs: usize,
    plan: impl Fn(&Source) -> Plan + Sync,
    work: impl Fn(Item) -> R + Sync,
    mut emit: impl FnMut(Step<'a, R>) -> Result<()> + Send,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|e| Error::while_doing("cannot start the threads", e))?;
    let mut pieces = inputs.sources.iter().flat_map(|source| pieces(source, plan(source), options)).fuse();
    let mut size = 1;
    let mut left = options.filters.limit;
    let mut batch = take(&mut pieces, size);
    let mut done = Vec::new();
    pool.install(|| {
        while !batch.is_empty() || !done.is_empty() {
            size = (size * 2).min(BATCH_TASKS);
            let (current, results) = (std::mem::take(&mut batch), std::mem::take(&mut done));
            let (worked, next) = rayon::join(
                || run(current, options, &work),
                || {
                    let goes_on = hand_out(results, &mut left, &mut emit);
                    goes_on.map(|goes_on| goes_on.then(|| take(&mut pieces, size)))
                },
            );
            let Some(next) = next? else { return Ok(()) };
            (batch, done) = (next, worked);
        }
        Ok(())
    })
}

/// Emits the results of a batch; whether more are wanted.
fn hand_out<'a, R>(
    results: Vec<(Step<'a, R>, bool)>,
    left: &mut Option<u64>,
    emit: &mut impl FnMut(Step<'a, R>) -> Result<()>,
) -> Result<bool> {
    if results.is_empty() {
        return Ok(true);
    }
    for (step, is_document) in results {
        if is_document {
            if *left == Some(0) {
                return Ok(false);
            }
            *left = left.map(|n| n - 1);
        }
        emit(step)?;
    }
    emit(Step::Pause)?;
    Ok(*left != Some(0))
}

/// A part of a source, or one of its ends.
enum Piece<'a> {
    Begin(&'a Source, Option<String>),
    Task(Task<'a>),
    End(&'a Source, Option<String>),
}

type Pieces<'a> = Box<dyn Iterator<Item = Piece<'a>> + Send + 'a>;

fn pieces<'a>(source: &'a Source, plan: Plan, options: &ReadOptions) -> Pieces<'a> {
    if plan.known {
        return Box::new(std::iter::empty());
    }
    let begin = Piece::Begin(source, plan.digest.clone());
    let tasks = source.tasks(options);
    let rest: Pieces<'a> = if plan.pass == 0 {
        Box::new(tasks.map(Piece::Task))
    } else {
        let (mut pass, options) = (plan.pass, options.clone());
        Box::new(tasks.flat_map(move |task| behind(task, &mut pass, &options)).map(Piece::Task))
    };
    Box::new(std::iter::once(begin).chain(rest).chain(std::iter::once(Piece::End(source, plan.digest))))
}

/// What of a task stands behind the items to be passed over. A task that may give many must be read to know.
fn behind<'a>(task: Task<'a>, pass: &mut u64, options: &ReadOptions) -> Vec<Task<'a>> {
    if *pass == 0 {
        return vec![task];
    }
    if task.is_single() {
        *pass -= 1;
        return Vec::new();
    }
    let items = task.read(options);
    let over = items.len().min(usize::try_from(*pass).unwrap_or(usize::MAX));
    *pass -= over as u64;
    items.into_iter().skip(over).map(Task::Done).collect()
}

fn run<'a, R: Send>(
    batch: Vec<Piece<'a>>,
    options: &ReadOptions,
    work: &(impl Fn(Item) -> R + Sync),
) -> Vec<(Step<'a, R>, bool)> {
    use rayon::prelude::*;
    let one = |item| {
        let item = of_languages(item, options);
        let is_document = matches!(item, Item::Document(_));
        (Step::Item(work(item)), is_document)
    };
    let steps = |piece| match piece {
        Piece::Begin(source, digest) => vec![(Step::Begin(source, digest), false)],
        Piece::Task(task) => task.read(options).into_iter().map(one).collect(),
        Piece::End(source, digest) => vec![(Step::End(source, digest), false)],
    };
    let done: Vec<Vec<_>> = batch.into_par_iter().map(steps).collect();
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

/// Pieces with so many tasks, and what ends there.
fn take<'a>(pieces: &mut impl Iterator<Item = Piece<'a>>, size: usize) -> Vec<Piece<'a>> {
    let mut batch = Vec::new();
    let (mut tasks, mut bytes) = (0, 0);
    while tasks < size && bytes < BATCH_BYTES {
        let Some(piece) = pieces.next() else { break };
        if let Piece::Task(task) = &piece {
            bytes += task.bytes();
            tasks += 1;
        }
        batch.push(piece);
    }
    batch
}
