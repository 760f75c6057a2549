//! The program's commands, called from Python or as the program.

use crate::errors::raised;
use newsmill::archive::{Observer, Stage};
use newsmill::program::{Host, Outcome};
use newsmill::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::ffi::OsString;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

/// How often signals are looked for and progress is told.
const EVERY: Duration = Duration::from_millis(50);

/// What a command does, seen from the thread that waits for it.
#[derive(Default)]
struct Watch {
    stop: AtomicBool,
    stage: AtomicU64,
    documents: AtomicU64,
    bytes: AtomicU64,
    total: AtomicU64,
    warnings: Mutex<Vec<String>>,
}

impl Observer for Watch {
    fn inputs(&self, bytes: u64) {
        self.total.store(bytes, Ordering::Relaxed);
    }

    fn stage(&self, stage: Stage) {
        let number = match stage {
            Stage::Reading => 0,
            Stage::Mapping => 1,
            Stage::Linking => 2,
            Stage::Writing => 3,
            Stage::Committing => 4,
        };
        self.stage.store(number, Ordering::Relaxed);
    }

    fn resumed(&self, documents: u64, bytes: u64) {
        self.documents.fetch_add(documents, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn document(&self, bytes: u64) {
        self.documents.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn warning(&self, text: &str) {
        if let Ok(mut warnings) = self.warnings.lock() {
            warnings.push(text.to_owned());
        }
    }

    fn should_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Watch {
    /// Tells Python how far the command is.
    fn tell(&self, progress: &Bound<'_, PyAny>) -> PyResult<()> {
        let number = |value: &AtomicU64| value.load(Ordering::Relaxed);
        let stage = match number(&self.stage) {
            0 => "reading",
            1 => "mapping",
            2 => "linking",
            3 => "writing",
            _ => "committing",
        };
        progress.call1((stage, number(&self.documents), number(&self.bytes), number(&self.total)))?;
        Ok(())
    }
}

/// Does what arguments of the program say (without its name), in a thread, so that signals and
/// `progress(stage, documents, bytes, total_bytes)` reach Python meanwhile.
///
/// Returns the exit code, what the command prints, and its warnings. An exception of a signal handler
/// or of `progress` stops the command and is raised; what was read waits for the next run.
#[pyfunction]
#[pyo3(signature = (arguments, progress=None))]
pub(crate) fn call<'py>(
    py: Python<'py>,
    arguments: Vec<OsString>,
    progress: Option<&Bound<'py, PyAny>>,
) -> PyResult<(u8, Bound<'py, PyBytes>, Vec<String>)> {
    let watch = Watch::default();
    let (send, ended) = sync_channel::<()>(1);
    // A receiver alone is not `Sync`, which waiting without Python's lock asks for.
    let ended = Mutex::new(ended);
    let (done, raised_here) = std::thread::scope(|scope| {
        let work = scope.spawn(|| {
            let done = run(arguments, &watch);
            drop(send);
            done
        });
        let mut failure = None;
        loop {
            let wait = || ended.lock().is_ok_and(|e| e.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout));
            if !py.detach(wait) {
                break;
            }
            let told = py
                .check_signals()
                .and_then(|()| progress.map_or(Ok(()), |progress| watch.tell(progress)));
            if let (Err(error), None) = (told, &failure) {
                failure = Some(error);
                watch.stop.store(true, Ordering::Relaxed);
            }
        }
        let done = py.detach(|| work.join()).unwrap_or_else(|_| Err(Error::new("a thread failed")));
        (done, failure)
    });
    if let Some(error) = raised_here {
        return Err(error);
    }
    let (outcome, printed) = done.map_err(raised)?;
    if let Some(progress) = progress {
        watch.tell(progress)?;
    }
    let warnings = watch.warnings.into_inner().unwrap_or_default();
    Ok((outcome.code(), PyBytes::new(py, &printed), warnings))
}

fn run(arguments: Vec<OsString>, watch: &Watch) -> Result<(Outcome, Vec<u8>)> {
    let mut out = Vec::new();
    let mut host = Host { out: &mut out, terminal: false, observer: Some(watch) };
    let arguments = std::iter::once(OsString::from("newsmill")).chain(arguments);
    let outcome = newsmill::program::call(arguments, &mut host)?;
    Ok((outcome, out))
}

/// Is the program: takes all arguments, prints, returns the exit code.
#[pyfunction]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| newsmill::program::main(arguments))
}
