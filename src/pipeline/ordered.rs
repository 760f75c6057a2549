//! Results of threads, handed out in the order in which the tasks were given out. Knows nothing of
//! what the tasks do.

use rayon::Yield;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// How much may be under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Maximum bytes of tasks whose results are not handed out yet.
    pub(super) bytes: u64,
    /// Maximum number of such tasks.
    pub(super) tasks: usize,
    /// Bytes that a task counts as at most: while one thread works on a huge task, the others can
    /// go on.
    pub(super) task_bytes: u64,
}

/// After this time without a result, one more task may start, also at the beginning, when few are
/// under way.
const PATIENCE: Duration = Duration::from_millis(10);
/// From this many tasks under way on …
const MANY: usize = 16;
/// … results gather for this long: a thread that is woken for each of them takes the core of a
/// worker.
const GATHER: Duration = Duration::from_millis(1);

/// Tasks under way, in order, with the results that have come.
pub(super) struct OrderedResults<T> {
    bounds: Bounds,
    slots: VecDeque<Slot<T>>,
    send: Sender<Message<T>>,
    receive: Receiver<Message<T>>,
    /// Tasks whose results were handed out.
    taken: u64,
    /// Results that have come, and times that one was waited for in vain.
    came: usize,
    /// What the tasks under way count as.
    bytes: u64,
    /// Tasks and bytes handed out since the last pause.
    since_pause: (usize, u64),
}

/// The number of a task and its result; `None` where it panicked.
type Message<T> = (u64, Option<T>);

struct Slot<T> {
    result: Option<T>,
    bytes: u64,
}

/// A task panicked: its result never comes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// Where the result of a task goes.
pub(super) struct Reply<T> {
    number: u64,
    result: Option<T>,
    send: Sender<Message<T>>,
}

impl<T> Reply<T> {
    /// Hands in the result.
    pub(super) fn send(mut self, result: T) {
        self.result = Some(result);
    }
}

/// Also where the task panics: whoever waits for its result must not wait for ever.
impl<T> Drop for Reply<T> {
    fn drop(&mut self) {
        // Nobody receives where the results stopped being wanted.
        drop(self.send.send((self.number, self.result.take())));
    }
}

impl<T> OrderedResults<T> {
    pub(super) fn new(bounds: Bounds) -> Self {
        let (send, receive) = channel();
        Self {
            bounds,
            slots: VecDeque::new(),
            send,
            receive,
            taken: 0,
            came: 0,
            bytes: 0,
            since_pause: (0, 0),
        }
    }

    /// Whether no task is under way.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether one more task may start. It begins with one and grows as results come, so that the
    /// first result of a long input does not wait for the rest.
    pub(super) fn has_room(&self) -> bool {
        self.slots.len() < self.bounds.tasks.min(self.came * 2 + 1)
            && self.bytes < self.bounds.bytes
    }

    /// Adds a result that needs no task.
    pub(super) fn push_done(&mut self, result: T) {
        self.slots.push_back(Slot { result: Some(result), bytes: 0 });
    }

    /// Adds a task of so many bytes.
    pub(super) fn push(&mut self, bytes: u64) -> Reply<T> {
        let bytes = bytes.min(self.bounds.task_bytes);
        let number = self.taken + self.slots.len() as u64;
        self.bytes += bytes;
        self.slots.push_back(Slot { result: None, bytes });
        Reply { number, result: None, send: self.send.clone() }
    }

    /// Takes out the result of the first task, if it has come.
    pub(super) fn pop(&mut self) -> Option<T> {
        let result = self.slots.front_mut()?.result.take()?;
        let bytes = self.slots.pop_front()?.bytes;
        self.taken += 1;
        self.bytes -= bytes;
        self.since_pause = (self.since_pause.0 + 1, self.since_pause.1 + bytes);
        Some(result)
    }

    /// Waits for some task's result, but not for ever. A thread of the pool works meanwhile, for it
    /// may be the only one.
    pub(super) fn wait(&mut self) -> Result<(), Panicked> {
        let message = loop {
            match self.receive.try_recv() {
                Ok(message) => break Some(message),
                Err(_) if rayon::yield_now() == Some(Yield::Executed) => {}
                Err(_) => {
                    if self.slots.len() >= MANY {
                        std::thread::sleep(GATHER);
                    }
                    break self.receive.recv_timeout(PATIENCE).ok();
                }
            }
        };
        match message {
            Some(message) => self.put(message),
            None => {
                self.came += 1;
                Ok(())
            }
        }
    }

    /// Takes in the results that have come.
    pub(super) fn collect(&mut self) -> Result<(), Panicked> {
        while let Ok(message) = self.receive.try_recv() {
            self.put(message)?;
        }
        Ok(())
    }

    fn put(&mut self, (number, result): Message<T>) -> Result<(), Panicked> {
        self.came += 1;
        let slot = number
            .checked_sub(self.taken)
            .and_then(|at| self.slots.get_mut(usize::try_from(at).ok()?));
        match (slot, result) {
            (Some(slot), Some(result)) => {
                slot.result = Some(result);
                Ok(())
            }
            _ => Err(Panicked),
        }
    }

    /// Whether so much was handed out since the last time this was true that it should be saved.
    pub(super) fn pause_is_due(&mut self) -> bool {
        let due =
            self.since_pause.0 >= self.bounds.tasks || self.since_pause.1 >= self.bounds.bytes / 2;
        if due {
            self.since_pause = (0, 0);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { bytes: 100, tasks: 4, task_bytes: 40 };

    #[test]
    fn results_come_out_in_order_and_room_grows() {
        let mut results = OrderedResults::new(BOUNDS);
        let first = results.push(7);
        assert!(!results.has_room(), "one task at the beginning");
        let second = results.push(7);
        second.send("b");
        results.collect().unwrap();
        assert_eq!(results.pop(), None, "the first has not come");
        first.send("a");
        results.collect().unwrap();
        results.push_done("c");
        assert_eq!(
            [results.pop(), results.pop(), results.pop()],
            [Some("a"), Some("b"), Some("c")]
        );
        assert!(results.is_empty() && results.has_room());
        // A huge task counts as 40 bytes: two more fit beside it.
        let replies = [(); 3].map(|()| results.push(1 << 40));
        assert!(!results.has_room());
        replies.into_iter().for_each(|reply| reply.send("x"));
        results.collect().unwrap();
        results.pop();
        assert!(results.has_room());
    }

    #[test]
    fn a_task_that_panics_is_told() {
        let mut results = OrderedResults::<u8>::new(BOUNDS);
        drop(results.push(1));
        assert_eq!(results.wait(), Err(Panicked));
    }
}
