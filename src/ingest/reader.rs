//! What every reader of a stream has: the options, and a place to hand on what it finds.
//!
//! Readers push tasks as they find them. An archive inside an archive is then a function call
//! inside a function call, both reading the same bytes; whoever takes the tasks bounds what waits
//! in memory.

use super::compression::reason_and_detail;
use super::item::{Item, extension_or_none};
use super::options::ReadOptions;
use super::task::Task;
use super::zip_list::ZipList;
use std::fmt::Display;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Whether reading goes on. `Break`: nobody takes any more tasks.
pub(super) type Flow<T = ()> = ControlFlow<(), T>;

/// Damage after which a stream is not read any further: each is a reject, and a stream that only
/// fails must end.
const MAX_DAMAGES: u32 = 10_000;

/// Where a stream comes from: a file, standard input, or an entry of an archive.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Its name in records: `archive.zip!/folder/entry.txt`.
    pub(super) source: Arc<str>,
    /// The name that tells its format: without the extension of a compression already undone.
    pub(super) file_name: String,
    /// The position of its first record.
    pub(super) first_position: u64,
    /// How many archives and compressions surround it.
    pub(super) depth: u64,
    /// Whether the user named it: then it is read whatever it is called.
    pub(super) is_named: bool,
    /// Of a zip archive that could be read from its end: what its list names.
    pub(super) list: Option<Arc<ZipList>>,
}

impl Origin {
    /// A source that the user named.
    pub(super) fn named(source: &str, first_position: u64) -> Self {
        Self {
            source: source.into(),
            file_name: source.to_owned(),
            first_position,
            depth: 0,
            is_named: true,
            list: None,
        }
    }
}

/// Reads an entry of an archive as a stream of its own.
pub(super) type ReadEntry = fn(&mut Reader<'_>, &Origin, &mut dyn BufRead) -> Flow;

/// Reads one source into tasks.
pub(super) struct Reader<'r> {
    pub(super) options: &'r ReadOptions,
    /// Takes a task; false: no more are wanted.
    sink: &'r mut dyn FnMut(Task) -> bool,
    /// Held as a function, since the reader of streams reads archives and archives hold streams.
    read_entry: ReadEntry,
    damages: u32,
}

impl<'r> Reader<'r> {
    /// A reader that hands tasks to `sink` and reads entries of archives by `read_entry`.
    pub(super) fn new(
        options: &'r ReadOptions,
        sink: &'r mut dyn FnMut(Task) -> bool,
        read_entry: ReadEntry,
    ) -> Self {
        Self { options, sink, read_entry, damages: 0 }
    }

    /// Hands a task on.
    pub(super) fn emit(&mut self, task: Task) -> Flow {
        if (self.sink)(task) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Hands on an item that needs no parsing.
    pub(super) fn emit_item(&mut self, item: Item) -> Flow {
        self.emit(Task::Done(item))
    }

    /// Rejects a source as a whole.
    pub(super) fn reject(
        &mut self,
        origin: &Origin,
        reason: &'static str,
        detail: impl Display,
    ) -> Flow {
        let source = &origin.source;
        self.emit_item(Item::reject(
            source,
            origin.first_position,
            reason,
            format!("{source}: {detail}"),
        ))
    }

    /// Skips a file or entry that no reader takes.
    pub(super) fn skip_unknown(&mut self, origin: &Origin) -> Flow {
        let extension = extension_or_none(&origin.file_name);
        self.emit_item(Item::skip(&origin.source, origin.first_position, extension))
    }

    /// Rejects what an error of reading costs. `Continue(false)`: reading the stream further is of
    /// no use.
    pub(super) fn report_damage(
        &mut self,
        source: &str,
        position: u64,
        offset: u64,
        error: &io::Error,
    ) -> Flow<bool> {
        let (reason, detail) = reason_and_detail(error);
        self.damages += 1;
        self.emit_item(Item::reject_at(
            source,
            position,
            offset,
            reason,
            format!("{source}: {detail}"),
        ))?;
        ControlFlow::Continue(reason != "unreadable" && self.damages < MAX_DAMAGES)
    }

    /// How much damage was met so far.
    pub(super) fn damage_count(&self) -> u32 {
        self.damages
    }

    /// Reads an entry of an archive.
    pub(super) fn read_entry(&mut self, origin: &Origin, content: &mut dyn BufRead) -> Flow {
        (self.read_entry)(self, origin, content)
    }
}
