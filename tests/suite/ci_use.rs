//! What a job that makes a dataset again and again asks for: which rejects fail it, sources that do
//! not depend on a path, records inside JSON, and what is said of fields that do not fit.

use crate::common::{ENGLISH, GERMAN, Scratch, field, in_repository};

#[test]
fn so_many_rejects_are_no_failure() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ENGLISH).write("in/b.txt", "").write("in/c.txt", "");
    let run = |allowed: &[&str]| scratch.run(&[&["run", "in", "--out", "d"], allowed].concat());
    run(&[]).ends(3);
    run(&["--allow-rejects", "1"]).ends(3);
    run(&["--allow-rejects", "2"]).ends(0);
    assert_eq!(scratch.records("d/rejects.jsonl").len(), 2, "they are told all the same");
    run(&["--allow-rejects", "-1"]).ends(2);
    scratch.run(&["extract", "in", "--allow-rejects", "2"]).ends(0);
    scratch.run(&["extract", "in", "--bundles", "--allow-rejects", "1"]).ends(3);
    scratch.write("b.jsonl", scratch.run(&["extract", "in", "--bundles"]).ends(3).out);
    scratch.run(&["merge", "b.jsonl", "--out", "m"]).ends(3);
    scratch.run(&["merge", "b.jsonl", "--out", "m", "--allow-rejects", "2"]).ends(0);
}

#[test]
fn an_archive_is_the_same_under_another_path() {
    let scratch = Scratch::new();
    for root in ["home/ann/news", "mnt/data"] {
        scratch
            .write(&format!("{root}/2021/01/26/a.txt"), "The UN met on Tuesday.")
            .write(&format!("{root}/de/b.txt"), GERMAN)
            .write(&format!("{root}/c.jsonl"), "{\"text\": \"On 3 May 2020.\"}\n{\"x\": 1}\n");
    }
    let run = |root: &str, out: &str, inputs: &[&str]| {
        let inputs: Vec<String> = inputs.iter().map(|i| format!("{root}/{i}")).collect();
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        scratch.run(&[&["run", "--out", out, "--base", root], &inputs[..]].concat()).ends(3);
        scratch.dataset(out)
    };
    let first = run("home/ann/news", "1", &[""]);
    assert_eq!(first, run("mnt/data", "2", &[""]));
    assert_eq!(first, run("mnt/data", "3", &["c.jsonl", "de", "2021"]), "also named one by one");
    let documents = scratch.records("1/documents.jsonl");
    assert_eq!(field(&documents, "source"), ["2021/01/26/a.txt", "c.jsonl", "de/b.txt"]);
    assert_eq!(field(&documents, "published_from")[0], "path");
    // A base that is written otherwise is the same folder.
    let absolute = scratch.path("mnt/data");
    let absolute = absolute.to_str().expect("UTF-8");
    scratch.run(&["run", absolute, "--base", "mnt/../mnt/data/", "--out", "4"]).ends(3);
    assert_eq!(first, scratch.dataset("4"));
    scratch
        .run(&["run", "mnt/data", "home", "--base", "mnt", "--out", "5"])
        .ends(1)
        .complains_of("home: not below the base mnt");
    assert!(!scratch.path("5").exists());
    // Standard input has no folder.
    let ran = scratch.run_with(&["run", "-", "--base", "mnt", "--out", "6"], b"{\"text\": \"x\"}");
    ran.ends(0);
    assert_eq!(field(&scratch.records("6/documents.jsonl"), "source"), ["-"]);
}

#[test]
fn records_stand_in_lists_inside_json() {
    let scratch = Scratch::new();
    let article =
        |n: u32| format!("{{\"id\": \"a{n}\", \"text\": \"On {n} May 2020 the UN met.\"}}");
    let page = |from: u32| {
        format!(
            "{{\"status\": \"ok\", \"response\": {{\"docs\": [{}, {}]}}}}",
            article(from),
            article(from + 1)
        )
    };
    scratch
        .write("in/api.json", page(1))
        .write("in/list.json", format!("[{}, {}]", page(3), article(5)))
        .write("in/pages.jsonl", format!("{}\n{}\n{}\n", page(6), article(8), page(9)))
        .write("in/pretty.jsonl", page(11).replace(", ", ",\n  "))
        .write("in/none.json", "{\"response\": {\"docs\": []}}");
    let run = ["run", "in", "--out", "d", "--records", "response.docs"];
    scratch.run(&run).ends(3);
    let documents = scratch.records("d/documents.jsonl");
    let ids: Vec<String> = (1..=12).map(|n| format!("a{n}")).collect();
    assert_eq!(field(&documents, "id"), ids);
    let positions: Vec<u64> = documents.iter().filter_map(|d| d["position"].as_u64()).collect();
    assert_eq!(positions, [0, 1, 0, 1, 2, 0, 1, 2, 3, 4, 0, 1]);
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(
        (field(&rejects, "source"), field(&rejects, "reason")),
        (vec!["in/none.json"], vec!["empty"])
    );
    // Resumed, updated and merged it is the same.
    let whole = scratch.dataset("d");
    scratch.run(&[&run[..], &["--update"]].concat()).ends(3);
    std::fs::remove_dir_all(scratch.path("d/.work")).expect("bundles are kept");
    assert_eq!(whole, scratch.dataset("d"));
    // What has no such list is a record itself.
    scratch.run(&["run", "in", "--out", "e", "--records", "articles"]).ends(3);
    assert_eq!(field(&scratch.records("e/documents.jsonl"), "id"), ["a5", "a8"]);
}

#[test]
fn fields_that_do_not_fit_are_listed_once_a_file() {
    let scratch = Scratch::new();
    let line =
        "{\"headline\": \"x\", \"article\": {\"body\": \"y\", \"lead\": \"z\"}, \"when\": 1}\n";
    scratch
        .write("in/a.jsonl", line.repeat(3))
        .write("in/b.json", line)
        .write("in/c.csv", "story,day\nx,2020-01-01\n");
    scratch.run(&["run", "in", "--out", "d", "--field", "text=body|content"]).ends(3);
    let rejects = scratch.records("d/rejects.jsonl");
    let details = field(&rejects, "detail");
    let list = "; the fields are article.body, article.lead, headline, when";
    assert_eq!(
        details,
        [
            &format!(
                "in/a.jsonl:1: no field \"body|content\"; name the field that holds the text with --field text=NAME{list}"
            ),
            "in/a.jsonl:2: no field \"body|content\"; name the field that holds the text with --field text=NAME",
            "in/a.jsonl:3: no field \"body|content\"; name the field that holds the text with --field text=NAME",
            &format!(
                "in/b.json: no field \"body|content\"; name the field that holds the text with --field text=NAME{list}"
            ),
            "in/c.csv:1: no column \"body|content\"; name the column that holds the text with --field text=NAME; the columns are story, day",
        ]
    );
    let err = scratch.run(&["extract", "in/a.jsonl"]).ends(3).err;
    assert_eq!(err.matches(list).count(), 1, "{err}");
    // Merged from parts it is the same.
    scratch.write(
        "1",
        scratch.run(&["extract", "--bundles", "in", "--field", "text=body|content"]).ends(3).out,
    );
    scratch.run(&["merge", "1", "--out", "m"]).ends(3);
    assert_eq!(scratch.read("m/rejects.jsonl"), scratch.read("d/rejects.jsonl"));
}

/// The script of `docs/ci` does what it says: it runs under `set -e`.
#[test]
#[cfg(unix)]
fn the_example_job_runs() {
    let script = in_repository("docs/ci/newsmill.sh");
    let text = std::fs::read_to_string(&script).expect("the script is there");
    assert!(text.contains("\nset -euo pipefail\n"));
    let scratch = Scratch::new();
    scratch.write("articles/a.txt", ENGLISH).write("articles/b.txt", GERMAN);
    let job = |allowed: &str| {
        let ran = std::process::Command::new(&script)
            .args(["articles", "out/dataset", allowed])
            .current_dir(scratch.path("."))
            .env("NEWSMILL", env!("CARGO_BIN_EXE_newsmill"))
            .env("GITHUB_STEP_SUMMARY", scratch.path("summary.md"))
            .output()
            .expect("bash runs it");
        (ran.status.code(), String::from_utf8(ran.stdout).expect("UTF-8"))
    };
    std::fs::create_dir(scratch.path("out")).expect("a folder");
    let (code, out) = job("0");
    assert_eq!(code, Some(0), "{out}");
    assert!(
        out.starts_with("out/dataset.new: sound: 2 documents") && out.ends_with("a new dataset\n")
    );
    assert_eq!(scratch.dataset("out/dataset").len(), 6);
    let (code, out) = job("0");
    assert!(code == Some(0) && out.ends_with("nothing changed\n"), "{out}");
    // A correction is told, also in the summary of the job.
    scratch.write("articles/a.txt", ENGLISH.replace("2 million", "3 million"));
    let (code, out) = job("0");
    assert!(code == Some(0) && out.contains("mention: 0 added, 0 removed, 1 changed"), "{out}");
    assert!(scratch.read("summary.md").contains("1 changed"));
    // A reject fails the job unless it is allowed, and the dataset stays as it was.
    scratch.write("articles/c.txt", "");
    let before = scratch.dataset("out/dataset");
    assert_eq!(job("0").0, Some(3));
    assert_eq!(before, scratch.dataset("out/dataset"));
    let (code, out) = job("1");
    assert!(code == Some(0) && out.contains("+ reject c.txt"), "{out}");
    std::fs::remove_dir_all(scratch.path("articles")).expect("gone");
    assert_eq!(job("1").0, Some(1), "no articles");
    let workflow = std::fs::read_to_string(in_repository("docs/ci/newsmill.yml")).expect("YAML");
    assert!(workflow.contains("ci/newsmill.sh articles dataset 3"));
}
