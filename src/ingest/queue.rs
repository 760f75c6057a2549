//! A thread that reads one file of many documents, and the queue through which its tasks come, in order and only so many at a time.

use super::{Task, reject};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// So many tasks wait at most …
const MOST_TASKS: usize = 256;
/// … with so many bytes, or one task with more. A reader that waits for room goes on when half is gone: waking it for every task costs more than
/// reading one.
const MOST_BYTES: u64 = 8 << 20;

/// So long the reader is waited for before other things have their turn: it may wait itself, for standard input.
const A_WHILE: Duration = Duration::from_millis(10);

#[derive(Debug, Default)]
struct Waiting {
    tasks: VecDeque<Task<'static>>,
    bytes: u64,
    /// The reader waits for room.
    full: bool,
    /// The reader is at its end.
    complete: bool,
    /// Nobody takes any more.
    unwanted: bool,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, guard: MutexGuard<'a, Waiting>) -> MutexGuard<'a, Waiting> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, but not for long; whether anything changed.
    fn wait_a_while<'a>(&self, guard: MutexGuard<'a, Waiting>) -> (MutexGuard<'a, Waiting>, bool) {
        let (guard, waited) = self.changed.wait_timeout(guard, A_WHILE).unwrap_or_else(PoisonError::into_inner);
        (guard, !waited.timed_out())
    }

    fn push(&self, task: Task<'static>) -> bool {
        let mut waiting = self.lock();
        waiting.full = waiting.tasks.len() >= MOST_TASKS || waiting.bytes >= MOST_BYTES;
        while waiting.full && !waiting.unwanted {
            waiting = self.wait(waiting);
        }
        waiting.bytes += task.bytes();
        waiting.tasks.push_back(task);
        if waiting.tasks.len() == 1 {
            self.changed.notify_all();
        }
        !waiting.unwanted
    }
}

/// The tasks of a file, as its reader gives them, with [`Task::Later`] where it takes long.
pub(super) struct Tasks {
    source: String,
    queue: Arc<Queue>,
    reader: Option<JoinHandle<()>>,
}

/// Marks the end, also where the reader panics.
struct Complete(Arc<Queue>);

impl Drop for Complete {
    fn drop(&mut self) {
        self.0.lock().complete = true;
        self.0.changed.notify_all();
    }
}

impl Tasks {
    /// Runs `read` on a thread of its own; it is given where to push tasks.
    pub(super) fn of(
        source: &str,
        read: impl FnOnce(&mut dyn FnMut(Task<'static>) -> bool) + Send + 'static,
    ) -> std::io::Result<Self> {
        let queue = Arc::new(Queue::default());
        let complete = Complete(Arc::clone(&queue));
        let run = move || {
            let queue = Arc::clone(&complete.0);
            read(&mut |task| queue.push(task));
        };
        let reader = std::thread::Builder::new().name("reader".to_owned()).spawn(run)?;
        Ok(Self { source: source.to_owned(), queue, reader: Some(reader) })
    }
}

impl Iterator for Tasks {
    type Item = Task<'static>;

    fn next(&mut self) -> Option<Task<'static>> {
        let mut waiting = self.queue.lock();
        loop {
            if let Some(task) = waiting.tasks.pop_front() {
                waiting.bytes -= task.bytes();
                if waiting.full && waiting.tasks.len() <= MOST_TASKS / 2 && waiting.bytes <= MOST_BYTES / 2 {
                    waiting.full = false;
                    self.queue.changed.notify_all();
                }
                return Some(task);
            }
            if waiting.complete {
                break;
            }
            let changed;
            (waiting, changed) = self.queue.wait_a_while(waiting);
            if !changed && waiting.tasks.is_empty() && !waiting.complete {
                return Some(Task::Later);
            }
        }
        drop(waiting);
        // A reader that failed has lost documents: that must not pass in silence.
        let failed = self.reader.take().is_some_and(|r| r.join().is_err());
        let detail = format!("{}: the reader failed; what follows is not read. Please report this file", self.source);
        failed.then(|| Task::Done(reject(&self.source, u64::MAX, "reader-failed", detail)))
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.queue.lock().unwanted = true;
        self.queue.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Item, Skip};
    use std::sync::mpsc::channel;

    #[test]
    fn a_reader_that_waits_holds_nobody_up() {
        let task = || Task::Done(Item::Skip(Skip::default()));
        let (send, receive) = channel::<()>();
        let read = move |push: &mut dyn FnMut(Task<'static>) -> bool| {
            push(task());
            // Until the other side has seen that nothing comes.
            receive.recv().unwrap();
            push(task());
        };
        let tasks = Tasks::of("-", read).unwrap();
        let mut seen = Vec::new();
        for task in tasks {
            let later = matches!(task, Task::Later);
            if later && seen.last() != Some(&true) {
                send.send(()).unwrap();
            }
            seen.push(later);
        }
        seen.dedup();
        assert!(seen.ends_with(&[false, true, false]), "{seen:?}");
    }

    #[test]
    fn a_full_queue_goes_on_when_half_is_gone() {
        let task = || Task::Done(Item::Skip(Skip::default()));
        let read = move |push: &mut dyn FnMut(Task<'static>) -> bool| (0..1000).for_each(|_| assert!(push(task())));
        let tasks = Tasks::of("a", read).unwrap();
        assert_eq!(tasks.filter(|task| !matches!(task, Task::Later)).count(), 1000);
    }
}
