//! One process at a time writes into a folder.

use crate::error::{Error, ErrorKind, Result};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// The file that is locked, inside the work folder.
pub(super) const LOCK: &str = "lock";

/// How often the file may vanish under us: each time another run has just ended.
const TRIES: u32 = 100;

/// Tells the locks of one process apart.
static TAKEN: AtomicU64 = AtomicU64::new(0);

/// A lock of the operating system's on a file: it goes with the process that holds it, however that
/// ends.
#[derive(Debug)]
pub(super) struct Lock {
    /// Locked until this value is dropped.
    file: File,
}

impl Drop for Lock {
    /// Unlocks the file. Closing it is not enough: a child process that another thread starts at
    /// this moment has a copy of the handle until its program begins, and holds the lock with it.
    fn drop(&mut self) {
        // If this fails, the lock ends when the last copy is closed.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Locks the work folder, which is made if it is not there.
    ///
    /// A run that ends removes the folder with the lock in it, and who opened the file just before
    /// holds a lock that nobody sees. So the holder writes its name into the file and looks whether
    /// that stands where others look.
    ///
    /// # Errors
    ///
    /// Another process holds it; the folder cannot be written.
    pub(super) fn take(work: &Path) -> Result<Self> {
        let path = work.join(LOCK);
        for _ in 0..TRIES {
            fs::create_dir_all(work)
                .map_err(|e| Error::at(work, "cannot create the work folder", e))?;
            let mut file = match File::options()
                .create(true)
                .truncate(false)
                .read(true)
                .write(true)
                .open(&path)
            {
                Ok(file) => file,
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                Err(e) => return Err(Error::at(&path, "cannot create the file", e)),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(held(work, &path)),
                // Some network folders know no locks: one run at a time is then the user's care.
                Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(e)) => {
                    return Err(Error::at(&path, "cannot lock the file", e));
                }
            }
            let name =
                format!("{} {}\n", std::process::id(), TAKEN.fetch_add(1, Ordering::Relaxed));
            let written = file.set_len(0).and_then(|()| file.write_all(name.as_bytes()));
            written.map_err(|e| Error::at(&path, "cannot write the file", e))?;
            if fs::read_to_string(&path).is_ok_and(|seen| seen == name) {
                return Ok(Self { file });
            }
        }
        Err(Error::new(format!(
            "{}: cannot be locked: other runs begin and end there",
            work.display()
        )))
    }
}

/// Who holds it, as far as can be read.
fn held(work: &Path, path: &Path) -> Error {
    let folder = work.parent().unwrap_or(work);
    let name = fs::read_to_string(path).unwrap_or_default();
    let pid = name
        .split(' ')
        .next()
        .filter(|pid| !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()));
    let who = pid.map_or_else(
        || "another newsmill".to_owned(),
        |pid| format!("another newsmill (process {pid})"),
    );
    Error::new(format!(
        "{}: {who} is writing into this folder; wait until it ends, or name another folder",
        folder.display()
    ))
    .with_kind(ErrorKind::Locked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_first() {
        let dir = tempfile::tempdir().unwrap();
        let work = dir.path().join(".work");
        let first = Lock::take(&work).unwrap();
        let refused = Lock::take(&work).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        // The folder of a run that ended is gone, and its lock with it.
        fs::remove_dir_all(&work).unwrap();
        let second = Lock::take(&work).unwrap();
        drop(first);
        assert!(Lock::take(&work).is_err(), "the second holds it still");
        drop(second);
        assert!(Lock::take(&work).is_ok(), "what nobody holds is free, file or no file");
    }

    #[test]
    fn a_copy_of_the_handle_does_not_hold_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let lock = Lock::take(dir.path()).unwrap();
        // What a child process has between fork and exec.
        let _copy = lock.file.try_clone().unwrap();
        drop(lock);
        assert!(Lock::take(dir.path()).is_ok());
    }
}
