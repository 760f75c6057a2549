//! A thread that cuts one file of many documents into tasks, and the bounded queue through which
//! they come, in order.

use super::item::Item;
use super::task::Task;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Maximum tasks in the queue.
const MAX_TASKS: usize = 256;
/// Maximum bytes of the tasks in the queue, unless one task has more. A reader that waits for room
/// goes on when half of it is gone: waking it for every task costs more than reading one.
const MAX_BYTES: u64 = 8 << 20;

/// How long a task is waited for before the caller gets [`Task::Later`]: the reader may itself
/// wait, for standard input.
const PATIENCE: Duration = Duration::from_millis(10);

#[derive(Default)]
struct Queued {
    tasks: VecDeque<Task>,
    bytes: u64,
    /// The reader waits for room.
    is_full: bool,
    /// The reader is at its end.
    is_complete: bool,
    /// Nobody takes any more tasks.
    is_unwanted: bool,
}

#[derive(Default)]
struct Queue {
    queued: Mutex<Queued>,
    changed: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Queued> {
        self.queued.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, guard: MutexGuard<'a, Queued>) -> MutexGuard<'a, Queued> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for [`PATIENCE`] at most; whether anything changed.
    fn wait_a_while<'a>(&self, guard: MutexGuard<'a, Queued>) -> (MutexGuard<'a, Queued>, bool) {
        let (guard, waited) =
            self.changed.wait_timeout(guard, PATIENCE).unwrap_or_else(PoisonError::into_inner);
        (guard, !waited.timed_out())
    }

    /// Appends a task, as soon as there is room; whether more are wanted.
    fn push(&self, task: Task) -> bool {
        let mut queued = self.lock();
        queued.is_full = queued.tasks.len() >= MAX_TASKS || queued.bytes >= MAX_BYTES;
        while queued.is_full && !queued.is_unwanted {
            queued = self.wait(queued);
        }
        queued.bytes += task.bytes();
        queued.tasks.push_back(task);
        if queued.tasks.len() == 1 {
            self.changed.notify_all();
        }
        !queued.is_unwanted
    }
}

/// The tasks of a file as its reader gives them, with [`Task::Later`] where none comes for a while.
pub(super) struct Tasks {
    source: String,
    queue: Arc<Queue>,
    reader: Option<JoinHandle<()>>,
}

/// Marks the end when it is dropped, also where the reader panics.
struct Complete(Arc<Queue>);

impl Drop for Complete {
    fn drop(&mut self) {
        self.0.lock().is_complete = true;
        self.0.changed.notify_all();
    }
}

impl Tasks {
    /// Runs `read` on a thread of its own, and gives it the function that takes tasks.
    ///
    /// # Errors
    ///
    /// The thread cannot be started.
    pub(super) fn of(
        source: &str,
        read: impl FnOnce(&mut dyn FnMut(Task) -> bool) + Send + 'static,
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
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        let mut queued = self.queue.lock();
        loop {
            if let Some(task) = queued.tasks.pop_front() {
                queued.bytes -= task.bytes();
                if queued.is_full
                    && queued.tasks.len() <= MAX_TASKS / 2
                    && queued.bytes <= MAX_BYTES / 2
                {
                    queued.is_full = false;
                    self.queue.changed.notify_all();
                }
                return Some(task);
            }
            if queued.is_complete {
                break;
            }
            let changed;
            (queued, changed) = self.queue.wait_a_while(queued);
            if !changed && queued.tasks.is_empty() && !queued.is_complete {
                return Some(Task::Later);
            }
        }
        drop(queued);
        // A reader that panicked has lost documents: this must be reported.
        let failed = self.reader.take().is_some_and(|r| r.join().is_err());
        let detail = format!(
            "{}: the reader failed; what follows is not read. Please report this file",
            self.source
        );
        failed.then(|| Task::Done(Item::reject(&self.source, u64::MAX, "reader-failed", detail)))
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.queue.lock().is_unwanted = true;
        self.queue.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::item::Skip;
    use std::sync::mpsc::channel;

    #[test]
    fn a_reader_that_waits_holds_nobody_up() {
        let task = || Task::Done(Item::Skip(Skip::default()));
        let (send, receive) = channel::<()>();
        let read = move |push: &mut dyn FnMut(Task) -> bool| {
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
        let read =
            move |push: &mut dyn FnMut(Task) -> bool| (0..1000).for_each(|_| assert!(push(task())));
        let tasks = Tasks::of("a", read).unwrap();
        assert_eq!(tasks.filter(|task| !matches!(task, Task::Later)).count(), 1000);
    }
}
