//! Tables and records as programs write them, whatever the standards say: what can be read is read,
//! the rest is rejected row by row, and one file has one encoding.

use crate::common::{ENGLISH, GERMAN, RUSSIAN, Scratch, field};
use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};
use serde_json::{Value, json};

/// Runs over one file: its documents and its rejects.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> (Vec<Value>, Vec<Value>) {
    let scratch = Scratch::new();
    scratch.write(name, bytes);
    scratch.run(&["run", name, "--with-text", "--no-near-dup", "--out", "d"]);
    (scratch.records("d/documents.jsonl"), scratch.records("d/rejects.jsonl"))
}

/// The texts of a file that is read without a reject.
fn texts(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let (documents, rejects) = read(name, bytes);
    assert!(rejects.is_empty(), "{name}: {rejects:?}");
    field(&documents, "text").into_iter().map(str::to_owned).collect()
}

/// A cell between tabs that begins with a quotation mark swallows no row.
#[test]
fn quotation_marks_between_tabs_are_letters() {
    let rows: Vec<String> = (0..2000)
        .map(|i| match i % 5 {
            0 => format!("\"We are firm {i}\", said the minister"),
            1 => format!("\"The matter {i} is grave, he said on 12 March ..."),
            2 => format!("Minister: \"We act {i}\""),
            3 => format!("\"All of headline {i}\""),
            _ => format!("A plain headline {i}"),
        })
        .collect();
    for (head, tail) in [("id\ttext\n", ""), ("id\ttext\turl\n", "\thttps://a.org/x")] {
        let table: String =
            rows.iter().enumerate().map(|(i, row)| format!("{i}\t{row}{tail}\n")).collect();
        assert_eq!(texts("a.tsv", format!("{head}{table}")), rows);
    }
}

/// Marks that are doubled, or that surround each cell, are no letters, and cells go on in the next
/// line.
#[test]
fn quotation_marks_between_tabs_may_prove_to_be_marks() {
    let lines = "First line\n\nsecond \"line\"\tbehind a tab";
    let quoted = format!("\"{}\"", lines.replace('"', "\"\""));
    assert_eq!(
        texts("a.tsv", format!("id\ttext\n1\t{quoted}\n2\tplain\n3\t\"A \"\"b\"\"\"\n")),
        [lines, "plain", "A \"b\""]
    );
    // The first cell goes on over lines, and the last of them has as many cells as the header.
    assert_eq!(
        texts("a.tsv", "text\tid\tx\n\"a\n\nb\"\t\"1\"\t\"y\"\n\"c\nd\"\t\"2\"\t\"y\"\n"),
        ["a\n\nb", "c\nd"]
    );
    assert_eq!(texts("a.tsv", "\"id\"\t\"text\"\n\"1\"\t\"a b\"\n"), ["a b"]);
}

#[test]
fn dialects_of_tables() {
    let good = ["Good text of 5 May 2020.", "Next text, of 6 May 2020."];
    let [a, b] = good;
    for (name, table) in [
        ("sep.csv", format!("sep=;\r\nid;text\r\n1;{a}\r\n2;{b}\r\n")),
        ("sep-comma.csv", format!("sep=,\r\nid,text\r\n1,{a}\r\n2,\"{b}\"\r\n")),
        ("sep-without-extension", format!("\"sep=|\"\nid|text\n1|{a}\n2|{b}\n")),
        ("cr.csv", format!("id;text\r1;{a}\r2;\"{b}\"\r")),
        ("trailing.csv", format!("id,text,x\n1,{a},,\n2,\"{b}\",,\n")),
        ("ragged.csv", format!("id,text,x\n1,\"{a}\"\n2,\"{b}\",x,more\n")),
        ("preamble.csv", format!("Export of 2021\n\nid;text\n1;{a}\n2;{b}\n")),
        ("quoted-preamble.csv", format!("\"Export\",,\nid,text\n1,{a}\n2,\"{b}\"\n")),
        ("header-of-two-lines.csv", format!("id,\"te\nxt\",text\n1,x,{a}\n2,x,\"{b}\"\n")),
    ] {
        assert_eq!(texts(name, table), good, "{name}");
    }
    assert_eq!(
        texts("backslash.csv", "id,text\n1,\"The \"\"a\"\" b\"\n2,\"The \\\"a\\\", b\"\n3,ok\n"),
        ["The \"a\" b", "The \"a\", b", "ok"]
    );
    assert_eq!(texts("path.csv", "text,x\n\"C:\\\",1\nb,2\n"), ["C:\\", "b"]);
    for table in
        ["id,text\n1,\"The \0 Siemens AG\"\n2,\"ok\0\"\n", "text\nThe \0 Siemens AG\nok\0\n"]
    {
        assert_eq!(texts("nul.csv", table), ["The \0 Siemens AG", "ok\0"]);
    }
}

/// What stands before the header is counted, what a row has too much is told, and what may be half
/// a text is no document.
#[test]
fn what_is_odd_in_tables_is_told() {
    let scratch = Scratch::new();
    scratch.write("a.csv", "Export of 2021\nid,text\n1,a b\n");
    scratch.run(&["run", "a.csv", "--no-near-dup", "--out", "d"]).ends(0);
    let manifest: Value = serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON");
    assert_eq!(manifest["skipped"], json!({"(before the header)": 1}));

    let (documents, rejects) =
        read("a.csv", "id,text,x\n1,\"a b\",x,more\n2,c, d,x\n3,half\n4,e,x\n");
    assert_eq!(field(&documents, "text"), ["a b", "e"]);
    assert!(documents[0]["warnings"].to_string().contains("the row has 4 cells"), "{documents:?}");
    assert_eq!(field(&rejects, "reason"), ["csv", "csv"]);

    // A mark that is not closed costs its row and no other.
    let rows: String = (2..50).map(|i| format!("{i},\"Row {i} of 5 May 2020\"\n")).collect();
    let (documents, rejects) = read("a.csv", format!("id,text\n1,\"Not closed\n{rows}"));
    assert_eq!((documents.len(), field(&rejects, "reason")), (48, vec!["csv"]));
    assert!(
        rejects[0]["detail"].as_str().is_some_and(|d| d.starts_with("a.csv:2: ")),
        "{rejects:?}"
    );
}

/// Short rows are told together: alone each would be taken for another encoding.
#[test]
fn one_file_has_one_encoding() {
    let russian = ["Суд", "ООО «Ромашка»", "Газпром", "МИД России", "Да", "в Москве", "ФАС"];
    let german = ["Kinosäle", "Größe", "für", "ß", "Prüfung", "Öl", "Maß", "Jürgen", "Bär"];
    for (encoding, rows) in [
        (WINDOWS_1251, &russian[..]),
        (KOI8_R, &["Суд", "Газпром", "Да", "ФАС"]),
        (WINDOWS_1252, &german),
    ] {
        let table: String = rows.iter().map(|row| format!("1;{row}\n")).collect();
        let lines: String = rows.iter().map(|row| format!("{}\n", json!({"text": row}))).collect();
        let list = format!("[{}]", lines.trim_end().replace('\n', ",\n"));
        for (name, text) in [
            ("a.csv", format!("n;text\n{table}")),
            ("a.tsv", format!("n\ttext\n{table}").replace(';', "\t")),
            ("a.jsonl", lines),
            ("a.json", list),
        ] {
            let (documents, rejects) = read(name, encoding.encode(&text).0);
            assert_eq!(field(&documents, "text"), rows, "{name}: {rejects:?}");
            let name = encoding.name().to_ascii_lowercase();
            assert!(documents.iter().all(|d| d["encoding"] == name), "{documents:?}");
        }
    }
}

/// More than is held back: the encoding is told by the first rows, and the file is a stream.
#[test]
fn one_encoding_of_a_long_file() {
    let filler: String = (0..400).map(|i| format!("{i};ascii {i}\n")).collect();
    let rows: String =
        (0..3000).map(|i| format!("{i};{} {i}\n", RUSSIAN.replace('\n', " "))).collect();
    let bytes = WINDOWS_1251.encode(&format!("n;text\n{filler}{rows}1;Да\n")).0.into_owned();
    let (documents, rejects) = read("a.csv", bytes);
    assert!(rejects.is_empty(), "{rejects:?}");
    assert_eq!(documents.len(), 3401);
    assert_eq!(documents[3400]["text"], "Да");
}

/// Rows in UTF-8 stay so beside rows in another encoding; a damaged one is damaged, not Latin.
#[test]
fn rows_in_utf_8_prove_themselves() {
    let mut table =
        format!("id;text\n1;{}\n2;Größe und Öl\n3;Käse\n", GERMAN.replace('\n', " ")).into_bytes();
    table.extend(b"4;");
    table.extend(WINDOWS_1252.encode("Prüfung in Köln für Müller").0.iter());
    table.extend(b"\n5;");
    table.extend("Суд оштрафовал организацию".as_bytes());
    table.extend(b"\xD0\n");
    let (documents, rejects) = read("a.csv", table);
    assert!(rejects.is_empty(), "{rejects:?}");
    let texts = field(&documents, "text");
    assert_eq!(
        &texts[1..],
        [
            "Größe und Öl",
            "Käse",
            "Prüfung in Köln für Müller",
            "Суд оштрафовал организацию\u{FFFD}"
        ]
    );
    assert_eq!(documents[4]["decode_errors"], 1);
}

#[test]
fn records_that_are_not_quite_json() {
    let (documents, rejects) = read(
        "a.jsonl",
        concat!(
            "{\"text\":\"Siemens AG said \\ud83d on 12 March 2021\"}\n",
            "{\"text\":\"ok \\ud83d\\ude00\"}\n",
            "{\"text\":\"unasked\",\"html\":\"\\udcb2\"}\n",
            "{\"text\":\"no number\",\"score\":NaN,\"x\":[-Infinity, Infinity],\"date\":NaN}\n",
        ),
    );
    assert!(rejects.is_empty(), "{rejects:?}");
    assert_eq!(
        field(&documents, "text"),
        ["Siemens AG said \u{FFFD} on 12 March 2021", "ok \u{1F600}", "unasked", "no number"]
    );
    assert!(documents[0]["warnings"].to_string().contains("U+FFFD"), "{documents:?}");
    assert!(documents[3].get("warnings").is_none_or(|w| w == &json!([])), "{documents:?}");
    assert_eq!(texts("a.json", "[{\"text\":\"a\",\"x\":NaN},{\"text\":\"b\"}]"), ["a", "b"]);
}

#[test]
fn records_one_behind_the_other() {
    let record = |text: &str| json!({"text": text, "a": {"b": ["}{", {"c": 1}]}});
    let records = ["one }{ of 5 May 2020", "two", ENGLISH].map(record);
    let expected = ["one }{ of 5 May 2020", "two", ENGLISH];
    let plain = records.clone().map(|r| r.to_string());
    let pretty = records.map(|r| serde_json::to_string_pretty(&r).expect("JSON"));
    let long = format!("{}\n{}", json!({"text": ENGLISH.repeat(40)}), pretty.concat());
    for (what, text) in [
        ("in a line", plain.concat()),
        ("in lines of two", format!("{} {}\n{}\n", plain[0], plain[1], plain[2])),
        ("over lines", pretty.join("\n")),
        ("over lines without a space", pretty.concat()),
        ("with commas", plain.join(",\n")),
        ("first whole, then over lines", format!("{}\n{}\n{}", plain[0], pretty[1], pretty[2])),
    ] {
        for name in ["a.json", "a.jsonl", "a"] {
            assert_eq!(texts(name, &text), expected, "{what}, {name}");
        }
    }
    // Further on than where formats are told.
    assert_eq!(texts("a.json", long)[1..], expected);
}

/// A record that is cut off costs itself.
#[test]
fn a_record_over_lines_that_is_cut_off() {
    let record = json!({"text": "whole of 5 May 2020", "x": {"y": 1}});
    let pretty = serde_json::to_string_pretty(&record).expect("JSON");
    let lines = format!(
        "{pretty}\n{{\n  \"text\": \"cut off\",\n{record}\n{{\"text\": \"cut\n{pretty}\n{{\n \"text\": 1,\n"
    );
    let (documents, rejects) = read("a.jsonl", lines);
    assert_eq!(documents.len(), 3, "{rejects:?}");
    assert_eq!(field(&rejects, "reason"), ["json", "json", "json"]);
    let lines: Vec<_> = rejects.iter().map(|r| r["detail"].as_str().unwrap_or_default()).collect();
    for (detail, line) in lines.iter().zip(["a.jsonl:7:", "a.jsonl:10:", "a.jsonl:17:"]) {
        assert!(detail.starts_with(line), "{lines:?}");
    }
}

#[test]
fn dates_of_records() {
    let dates = [
        json!("Mon, 25 Jan 2021 10:00:00 GMT"),
        json!("Monday 25 January 2021"),
        json!("Montag, 25. Januar 2021"),
        json!("понедельник, 25 января 2021 г."),
        json!(1_611_568_800),
        json!(1_611_568_800_000_u64),
        json!("1611568800"),
        json!(1_611_568_800.5),
        json!("25-01-2021"),
        json!("25-Jan-2021"),
        json!("25.01.21"),
        json!("2021-1-25"),
        json!("Published: 25 January 2021"),
        json!({"$date": "2021-01-25T10:00:00Z"}),
        json!({"$date": 1_611_568_800_000_u64}),
        json!({"$date": {"$numberLong": "1611568800000"}}),
    ];
    let records: String =
        dates.iter().map(|date| format!("{}\n", json!({"text": "a b", "date": date}))).collect();
    let (documents, _) = read("a.jsonl", records);
    for (document, date) in documents.iter().zip(&dates) {
        assert_eq!(document["published"], "2021-01-25", "{date}: {}", document["warnings"]);
    }
    assert_eq!(documents.len(), dates.len());
    let (documents, _) = read(
        "a.jsonl",
        "{\"text\": \"a\", \"date\": \"2021-03\"}\n{\"text\": \"b\", \"date\": \"1970-01-01\"}\n",
    );
    assert_eq!(documents[0]["published"], "2021-03-01");
    assert!(documents[0]["warnings"].to_string().contains("names no day"), "{documents:?}");
    assert_eq!(documents[1]["published"], Value::Null);
}
