//! Commit: a finished dataset takes the place of the old one.
//!
//! Six files cannot be renamed in one step. The folder itself cannot be swapped for another either:
//! it may be a mount point or somebody's working directory, its parent may not be writable, and it
//! contains the lock. So the step that decides is the creation of one small file, the journal. The
//! table shows what a reader sees and what a killed process leaves:
//!
//! | moment | files in DIR | `DIR/manifest.json` | the next process |
//! | --- | --- | --- | --- |
//! | before the journal is written | the old dataset, or none | old, or none | resumes the run, or starts a new one |
//! | journal written | the old dataset | old | completes: the new one |
//! | old manifest removed | old | **none** | completes |
//! | files of other storages removed | old, some missing | **none** | completes |
//! | files renamed, one by one | old and new | **none** | completes |
//! | manifest renamed | the new dataset | new | clears what is left in `.work` |
//!
//! So a folder with a manifest always holds one complete dataset, and a folder without a manifest
//! holds none. A reader checks the manifest first, opens its files, and then checks that the
//! manifest is still the same. Such a reader never sees two datasets mixed. Every file is on disk
//! before the journal is written, and the journal is removed after everything else is on disk. So
//! the table also holds after a loss of power.
//!
//! The journal is three lines: what it is, whether bundles are kept, and how the new dataset is
//! stored. A journal of two lines is of a dataset of JSONL.

use super::lock::{LOCK, Lock};
use super::storage::{MANIFEST, Storage};
use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The subfolder of a dataset folder in which a run keeps unfinished work.
pub(super) const WORK: &str = ".work";

/// The finished files, inside the work folder, until they are put in place.
pub(super) const NEXT: &str = "next";

/// What only the run itself needs, inside the work folder.
pub(super) const SCRATCH: &str = "scratch";

/// The journal, inside the work folder.
const JOURNAL: &str = "commit";

/// What the journal begins with.
const MAGIC: &str = "newsmill commit 1";

/// Whether a commit in this folder has begun and is not complete.
pub(super) fn begun(dir: &Path) -> bool {
    fs::read_to_string(dir.join(WORK).join(JOURNAL)).is_ok_and(|text| text.starts_with(MAGIC))
}

/// Puts the files in `.work/next`, which are complete and on disk, in the place of the old ones.
/// The caller holds the lock.
pub(super) fn publish(dir: &Path, storage: Storage, keep_work: bool) -> Result<()> {
    let work = dir.join(WORK);
    let (journal, draft) = (work.join(JOURNAL), work.join("commit.draft"));
    let write = || {
        sync_folder(&work.join(NEXT))?;
        let mut file = File::create(&draft)?;
        let keep = if keep_work { "keep" } else { "clear" };
        file.write_all(format!("{MAGIC}\n{keep}\n{}\n", storage.word()).as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &journal)?;
        sync_folder(&work)
    };
    write().map_err(|e| Error::at(&journal, "cannot write the file", e))?;
    complete(dir)
}

/// Completes the commit of the journal, wherever an earlier process was killed.
pub(super) fn complete(dir: &Path) -> Result<()> {
    let (work, next) = (dir.join(WORK), dir.join(WORK).join(NEXT));
    let journal = work.join(JOURNAL);
    let text =
        fs::read_to_string(&journal).map_err(|e| Error::at(&journal, "cannot be read", e))?;
    let mut told = text.lines().skip(1);
    let keep_work = told.next() == Some("keep");
    let storage = told.next().map_or(Some(Storage::Plain), Storage::of_word).ok_or_else(|| {
        let message = "a newer version of newsmill began this commit; complete it by that version";
        Error::new(format!("{}: {message}", journal.display()))
    })?;
    // The manifest is moved last: if it is no longer in `next`, all files are in place.
    if next.join(MANIFEST).exists() {
        remove(&dir.join(MANIFEST))?;
        sync(dir)?;
        for other in Storage::ALL.into_iter().filter(|other| *other != storage) {
            other.leftovers(dir).iter().try_for_each(|name| remove(&dir.join(name)))?;
        }
        for name in storage.files().iter().filter(|name| next.join(name).exists()) {
            put(&next, dir, name)?;
        }
        sync(dir)?;
        put(&next, dir, MANIFEST)?;
        sync(dir)?;
    }
    if keep_work {
        clear(&next)?;
        clear(&work.join(SCRATCH))?;
        return remove(&journal);
    }
    // Removes the journal first: without a journal, a partly cleared work folder counts as left by
    // a killed run.
    remove(&journal)?;
    empty(&work)?;
    // Removes the lock last: once it is gone another process may begin, and the files in the folder
    // may be its own.
    remove(&work.join(LOCK))?;
    match fs::remove_dir(&work) {
        Err(e) if !matches!(e.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => {
            Err(Error::at(&work, "cannot be removed", e))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes all that a work folder holds but the lock.
pub(super) fn empty(work: &Path) -> Result<()> {
    let doing = "cannot clear what an earlier run left";
    for entry in fs::read_dir(work).map_err(|e| Error::at(work, doing, e))? {
        let path = entry.map_err(|e| Error::at(work, doing, e))?.path();
        if path.is_dir() {
            clear(&path)?;
        } else if path.file_name().is_some_and(|name| name != LOCK) {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Makes sure that the dataset in `dir` is whole before it is read: completes a commit that a
/// killed run began. Does nothing if there is none.
///
/// # Errors
///
/// Another process is committing at this moment; files that cannot be moved.
pub fn settle(dir: &Path) -> Result<()> {
    if !begun(dir) {
        return Ok(());
    }
    let lock = Lock::take(&dir.join(WORK))?;
    let done = if begun(dir) { complete(dir) } else { Ok(()) };
    drop(lock);
    done
}

fn put(from: &Path, to: &Path, name: &str) -> Result<()> {
    fs::rename(from.join(name), to.join(name)).map_err(|e| {
        Error::at(
            &to.join(name),
            "cannot put the file in place; run the same command again to complete the dataset",
            e,
        )
    })
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::at(path, "cannot be removed", e)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes a folder and all in it, if it is there.
pub(super) fn clear(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(e) if e.kind() != ErrorKind::NotFound => {
            Err(Error::at(dir, "cannot clear what an earlier run left", e))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn sync(dir: &Path) -> Result<()> {
    sync_folder(dir).map_err(|e| Error::at(dir, "cannot be written to disk", e))
}

/// Waits until the names in a folder are on disk. Where folders cannot be synced, nothing is
/// guaranteed after a loss of power; a killed process still does no harm.
fn sync_folder(dir: &Path) -> std::io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(dir)?.sync_all() {
        Err(e) if !matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Err(e),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::FILES;

    /// A folder with an old dataset and a complete new one, as a kill during the commit leaves it:
    /// `moved` files are in place already.
    fn folder(moved: usize, keep: bool) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let next = dir.path().join(WORK).join(NEXT);
        fs::create_dir_all(&next).unwrap();
        for (i, name) in FILES.iter().enumerate() {
            let path = if i < moved { dir.path().join(name) } else { next.join(name) };
            fs::write(path, format!("new {name}")).unwrap();
            if i >= moved && (moved == 0 || i < 5) {
                fs::write(dir.path().join(name), format!("old {name}")).unwrap();
            }
        }
        let text = format!("{MAGIC}\n{}\n", if keep { "keep" } else { "clear" });
        fs::write(dir.path().join(WORK).join(JOURNAL), text).unwrap();
        fs::write(dir.path().join(WORK).join("bundles.jsonl"), "kept").unwrap();
        dir
    }

    #[test]
    fn whoever_comes_next_completes() {
        for moved in 0..=FILES.len() {
            for keep in [false, true] {
                let dir = folder(moved, keep);
                settle(dir.path()).unwrap();
                for name in FILES {
                    let text = fs::read_to_string(dir.path().join(name)).unwrap();
                    assert_eq!(text, format!("new {name}"), "after {moved} files");
                }
                assert!(!begun(dir.path()));
                assert_eq!(dir.path().join(WORK).join("bundles.jsonl").exists(), keep);
                assert!(!dir.path().join(WORK).join(NEXT).exists());
            }
        }
    }

    /// Every file of a dataset in one storage, with these words.
    fn fill(dir: &Path, storage: Storage, words: &str) {
        fs::create_dir_all(dir).unwrap();
        let names = storage.files().into_iter().chain([MANIFEST.to_owned()]);
        names.for_each(|name| fs::write(dir.join(&name), format!("{words} {name}")).unwrap());
    }

    #[test]
    fn files_of_the_other_storage_go() {
        let pairs = Storage::ALL.map(|old| Storage::ALL.map(|new| (old, new)));
        for (old, new) in pairs.into_iter().flatten() {
            let files = new.files();
            // A kill after so many files were removed, and then after so many were moved.
            for (removed, moved) in [(0, 0), (1, 0), (5, 0), (5, 2), (5, files.len())] {
                let dir = tempfile::tempdir().unwrap();
                let next = dir.path().join(WORK).join(NEXT);
                fill(dir.path(), old, "old");
                fill(&next, new, "new");
                if removed > 0 {
                    fs::remove_file(dir.path().join(MANIFEST)).unwrap();
                }
                for name in old.leftovers(dir.path()).iter().take(removed) {
                    fs::remove_file(dir.path().join(name)).unwrap();
                }
                for name in files.iter().take(moved) {
                    fs::rename(next.join(name), dir.path().join(name)).unwrap();
                }
                let journal = format!("{MAGIC}\nclear\n{}\n", new.word());
                fs::write(dir.path().join(WORK).join(JOURNAL), journal).unwrap();
                settle(dir.path()).unwrap();
                let mut left: Vec<String> = fs::read_dir(dir.path())
                    .unwrap()
                    .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                    .collect();
                left.sort();
                let mut expected = [files.clone(), vec![MANIFEST.to_owned()]].concat();
                expected.sort();
                assert_eq!(left, expected, "{old:?} to {new:?} after {removed} and {moved}");
                for name in expected {
                    let text = fs::read_to_string(dir.path().join(&name)).unwrap();
                    assert_eq!(text, format!("new {name}"));
                }
            }
        }
    }

    #[test]
    fn a_storage_of_the_future_is_left_alone() {
        let dir = folder(0, false);
        let journal = dir.path().join(WORK).join(JOURNAL);
        fs::write(&journal, format!("{MAGIC}\nclear\navro\n")).unwrap();
        assert!(settle(dir.path()).unwrap_err().to_string().contains("a newer version"));
        assert!(journal.exists() && dir.path().join(WORK).join(NEXT).join(FILES[0]).exists());
        assert_eq!(fs::read_to_string(dir.path().join(FILES[0])).unwrap(), "old documents.jsonl");
    }

    #[test]
    fn without_a_journal_nothing_is_touched() {
        let dir = folder(0, false);
        fs::write(dir.path().join(WORK).join(JOURNAL), "").unwrap();
        settle(dir.path()).unwrap();
        assert_eq!(fs::read_to_string(dir.path().join(FILES[0])).unwrap(), "old documents.jsonl");
    }
}
