//! What the tests share: an extractor, a scratch folder, the program, and a small archive in many
//! formats.

pub(crate) mod fuzzed;
pub(crate) mod pathological;
pub(crate) mod sources;

use encoding_rs::{KOI8_R, WINDOWS_1251};
use newsmill::{Extractor, ExtractorOptions};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The built-in rules and tables, compiled once for each test binary.
pub(crate) static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    Extractor::new(&ExtractorOptions::default()).expect("the built-in gazetteers compile")
});

/// The six files of a dataset, named here once more so that a lost or renamed file is noticed.
pub(crate) const FILES: [&str; 6] = [
    "documents.jsonl",
    "entities.jsonl",
    "facts.jsonl",
    "manifest.json",
    "mentions.jsonl",
    "rejects.jsonl",
];

/// A folder of the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A temporary folder, the working directory of what runs in it, so that sources have the same
/// names everywhere.
pub(crate) struct Scratch(tempfile::TempDir);

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A dataset as it lies on disk: the six files, each with its text.
pub(crate) type Files = Vec<(String, String)>;

/// Equal, or the first line that differs.
#[track_caller]
pub(crate) fn same(expected: &Files, found: &Files, what: &str) {
    for ((name, a), (_, b)) in expected.iter().zip(found) {
        for (i, (x, y)) in a.lines().zip(b.lines()).enumerate() {
            assert_eq!(x, y, "{what}: {name}:{} differs", i + 1);
        }
        assert_eq!(a.len(), b.len(), "{what}: {name} is longer or shorter");
    }
}

impl Scratch {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("folders are made");
        std::fs::write(path, bytes).expect("the file is written");
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The program, to be run in this folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsmill"));
        command.args(args).current_dir(self.0.path());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// Runs the program with these bytes on standard input.
    pub(crate) fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        let output = std::thread::scope(|scope| {
            // The program may end before it has read everything.
            scope.spawn(move || input.write_all(stdin).ok());
            child.wait_with_output().expect("the program ends")
        });
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// The records of a JSONL file.
    pub(crate) fn records(&self, name: &str) -> Vec<Value> {
        json_lines(&self.read(name))
    }

    /// The six files of a dataset, byte for byte; whatever else stands in the folder is a failure.
    pub(crate) fn dataset(&self, dir: &str) -> Vec<(String, String)> {
        let entries = std::fs::read_dir(self.path(dir)).unwrap_or_else(|e| panic!("{dir}: {e}"));
        let mut names: Vec<String> = entries
            .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, FILES, "a dataset is six files and nothing else");
        names.into_iter().map(|name| (name.clone(), self.read(&format!("{dir}/{name}")))).collect()
    }
}

impl Ran {
    /// Fails with everything the program said unless it ended with this code.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "exit code; standard error:\n{}\nstandard output:\n{}",
            self.err,
            self.out
        );
        self
    }

    #[track_caller]
    pub(crate) fn complains_of(self, word: &str) -> Self {
        assert!(self.err.contains(word), "standard error does not say {word:?}:\n{}", self.err);
        self
    }

    pub(crate) fn records(&self) -> Vec<Value> {
        json_lines(&self.out)
    }
}

/// One JSON value a line; a line that is none is a failure.
pub(crate) fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect()
}

/// The values of one field of every record.
pub(crate) fn field<'a>(records: &'a [Value], name: &str) -> Vec<&'a str> {
    records.iter().map(|r| r[name].as_str().unwrap_or("-")).collect()
}

pub(crate) const ENGLISH: &str = "Harbour watch fined\n\nOn 25 January 2021 the Tax Service of Kazakhstan fined the group Echo \
2 million tenges ($4,700) under article 460-1 of the Administrative Code. Human Rights Watch said on Monday that the United Nations \
had been told. Two years earlier Northern Widgets Ltd. paid more than €3.5 million.";
pub(crate) const GERMAN: &str = "Strafe bestätigt\n\nDas Landgericht Köln hat am 3. Februar 2021 die Muster GmbH zu rund 3,5 Millionen Euro \
verurteilt. Grundlage ist § 263 Abs. 1 StGB. Die Vereinten Nationen und der Verein „Offene Brücke“ (OB) begrüßten das Urteil.";
pub(crate) const RUSSIAN: &str = "Суд оштрафовал фонд\n\n25 января 2021 года суд оштрафовал фонд «Открытый мост» на 2 миллиона рублей \
по ч. 2 ст. 20.3 КоАП РФ. В МИД России заявили, что ООН уведомили вчера. Министерство юстиции приостановило работу фонда на три месяца.";

/// Writes an archive of every format and trouble that the readers know: below `a/` and below `b/`.
pub(crate) fn archive(scratch: &Scratch) {
    let line = |id: &str, text: &str, date: &str| {
        serde_json::json!({"id": id, "text": text, "date": date, "passed": [1, {"over": null}]})
            .to_string()
    };
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Harbour</title>\
         <meta property=\"article:published_time\" content=\"2021-02-03T10:00:00Z\"></head><body><article><h1>Harbour</h1><p>{}</p>\
         <p>The United Nations and Human Rights Watch asked for a review, and the city council promised one by 1 March 2021.</p>\
         </article></body></html>",
        ENGLISH.replace('\n', " ").repeat(3)
    );
    scratch
        .write("a/2021/01/26/harbour.txt", ENGLISH)
        .write("a/de/strafe.txt", GERMAN.replace('\n', "\r\n"))
        .write("a/ru/sud.txt", WINDOWS_1251.encode(RUSSIAN).0)
        .write("a/ru/koi.txt", KOI8_R.encode(&RUSSIAN.replace(['«', '»'], "\"")).0)
        .write("a/harbour.html", page)
        .write("a/empty.txt", "")
        .write("a/notes.docx", "PK")
        .write(
            "b/wire.jsonl",
            [
                line("n1", ENGLISH, "2021-01-26"),
                line("n2", GERMAN, "2021-02-04"),
                line("n2", "Another text with the same id, of 7 May 2020.", "2020-05-08"),
                "{\"text\": \"cut off".to_owned(),
                line("n3", RUSSIAN, "2021-01-27"),
            ]
            .join("\n"),
        )
        .write(
            "b/list.json",
            format!(
                "[{}, {{\"title\": \"no text\"}}]",
                line("l1", &format!("{ENGLISH} {GERMAN}"), "2021-03-01")
            ),
        )
        .write("b/copy of harbour.txt", ENGLISH)
        .write("b/gruß.txt", GERMAN)
        .write("b/noise.txt", (0..4000_u32).map(|i| (i * 73 % 251) as u8).collect::<Vec<_>>());
}
