//! Threads around the reading of inputs: tasks go out in order, results come back in order, and
//! what waits in memory is bounded.

use super::bundle::resume::SourcePlan;
use super::ordered::{Bounds, OrderedResults, Reply};
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Item, ReadOptions, Skip, Source, Task};
use crate::model::Lang;
use crate::text::Text;
use rayon::ScopeFifo;
use std::sync::atomic::{AtomicBool, Ordering};

/// 12 MB of input and 1,024 tasks are under way at most, of which a huge document counts for a
/// quarter.
const BOUNDS: Bounds = Bounds { bytes: 12 << 20, tasks: 1024, task_bytes: (12 << 20) / 4 };

/// What [`in_steps`] gives, in the order of the input.
#[derive(Debug)]
pub(crate) enum Step<'a, R> {
    /// A source begins; with its digest.
    Begin(&'a Source, Option<String>),
    /// The result of its next item.
    Item(R),
    /// Nothing is left of it; with its digest when it began.
    End(&'a Source, Option<String>),
    /// Much was handed out since the last pause: a good moment to save what is there.
    Pause,
    /// No input came for a while: a pipe is waited for. A good moment to stop.
    Waiting,
}

/// Reads every input, does `work` on its items on `threads` threads (0 = one per core) and hands
/// the results to `emit` in the order of the input.
///
/// # Errors
///
/// The first error of `emit`; threads that cannot be started.
pub(crate) fn in_order<R: Send>(
    inputs: &Inputs,
    options: &ReadOptions,
    threads: usize,
    work: impl Fn(Item) -> R + Sync,
    mut emit: impl FnMut(R) -> Result<()> + Send,
) -> Result<()> {
    in_steps(
        inputs,
        options,
        threads,
        |_| SourcePlan::default(),
        work,
        |step| match step {
            Step::Item(result) => emit(result),
            Step::Begin(..) | Step::End(..) | Step::Pause | Step::Waiting => Ok(()),
        },
    )
}

/// [`in_order`] that reads of each source what `plan` says, and tells where sources begin and end.
///
/// The calling thread reads tasks, gives them out and hands the results on in order; where there is
/// one thread for all, it works on the tasks too. `plan` is asked when a source's turn comes.
///
/// # Errors
///
/// As [`in_order`].
pub(crate) fn in_steps<'a, R: Send>(
    inputs: &'a Inputs,
    options: &ReadOptions,
    threads: usize,
    plan: impl Fn(&Source) -> SourcePlan + Sync,
    work: impl Fn(Item) -> R + Sync,
    mut emit: impl FnMut(Step<'a, R>) -> Result<()> + Send,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Error::while_doing("cannot start the threads", e))?;
    let mut pieces =
        inputs.sources.iter().flat_map(|source| pieces(source, plan(source), options)).fuse();
    let over = AtomicBool::new(false);
    // The thread that reads and hands out must not be held up by a huge document, if another thread
    // can take it.
    if pool.current_num_threads() == 1 {
        pool.scope_fifo(|scope| in_scope(scope, &mut pieces, options, &over, &work, &mut emit))
    } else {
        pool.in_place_scope_fifo(|scope| {
            in_scope(scope, &mut pieces, options, &over, &work, &mut emit)
        })
    }
}

/// Reads, works and emits; the threads of the scope work. `over` says that no more results are
/// wanted.
fn in_scope<'s, 'a: 's, R: Send + 's>(
    scope: &ScopeFifo<'s>,
    pieces: &mut impl Iterator<Item = Piece<'a>>,
    options: &'s ReadOptions,
    over: &'s AtomicBool,
    work: &'s (impl Fn(Item) -> R + Sync),
    emit: &mut impl FnMut(Step<'a, R>) -> Result<()>,
) -> Result<()> {
    let done = give_out(pieces, options.filters.limit, emit, |task, reply| {
        scope.spawn_fifo(move |_| {
            if !over.load(Ordering::Relaxed) {
                reply.send(results(task, options, work));
            }
        });
    });
    over.store(true, Ordering::Relaxed);
    done
}

/// Gives out tasks by `spawn` and emits their results in order.
fn give_out<'a, R>(
    pieces: &mut impl Iterator<Item = Piece<'a>>,
    mut left: Option<u64>,
    emit: &mut impl FnMut(Step<'a, R>) -> Result<()>,
    spawn: impl Fn(Task, Reply<Results<'a, R>>),
) -> Result<()> {
    let mut ordered = OrderedResults::new(BOUNDS);
    // The panic of a task surfaces where the threads are waited for.
    while ordered.collect().is_ok() {
        if let Some(results) = ordered.pop() {
            if !hand_out(results, &mut left, emit)? {
                break;
            }
            if ordered.pause_is_due() {
                emit(Step::Pause)?;
            }
        } else if ordered.has_room()
            && let Some(piece) = pieces.next()
        {
            match piece {
                Piece::Begin(source, digest) => {
                    ordered.push_done(vec![(Step::Begin(source, digest), false)]);
                }
                Piece::End(source, digest) => {
                    ordered.push_done(vec![(Step::End(source, digest), false)]);
                }
                // Tasks under way go on meanwhile; where there are none, the reader is waited for
                // again.
                Piece::Task(Task::Later) => {
                    emit(Step::Waiting)?;
                    if !ordered.is_empty() && ordered.wait().is_err() {
                        break;
                    }
                }
                Piece::Task(task) => {
                    let reply = ordered.push(task.bytes());
                    spawn(task, reply);
                }
            }
        } else if ordered.is_empty() || ordered.wait().is_err() {
            break;
        }
    }
    emit(Step::Pause)
}

/// The results of a task, each with whether it is a document.
type Results<'a, R> = Vec<(Step<'a, R>, bool)>;

/// Emits results; whether more are wanted.
fn hand_out<'a, R>(
    results: Results<'a, R>,
    left: &mut Option<u64>,
    emit: &mut impl FnMut(Step<'a, R>) -> Result<()>,
) -> Result<bool> {
    for (step, is_document) in results {
        if is_document {
            if *left == Some(0) {
                return Ok(false);
            }
            *left = left.map(|n| n - 1);
        }
        emit(step)?;
    }
    Ok(*left != Some(0))
}

/// A part of a source, or one of its ends.
enum Piece<'a> {
    Begin(&'a Source, Option<String>),
    Task(Task),
    End(&'a Source, Option<String>),
}

type Pieces<'a> = Box<dyn Iterator<Item = Piece<'a>> + Send + 'a>;

fn pieces<'a>(source: &'a Source, plan: SourcePlan, options: &ReadOptions) -> Pieces<'a> {
    if plan.known {
        return Box::new(std::iter::empty());
    }
    let begin = Piece::Begin(source, plan.digest.clone());
    let tasks = source.tasks(options);
    let rest: Pieces<'a> = if plan.skip == 0 {
        Box::new(tasks.map(Piece::Task))
    } else {
        let (mut skip, options) = (plan.skip, options.clone());
        Box::new(tasks.flat_map(move |task| skip_known(task, &mut skip, &options)).map(Piece::Task))
    };
    Box::new(
        std::iter::once(begin).chain(rest).chain(std::iter::once(Piece::End(source, plan.digest))),
    )
}

/// What of a task comes after the items to be skipped. A task that may give many must be read to
/// know.
fn skip_known(task: Task, skip: &mut u64, options: &ReadOptions) -> Vec<Task> {
    if *skip == 0 {
        return vec![task];
    }
    if task.is_single() {
        *skip -= 1;
        return Vec::new();
    }
    let items = task.read(options);
    let known = items.len().min(usize::try_from(*skip).unwrap_or(usize::MAX));
    *skip -= known as u64;
    items.into_iter().skip(known).map(Task::Done).collect()
}

fn results<'a, R>(task: Task, options: &ReadOptions, work: &impl Fn(Item) -> R) -> Results<'a, R> {
    let one = |item| {
        let item = of_languages(item, options);
        let is_document = matches!(item, Item::Document(_));
        (Step::Item(work(item)), is_document)
    };
    task.read(options).into_iter().map(one).collect()
}

/// Leaves out a document whose text is mainly in another language than those wanted. This is done
/// here and not in the readers, which know nothing of languages.
fn of_languages(item: Item, options: &ReadOptions) -> Item {
    let wanted = &options.filters.langs;
    let Item::Document(document) = item else { return item };
    if wanted.is_empty() {
        return Item::Document(document);
    }
    let text = Text::new(&document.text, document.lang);
    let mut letters = std::collections::BTreeMap::new();
    for paragraph in &text.paragraphs {
        *letters.entry(paragraph.lang.map_or("und", Lang::as_str)).or_insert(0) +=
            paragraph.span.len();
    }
    let main = letters.iter().max_by_key(|(_, n)| **n).map_or("und", |(lang, _)| lang);
    if wanted.iter().any(|l| l == main) {
        return Item::Document(document);
    }
    let (source, position) = (document.source, document.position);
    Item::Skip(Skip { source, position, extension: "langs".to_owned(), filtered: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;
    use std::sync::{Condvar, Mutex};
    use std::time::Duration;

    #[test]
    fn one_document_that_takes_long_stalls_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let lines = (0..400).fold(String::new(), |mut lines, i| {
            writeln!(lines, "{{\"text\": \"Number {i}.\"}}").unwrap();
            lines
        });
        std::fs::write(&path, lines).unwrap();
        let inputs = Inputs::find(&[path]).unwrap();
        let (done, changed) = (Mutex::new(0), Condvar::new());
        // The first waits for most of the others, which it does not keep waiting.
        let work = |item: Item| {
            let Item::Document(document) = item else { return None };
            if document.position == 0 {
                let wait = Duration::from_secs(60);
                let waited = changed
                    .wait_timeout_while(done.lock().unwrap(), wait, |done| *done < 300)
                    .unwrap()
                    .1;
                assert!(!waited.timed_out(), "the others wait for the first");
            } else {
                *done.lock().unwrap() += 1;
                changed.notify_all();
            }
            Some(document.position)
        };
        let mut order = Vec::new();
        let emit = |position: Option<u64>| {
            order.extend(position);
            Ok(())
        };
        in_order(&inputs, &ReadOptions::default(), 2, work, emit).unwrap();
        assert_eq!(order, (0..400).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_comes_through() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "A text.").unwrap();
        let inputs = Inputs::find(&[path]).unwrap();
        for jobs in [1, 2] {
            let work = |_: Item| -> u64 { panic!("on purpose") };
            let run = || in_order(&inputs, &ReadOptions::default(), jobs, work, |_| Ok(()));
            assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
        }
    }
}
