//! Inputs that make a careless reader slow: each of about so many bytes, whatever the language.
//! `tests/suite/work.rs` counts what they cost, `benches/hostile.rs` measures it.

/// An input's name, and what makes one of about so many bytes.
pub(crate) type Input = (&'static str, fn(usize) -> String);

fn fill(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

fn nested(open: &str, inner: &str, close: &str, bytes: usize) -> String {
    let depth = bytes / (open.len() + close.len()) + 1;
    format!("{}{inner}{} met.", open.repeat(depth), close.repeat(depth))
}

pub(crate) const INPUTS: [Input; 42] = [
    ("digits", |n| fill("7", n)),
    ("1,", |n| fill("1,", n)),
    ("1.", |n| fill("1.", n)),
    ("1 and a space", |n| fill("1 ", n)),
    ("20:", |n| fill("20:", n)),
    ("2021-", |n| fill("2021-", n)),
    ("capital letters", |n| fill("A", n)),
    ("Capitalised words", |n| fill("Abc ", n)),
    ("Прописные слова", |n| fill("Абв ", n)),
    ("A.", |n| fill("A.", n)),
    ("§", |n| fill("§", n)),
    ("§ 1,", |n| fill("§ 1, ", n)),
    ("§§ 1 Abs. 1", |n| fill("§§ 1 Abs. 1 ", n)),
    ("ст. 1,", |n| fill("ст. 1, ", n)),
    ("Article 1 and", |n| fill("Article 1 and ", n)),
    ("Act of the", |n| fill("Act of the ", n)),
    ("закон о", |n| fill("закон о ", n)),
    ("(", |n| fill("(", n)),
    ("( … )", |n| nested("(", "UN", ")", n)),
    ("(UN ( … ))", |n| nested("(UN ", "UN", ")", n)),
    ("« … »", |n| nested("фонд «", "мост", "»", n)),
    ("фонд «", |n| fill("фонд «", n)),
    ("\"", |n| fill("\"", n)),
    ("\"a ", |n| fill("\"a ", n)),
    ("Verein „a“", |n| fill("Verein „a“ ", n)),
    ("one name", |n| fill("United Nations ", n)),
    ("one name and commas", |n| fill("United Nations, ", n)),
    ("Harbour Committee", |n| fill("Harbour Committee ", n)),
    ("Foo Ltd and", |n| fill("Foo Ltd and ", n)),
    ("Foo Fund (FF)", |n| fill("Foo Fund (FF) ", n)),
    ("Muster GmbH und", |n| fill("Muster GmbH und ", n)),
    ("ООО «Мост» и", |n| fill("ООО «Мост» и ", n)),
    ("5 and", |n| fill("5 and ", n)),
    ("5, 6 and 7 May,", |n| fill("5, 6 and 7 May, ", n)),
    ("from 3 to 5 million dollars", |n| fill("from 3 to 5 million dollars ", n)),
    ("$5 or", |n| fill("$5 or ", n)),
    ("The court fined Echo $5.", |n| fill("The court fined Echo Ltd $5. ", n)),
    ("Das Gericht verurteilte", |n| fill("das Gericht verurteilte die Echo GmbH zu 5 Euro, ", n)),
    ("суд оштрафовал", |n| fill("суд оштрафовал фонд «Эхо» на 5 рублей, ", n)),
    ("nested coordination", |n| {
        nested("the Harbour Committee and (the Relief Fund and ", "UN", ")", n)
    }),
    ("one long line", |n| fill("the cat sat on a mat near the tree and slept, as cats do, ", n)),
    ("one-word paragraphs", |n| fill("word\n\n", n)),
];
