//! Parquet as input, with the feature; without it, a reject that names the cure.

use crate::common::Scratch;

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_names_the_cure() {
    let scratch = Scratch::new();
    scratch.write("in/news.parquet", b"PAR1 and more PAR1").write("in/a.txt", "It rained in 2021.");
    let ran = scratch.run(&["run", "in/news.parquet", "--out", "named", "-q"]).ends(1);
    ran.complains_of("--features parquet");
    // Found in a folder it is skipped, as other files that no reader takes.
    scratch.run(&["run", "in", "--out", "found", "-q"]).ends(0);
    assert!(scratch.read("found/manifest.json").contains("\"parquet\": 1"));
}

#[cfg(feature = "parquet")]
mod columns {
    use super::Scratch;
    use arrow_json::ReaderBuilder;
    use arrow_schema::{DataType, Field, Fields, Schema, TimeUnit};
    use parquet::arrow::ArrowWriter;
    use parquet::file::properties::WriterProperties;
    use serde_json::{Value, json};
    use std::sync::Arc;

    /// A file with these rows, `group` of them in a row group.
    fn file(rows: &[Value], group: usize) -> Vec<u8> {
        let article =
            DataType::Struct(Fields::from(vec![Field::new("body", DataType::Utf8, true)]));
        let schema = Arc::new(Schema::new(vec![
            Field::new("id", DataType::Int64, true),
            Field::new("text", DataType::Utf8, true),
            Field::new("date", DataType::Date32, true),
            Field::new("seen", DataType::Timestamp(TimeUnit::Second, None), true),
            Field::new("article", article, true),
            Field::new("weight", DataType::Float64, true),
        ]));
        let mut decoder =
            ReaderBuilder::new(Arc::clone(&schema)).build_decoder().expect("a schema");
        decoder.serialize(rows).expect("rows of the schema");
        let batch = decoder.flush().expect("rows").expect("at least one row");
        let properties =
            WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
        let mut writer =
            ArrowWriter::try_new(Vec::new(), schema, Some(properties)).expect("a writer");
        writer.write(&batch).expect("a batch");
        writer.into_inner().expect("a file")
    }

    fn rows(count: usize) -> Vec<Value> {
        (0..count)
            .map(|i| {
                json!({"id": i, "text": format!("Siemens paid {i} euros yesterday."), "date": "2021-03-05",
                    "seen": "2022-06-07T10:00:00", "article": {"body": format!("Body {i} of 2019.")}, "weight": 0.5})
            })
            .collect()
    }

    #[test]
    fn rows_are_the_documents_of_the_same_json_lines() {
        let scratch = Scratch::new();
        let rows = rows(700);
        let lines: String = rows
            .iter()
            .map(|row| {
                format!("{}\n", json!({"id": row["id"], "text": row["text"], "date": row["date"]}))
            })
            .collect();
        // The mark tells a Parquet file, whatever it is called; so both have one source.
        scratch.write("p/news.jsonl", file(&rows, 100)).write("j/news.jsonl", lines);
        for dir in ["p", "j"] {
            let folder = scratch.path(dir);
            let made = scratch.path(&format!("{dir}-out"));
            let mut command = scratch.command(&["run", "news.jsonl", "-q", "--out"]);
            let done = command.arg(&made).current_dir(folder).status().expect("the program");
            assert!(done.success());
        }
        let text = |name: &str| scratch.read(name);
        assert_eq!(text("p-out/mentions.jsonl"), text("j-out/mentions.jsonl"));
        assert_eq!(scratch.records("p-out/documents.jsonl").len(), 700);
        assert_eq!(text("p-out/documents.jsonl"), text("j-out/documents.jsonl"));
    }

    #[test]
    fn fields_map_columns_and_fields_of_structs() {
        let scratch = Scratch::new();
        scratch.write("news.bin", file(&rows(3), 2));
        let fields = ["--field", "text=article.body", "--field", "date=seen"];
        let mut args = vec!["run", "news.bin", "--out", "out", "--with-text", "-q"];
        args.extend(fields);
        scratch.run(&args).ends(0);
        let documents = scratch.records("out/documents.jsonl");
        assert_eq!(documents[1]["text"], "Body 1 of 2019.");
        assert_eq!(documents[1]["published"], "2022-06-07");
    }

    #[test]
    fn it_is_read_inside_archives_and_compressions() {
        let scratch = Scratch::new();
        let bytes = file(&rows(3), 2);
        let packed = zstd::bulk::compress(&bytes, 1).expect("zstd");
        scratch.write("news.parquet.zst", packed);
        scratch.run(&["run", "news.parquet.zst", "--out", "out", "-q"]).ends(0);
        assert_eq!(scratch.records("out/documents.jsonl").len(), 3);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_loses_nothing_else() {
        let scratch = Scratch::new();
        let whole = file(&rows(300), 100);
        // The list at the end is gone.
        scratch.write("cut.parquet", &whole[..whole.len() / 2]);
        // Bytes of the second group are damaged.
        let mut damaged = whole.clone();
        let middle = whole.len() / 3;
        damaged[middle..middle + 200].fill(0xFF);
        scratch.write("damaged.parquet", damaged);
        scratch.write("empty.parquet", b"PAR1");
        scratch.write("whole.parquet", &whole);
        scratch
            .run(&[
                "run",
                "cut.parquet",
                "damaged.parquet",
                "empty.parquet",
                "whole.parquet",
                "--out",
                "out",
                "-q",
            ])
            .ends(3);
        let sources = |name: &str| -> Vec<String> {
            scratch
                .records(name)
                .iter()
                .map(|r| r["source"].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        let rejected = sources("out/rejects.jsonl");
        for name in ["cut.parquet", "damaged.parquet", "empty.parquet"] {
            assert!(rejected.contains(&name.to_owned()), "{name} is told: {rejected:?}");
        }
        let read = sources("out/documents.jsonl");
        assert_eq!(read.iter().filter(|s| *s == "whole.parquet").count(), 300);
        let scratch = Scratch::new();
        scratch.write("news.parquet", &whole);
        scratch
            .run(&["run", "news.parquet", "--out", "out", "--field", "text=content", "-v"])
            .ends(3)
            .complains_of("there are id, text, date");
    }
}
