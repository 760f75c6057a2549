//! Names of files in records: text from which the bytes of the name can be had back.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Component, Path};

/// The name of standard input, as the user writes it.
pub(super) const STDIN: &str = "-";

/// A path as records name it: `/` between its parts, no `./` in front, no `/` at the end.
pub(super) fn of_path(path: &Path) -> String {
    let mut name = String::new();
    for component in path.components() {
        let text = match component {
            Component::CurDir => continue,
            Component::RootDir => {
                name.push('/');
                continue;
            }
            Component::ParentDir => "..".to_owned(),
            Component::Normal(part) => escaped(&bytes_of(part)),
            Component::Prefix(prefix) => prefix.as_os_str().to_string_lossy().into_owned(),
        };
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        name.push_str(&text);
    }
    match name.as_str() {
        "" => ".".to_owned(),
        // A file of this name is not standard input.
        STDIN => "./-".to_owned(),
        _ => name,
    }
}

/// The bytes of a name as text: a byte that is not UTF-8 is written as `\xE9`, and `\` as `\\`.
/// Different bytes give different text.
pub(super) fn escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(&chunk.valid().replace('\\', "\\\\"));
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

#[cfg(unix)]
fn bytes_of(part: &OsStr) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(part).to_vec()
}

#[cfg(not(unix))]
fn bytes_of(part: &OsStr) -> Vec<u8> {
    part.to_string_lossy().into_owned().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn different_bytes_give_different_names() {
        let names: [&[u8]; 7] = [
            b"caf\xE9.txt",
            b"caf\xE8.txt",
            b"caf\\xE9.txt",
            b"caf\\.txt",
            b"caf\\\\.txt",
            "caf\u{fffd}.txt".as_bytes(),
            "café.txt".as_bytes(),
        ];
        let texts: BTreeSet<String> = names.iter().map(|name| escaped(name)).collect();
        assert_eq!(texts.len(), names.len(), "{texts:?}");
        assert_eq!(escaped(b"caf\xE9.txt"), "caf\\xE9.txt");
        assert_eq!(escaped(b"a\\b"), "a\\\\b");
    }

    #[test]
    fn one_path_has_one_name() {
        for (path, name) in [
            ("a/b.txt", "a/b.txt"),
            ("./a//b.txt", "a/b.txt"),
            ("a/./b/", "a/b"),
            ("/a/b", "/a/b"),
            ("../a", "../a"),
            (".", "."),
            ("./", "."),
            ("/", "/"),
            ("./-", "./-"),
        ] {
            assert_eq!(of_path(Path::new(path)), name, "{path}");
        }
    }
}
