//! Help, completions and manual pages; sizes; options that contradict each other; `newsmill.toml`.

use crate::common::{ENGLISH, Ran, Scratch, field};
use serde_json::Value;

/// All commands, as one calls them.
const COMMANDS: [&[&str]; 17] = [
    &[],
    &["run"],
    &["extract"],
    &["merge"],
    &["diff"],
    &["check"],
    &["export"],
    &["eval"],
    &["explain"],
    &["gazetteer"],
    &["gazetteer", "check"],
    &["gazetteer", "import"],
    &["gazetteer", "find"],
    &["gazetteer", "compile"],
    &["rules"],
    &["schema"],
    &["completions"],
];

fn help(scratch: &Scratch, command: &[&str]) -> String {
    scratch.run(&[command, &["--help"]].concat()).ends(0).out
}

#[test]
fn each_command_has_two_examples() {
    let scratch = Scratch::new();
    for command in COMMANDS.into_iter().chain([&["man"][..]]) {
        let help = help(&scratch, command);
        let (_, examples) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("{help}"));
        let examples = examples.lines().filter(|line| line.contains("newsmill ")).count();
        assert!(examples >= 2, "{command:?}: {help}");
    }
}

/// Each option stands under the heading that says what it is about.
#[test]
fn options_stand_under_their_headings() {
    let scratch = Scratch::new();
    let help = help(&scratch, &["run"]);
    let heading = |option: &str| {
        let mut heading = "";
        for line in help.lines() {
            if line.ends_with(':') && !line.starts_with(' ') {
                heading = line.split([':', ' ']).next().expect("a word");
            }
            if line.trim_start().starts_with('-') && line.contains(&format!("--{option}")) {
                return heading;
            }
        }
        panic!("--{option}: {help}")
    };
    for (option, expected) in [
        ("field", "Reading"),
        ("jobs", "Reading"),
        ("max-text", "Reading"),
        ("max-ratio", "Limits"),
        ("since", "Filters"),
        ("lang ", "Extraction"),
        ("without", "Extraction"),
        ("out <", "Output"),
        ("with-text", "Output"),
        ("update", "Output"),
        ("quiet", "Messages"),
        ("config", "Configuration"),
    ] {
        assert_eq!(heading(option), expected, "--{option}");
    }
}

#[test]
fn shells_and_man_know_the_commands() {
    let scratch = Scratch::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = scratch.run(&["completions", shell]).ends(0).out;
        for word in ["newsmill", "explain", "max-text", "gazetteer"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    scratch.run(&["completions", "tcsh"]).ends(2).complains_of("possible values: bash");
    scratch.run(&["man", "pages/man1"]).ends(0);
    let page = scratch.read("pages/man1/newsmill-run.1");
    assert!(page.contains(".TH newsmill-run 1") && page.contains("\\-\\-max\\-text"), "{page}");
    assert!(scratch.path("pages/man1/newsmill-gazetteer-find.1").exists());
    assert!(scratch.path("pages/man1/newsmill.1").exists());
    scratch.write("file", "");
    scratch.run(&["man", "file"]).ends(1).complains_of("file: cannot write the pages");
}

/// If bash is there, its completion runs and completes.
#[test]
fn bash_completes() {
    let scratch = Scratch::new();
    scratch.write("newsmill.bash", scratch.run(&["completions", "bash"]).ends(0).out);
    let script = "source ./newsmill.bash; COMP_WORDS=(newsmill exp); COMP_CWORD=1; _newsmill newsmill exp newsmill; echo \"${COMPREPLY[@]}\"";
    let ran = std::process::Command::new("bash")
        .args(["-ec", script])
        .current_dir(scratch.path("."))
        .output();
    let Ok(ran) = ran else { return println!("no bash: skipped") };
    let out = String::from_utf8_lossy(&ran.stdout);
    let mut words: Vec<&str> = out.split_whitespace().collect();
    words.sort_unstable();
    assert_eq!(words, ["explain", "export"], "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn sizes_have_units() {
    let scratch = Scratch::new();
    let text = format!("{ENGLISH} {}", "word ".repeat(300));
    scratch.write("a.txt", text);
    for (size, code) in [("1KB", 3), ("1kib", 3), ("2KB", 0), ("1MB", 0), ("1500", 3)] {
        scratch.run(&["run", "a.txt", "--out", "d", "--max-text", size]).ends(code);
    }
    scratch.run(&["run", "a.txt", "--out", "d", "--max-text", "2M"]).ends(2).complains_of("32MiB");
    scratch.run(&["run", "a.txt", "--out", "d", "--max-text", "1KiB"]).ends(3);
    assert_eq!(options(&scratch)["max-text"], "1024", "the manifest has bytes");
}

#[test]
fn options_that_contradict_each_other_are_told() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", "{\"body\": \"On 3 May 2020.\"}\n");
    let run = |more: &[&str]| scratch.run(&[&["run", "a.jsonl", "--out", "d"], more].concat());
    run(&["--since", "2021-02-01", "--until", "2021-01-01"])
        .ends(2)
        .complains_of("is after --until");
    run(&["--field", "text=body", "--field", "text=story"]).ends(2).complains_of("given twice");
    run(&["--field", "a*:text=body", "--field", "b*:text=story", "--field", "text=x"]).ends(0);
    run(&["--field", "text=body|"]).ends(2).complains_of("empty name");
    run(&["--without", "int/un,Nowhere Works"]).ends(1).complains_of("--without Nowhere Works");
    scratch.write("t/mine.tsv", "org_id\talias\tlang\nacme\tNowhere Works\ten\n");
    let own = ["--field", "text=body", "--gazetteers", "t", "--without"];
    for row in ["Nowhere Works", "acme", "int/un", "de/stgb", "StGB", "Strafgesetzbuch"] {
        run(&[&own[..], &[row]].concat()).ends(0);
    }
}

/// The options of the manifest.
fn options(scratch: &Scratch) -> Value {
    let manifest: Value = serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON");
    manifest["options"].clone()
}

const RECORDS: &str = "{\"body\": \"On 3 May 2020 the UN met.\", \"day\": \"2020-05-04\"}\n";

#[test]
fn a_file_gives_the_options_of_a_project() {
    let scratch = Scratch::new();
    scratch.write("in/a.jsonl", RECORDS).write(
        "newsmill.toml",
        "# ours\nlang = \"en\"\nwith-text = true\nmax-text = \"1MiB\"\nno-near-dup = false\nexclude = [\"*.bak\", \"old/*\"]\nerrors = 3\n\n[fields]\ntext = [\"content\", \"body\"]\ndate = \"day\"\n",
    );
    let ran = scratch.run(&["run", "in", "--out", "d"]).ends(0);
    assert!(ran.err.starts_with(
        "newsmill: options of newsmill.toml: lang, with-text, max-text, exclude, fields.text, fields.date\n"
    ), "{}", ran.err);
    let told = options(&scratch);
    for (key, value) in [
        ("config", "newsmill.toml"),
        ("lang", "en"),
        ("with-text", "true"),
        ("max-text", "1048576"),
        ("exclude", "*.bak,old/*"),
        ("field-text", "content|body"),
        ("field-date", "day"),
    ] {
        assert_eq!(told[key], value, "{told}");
    }
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(field(&documents, "published"), ["2020-05-04"]);
    let of_file = scratch.read("d/documents.jsonl");

    // The command line wins: option by option, field by field.
    scratch.run(&["run", "in", "--out", "d", "--lang", "de", "--field", "date=when", "-q"]).ends(0);
    let told = options(&scratch);
    assert_eq!((&told["lang"], &told["field-date"]), (&"de".into(), &"when".into()), "{told}");
    assert_eq!(told["field-text"], "content|body");

    // The same options typed give the same records.
    let typed =
        ["--no-config", "--lang", "en", "--with-text", "--max-text", "1MiB", "--exclude", "*.bak"];
    let fields = ["--exclude", "old/*", "--field", "text=content|body", "--field", "date=day"];
    scratch.run(&[&["run", "in", "--out", "d"], &typed[..], &fields].concat()).ends(0);
    assert_eq!(scratch.read("d/documents.jsonl"), of_file);
    assert_eq!(options(&scratch)["config"], Value::Null);

    // Another command takes those of its own.
    let ran =
        scratch.run(&["eval", "in/a.jsonl"]).complains_of("options of newsmill.toml: lang, errors");
    assert_eq!(ran.code, Some(1), "no gold");
}

/// The path of the file is not told, and its own paths are those from its folder.
#[test]
fn a_file_may_lie_elsewhere() {
    let scratch = Scratch::new();
    scratch
        .write("a.txt", "Quendelwerk met on 3 May 2020.")
        .write("project/names/mine.tsv", "org_id\talias\tlang\nacme\tQuendelwerk\ten\n")
        .write("project/our.toml", "gazetteers = \"names\"\nquiet = true\n");
    let ran = scratch.run(&["run", "a.txt", "--out", "d", "--config", "project/our.toml"]).ends(0);
    assert_eq!(ran.err, "", "quiet = true");
    assert!(scratch.read("d/entities.jsonl").contains("\"acme\""));
    assert_eq!(options(&scratch)["config"], "our.toml");
    let missing = ["run", "a.txt", "--out", "d", "--config", "gone.toml"];
    scratch.run(&missing).ends(2).complains_of("gone.toml: cannot read the configuration");
}

#[test]
fn a_fault_of_the_file_is_told_with_its_line() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    let told = |text: &str| -> Ran {
        scratch.write("newsmill.toml", text);
        scratch.run(&["run", "a.txt", "--out", "d"]).ends(2)
    };
    for (text, said) in [
        (
            "lang = \"en\"\nmax_text = 3\n",
            "newsmill.toml:2: unknown key \"max_text\"; did you mean \"max-text\"?",
        ),
        ("colour = 3\n", "newsmill.toml:1: unknown key \"colour\"; the keys are"),
        ("\n\nlang = \"fr\"\n", "newsmill.toml:3: lang: invalid value 'fr'"),
        ("jobs = \"many\"\n", "newsmill.toml:1: jobs: invalid value 'many'"),
        ("max-text = true\n", "newsmill.toml:1: \"max-text\" is a text or a number"),
        ("with-text = \"yes\"\n", "newsmill.toml:1: \"with-text\" is true or false"),
        ("include = \"a\"\nout = [\"a\"]\n", "newsmill.toml:2: \"out\" is a text or a number"),
        ("lang = \n", "newsmill.toml:1: this is not TOML"),
        (
            "[fields]\n\nbody = \"text\"\n",
            "newsmill.toml:3: unknown field \"body\"; the fields are text, id",
        ),
        ("[fields]\ntext = 3\n", "newsmill.toml:2: \"text\" is the name of a field"),
        ("fields = \"text\"\n", "newsmill.toml:1: \"fields\" is a table"),
        ("field = \"text=a\"\n", "newsmill.toml:1: unknown key \"field\"; write a table [fields]"),
        (
            "since = 2021-02-01\nuntil = 2021-01-01\n",
            "--since 2021-02-01 is after --until 2021-01-01",
        ),
        ("errors = true\n", "newsmill.toml:1: \"errors\" is a text or a number"),
    ] {
        told(text).complains_of(said);
    }
    assert!(!scratch.path("d").exists());
    // Commands that take no options of a project do not read it.
    scratch.run(&["rules", "date/de/holiday"]).ends(0);
}

#[test]
fn fields_have_alternatives_and_other_names_in_other_files() {
    let scratch = Scratch::new();
    let text = |n: u32| format!("On {n} May 2020 the UN met.");
    scratch
        .write(
            "in/mixed.jsonl",
            format!(
                "{{\"content\": \"{}\", \"body\": \"no\"}}\n{{\"body\": \"{}\", \"content\": null}}\n{{\"content\": \" \", \"article\": {{\"text\": \"{}\"}}}}\n",
                text(1), text(2), text(3)
            ),
        )
        .write("in/table.csv", format!("id,body\n7,{}\n", text(4)))
        .write("in/wire/story.jsonl", format!("{{\"story\": \"{}\", \"content\": \"no\"}}\n", text(5)));
    let fields =
        ["--field", "text=content|body|article.text", "--field", "wire/*.jsonl:text=story"];
    scratch.run(&[&["run", "in", "--out", "d", "--with-text"], &fields[..]].concat()).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(field(&documents, "text")[4], "no", "the pattern is of the whole name");
    let fields =
        ["--field", "text=content|body|article.text", "--field", "*/wire/*.jsonl:text=story"];
    scratch.run(&[&["run", "in", "--out", "d", "--with-text"], &fields[..]].concat()).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    let texts: Vec<String> = (1..=5).map(text).collect();
    assert_eq!(field(&documents, "text"), texts);
    assert_eq!(field(&documents, "id")[3], "7");
}
