//! Threads around [`map`]: tasks go out in order, results come back in order, and only so much waits in memory.

use super::bundle::BundleLine;
use super::map::map;
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Item, ReadOptions, Skip, Source, Task};
use crate::kinds::Grammar;
use crate::model::Lang;
use crate::text::Text;
use rayon::{ScopeFifo, Yield};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// So many bytes of input are under way at most, read and not handed out …
const BYTES: u64 = 12 << 20;
/// … and so many tasks.
const TASKS: usize = 1024;
/// After so long a task gets company, also at the beginning, when few are under way.
const PATIENCE: Duration = Duration::from_millis(10);
/// Where so many tasks or more are under way …
const MANY: usize = 16;
/// … their results are let gather for so long: a thread that is woken for each takes one that works off its core.
const GATHER: Duration = Duration::from_millis(1);
/// What a task is counted as at most: while one thread is at a huge document, there is room for the others to go on.
const HUGE: u64 = BYTES / 4;

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
    /// Much was handed out since the last pause: a good moment to write down what is there.
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
/// The calling thread reads tasks, gives them out and hands the results on in order; where there is one thread for all, it works on the tasks
/// too. What is under way is bounded, and begins with one task and grows, so that the first result of a long input does not wait for the rest. `plan` is asked
/// when a source's turn comes.
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
    let over = AtomicBool::new(false);
    // A thread that reads and hands out must not be held up by a huge document, if there is another one for it.
    if pool.current_num_threads() == 1 {
        pool.scope_fifo(|scope| in_scope(scope, &mut pieces, options, &over, &work, &mut emit))
    } else {
        pool.in_place_scope_fifo(|scope| in_scope(scope, &mut pieces, options, &over, &work, &mut emit))
    }
}

/// Reads, works and emits; the threads of the scope work. `over` says that nobody wants results any more.
fn in_scope<'s, 'a: 's, R: Send + 's>(
    scope: &ScopeFifo<'s>,
    pieces: &mut impl Iterator<Item = Piece<'a>>,
    options: &'s ReadOptions,
    over: &'s AtomicBool,
    work: &'s (impl Fn(Item) -> R + Sync),
    emit: &mut impl FnMut(Step<'a, R>) -> Result<()>,
) -> Result<()> {
    let done = give_out(pieces, options.filters.limit, emit, |task, finished| {
        scope.spawn_fifo(move |_| {
            if !over.load(Ordering::Relaxed) {
                finished.put(results(task, options, work));
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
    spawn: impl Fn(Task<'a>, Finished<'a, R>),
) -> Result<()> {
    let mut row = Row::new();
    // A task without results panicked, which comes up where the threads are waited for.
    while row.settle().is_some() {
        if let Some(results) = row.first() {
            if !hand_out(results, &mut left, emit)? {
                break;
            }
            if row.pauses() {
                emit(Step::Pause)?;
            }
        } else if row.has_room()
            && let Some(piece) = pieces.next()
        {
            match piece {
                Piece::Begin(source, digest) => row.push_done(Step::Begin(source, digest)),
                Piece::End(source, digest) => row.push_done(Step::End(source, digest)),
                // What is under way goes on meanwhile; where nothing is, the reader is waited for again.
                Piece::Task(Task::Later) => {
                    if !row.places.is_empty() && row.take_in().is_none() {
                        break;
                    }
                }
                Piece::Task(task) => {
                    let finished = row.push(task.bytes());
                    spawn(task, finished);
                }
            }
        } else if row.take_in().is_none() {
            break;
        }
    }
    emit(Step::Pause)
}

/// The results of a task, each with whether it is a document.
type Results<'a, R> = Vec<(Step<'a, R>, bool)>;

/// Tasks under way, in order.
struct Row<'a, R> {
    places: VecDeque<Place<'a, R>>,
    send: Sender<(u64, Option<Results<'a, R>>)>,
    receive: Receiver<(u64, Option<Results<'a, R>>)>,
    /// How many have been taken out …
    out: u64,
    /// … and how many results have come in, or were waited for for long.
    came: usize,
    /// What those inside are counted as.
    bytes: u64,
    /// What was taken out since the last pause.
    since: (usize, u64),
}

struct Place<'a, R> {
    results: Option<Results<'a, R>>,
    bytes: u64,
}

/// Where a task's results go.
struct Finished<'a, R> {
    number: u64,
    results: Option<Results<'a, R>>,
    send: Sender<(u64, Option<Results<'a, R>>)>,
}

impl<'a, R> Finished<'a, R> {
    fn put(mut self, results: Results<'a, R>) {
        self.results = Some(results);
    }
}

/// Also where the work panics: who waits for the results must not wait for ever.
impl<R> Drop for Finished<'_, R> {
    fn drop(&mut self) {
        // Nobody waits where the row stopped early.
        drop(self.send.send((self.number, self.results.take())));
    }
}

impl<'a, R> Row<'a, R> {
    fn new() -> Self {
        let (send, receive) = channel();
        Self { places: VecDeque::new(), send, receive, out: 0, came: 0, bytes: 0, since: (0, 0) }
    }

    /// Whether one more may be under way.
    fn has_room(&self) -> bool {
        self.places.len() < TASKS.min(self.came * 2 + 1) && self.bytes < BYTES
    }

    fn push_done(&mut self, step: Step<'a, R>) {
        self.places.push_back(Place { results: Some(vec![(step, false)]), bytes: 0 });
    }

    fn push(&mut self, bytes: u64) -> Finished<'a, R> {
        let bytes = bytes.min(HUGE);
        let number = self.out + self.places.len() as u64;
        self.bytes += bytes;
        self.places.push_back(Place { results: None, bytes });
        Finished { number, results: None, send: self.send.clone() }
    }

    /// Takes out the first task, if its results are there.
    fn first(&mut self) -> Option<Results<'a, R>> {
        let results = self.places.front_mut()?.results.take()?;
        let bytes = self.places.pop_front()?.bytes;
        self.out += 1;
        self.bytes -= bytes;
        self.since = (self.since.0 + 1, self.since.1 + bytes);
        Some(results)
    }

    /// Waits for some task's results, but not for ever; `None` of an empty row, or where a task has none. A thread of the pool works meanwhile, for it may be
    /// the only one.
    fn take_in(&mut self) -> Option<()> {
        if self.places.is_empty() {
            return None;
        }
        let finished = loop {
            match self.receive.try_recv() {
                Ok(finished) => break Some(finished),
                Err(_) if rayon::yield_now() == Some(Yield::Executed) => {}
                Err(_) => {
                    if self.places.len() >= MANY {
                        std::thread::sleep(GATHER);
                    }
                    break self.receive.recv_timeout(PATIENCE).ok();
                }
            }
        };
        match finished {
            Some(finished) => self.put(finished),
            None => {
                self.came += 1;
                Some(())
            }
        }
    }

    /// Takes in what has come already; `None` where a task has no results.
    fn settle(&mut self) -> Option<()> {
        while let Ok(finished) = self.receive.try_recv() {
            self.put(finished)?;
        }
        Some(())
    }

    fn put(&mut self, (number, results): (u64, Option<Results<'a, R>>)) -> Option<()> {
        self.came += 1;
        let at = usize::try_from(number.checked_sub(self.out)?).ok()?;
        self.places.get_mut(at)?.results = Some(results?);
        Some(())
    }

    /// Whether so much was taken out that it should be written down.
    fn pauses(&mut self) -> bool {
        let pauses = self.since.0 >= TASKS || self.since.1 >= BYTES / 2;
        if pauses {
            self.since = (0, 0);
        }
        pauses
    }
}

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

fn results<'a, R>(task: Task<'a>, options: &ReadOptions, work: &impl Fn(Item) -> R) -> Results<'a, R> {
    let one = |item| {
        let item = of_languages(item, options);
        let is_document = matches!(item, Item::Document(_));
        (Step::Item(work(item)), is_document)
    };
    task.read(options).into_iter().map(one).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Inputs;
    use std::fmt::Write as _;
    use std::sync::{Condvar, Mutex};

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
                let waited = changed.wait_timeout_while(done.lock().unwrap(), wait, |done| *done < 300).unwrap().1;
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
