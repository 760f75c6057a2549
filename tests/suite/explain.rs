//! What `explain` tells besides mentions: the day of publication, facts with their slots, and why a
//! sentence makes none.

use crate::common::{EXTRACTOR, Scratch};
use newsmill::Document;

/// Texts without a fact, the frame that a word of each opens, and a part of the reason.
const REFUSED: &[(&str, &str, &str)] = &[
    ("Northern Widgets Ltd. was never fined.", "fact/en/fined", "\"never\" negates it"),
    ("Was Northern Widgets Ltd. fined in May?", "fact/en/fined", "is a question"),
    ("Somebody was fined yesterday.", "fact/en/fined", "no organisation is found"),
    ("Northern Widgets Ltd. could be fined.", "fact/en/fined", "\"could\" makes it only possible"),
    (
        "If Northern Widgets Ltd. is fined, it will appeal.",
        "fact/en/fined",
        "\"if\" makes it a condition",
    ),
    (
        "Northern Widgets Ltd. (fined in Riga) opened a shop.",
        "fact/en/fined",
        "it stands in brackets",
    ),
    (
        "The spokesman of Northern Widgets Ltd. was fined.",
        "fact/en/fined",
        "no organisation stands as the object",
    ),
    ("Die Muster GmbH wurde nicht verboten.", "fact/de/verboten", "\"nicht\" negates it"),
    ("Wurde die Muster GmbH verboten?", "fact/de/verboten", "is a question"),
    (
        "Die Muster GmbH soll verboten werden.",
        "fact/de/verboten",
        "\"soll\" makes it only possible",
    ),
    ("Der Nachbar wurde verurteilt.", "fact/de/verurteilt", "no organisation is found"),
    (
        "Das Gericht hat den Fahrer der Muster GmbH verurteilt.",
        "fact/de/mit-geldstrafe-belegt",
        "no noun of the set \"fine\"",
    ),
    ("Суд не оштрафовал фонд «Открытый мост».", "fact/ru/oshtrafovan", "\"не\" negates it"),
    ("Оштрафован ли фонд «Открытый мост»?", "fact/ru/oshtrafovan", "is a question"),
    ("Вчера оштрафовали водителя.", "fact/ru/oshtrafovan", "no organisation is found"),
    (
        "Ведомство хочет оштрафовать фонд «Открытый мост».",
        "fact/ru/oshtrafovan",
        "tells no deed here",
    ),
];

#[test]
fn a_refused_frame_says_why() {
    let mut wrong = Vec::new();
    for (text, rule, why) in REFUSED {
        let (extraction, _, refused) = EXTRACTOR.explain(&Document::from_text("a.txt", *text));
        let told = refused.iter().find(|r| r.rule == *rule);
        if !extraction.claims.is_empty() || !told.is_some_and(|r| r.why.contains(why)) {
            wrong.push(format!("{text}\n  {:?}\n  {refused:?}", extraction.claims));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A sentence that makes a claim has no refused frame, and asking changes no claim.
#[test]
fn a_sentence_with_a_fact_refuses_nothing() {
    for text in [
        "The Tax Service of Kazakhstan fined Northern Widgets Ltd. 2 million tenges.",
        "Das Landgericht Köln hat die Muster GmbH zu einer Geldstrafe von 3 Millionen Euro verurteilt.",
        "Суд оштрафовал фонд «Открытый мост» на 2 миллиона рублей.",
    ] {
        let document = Document::from_text("a.txt", text);
        let (extraction, _, refused) = EXTRACTOR.explain(&document);
        assert!(!extraction.claims.is_empty(), "{text}");
        assert!(refused.is_empty(), "{text}: {refused:?}");
        assert_eq!(extraction.claims, EXTRACTOR.extract(&document).claims);
    }
}

#[test]
fn an_event_that_is_told_twice_is_said_to_be_one() {
    let text = "Northern Widgets Ltd. was fined $3 million.\n\nOn 4 May 2021 a court in Riga fined Northern Widgets Ltd. $3 million.";
    let (extraction, _, refused) = EXTRACTOR.explain(&Document::from_text("a.txt", text));
    assert_eq!((extraction.claims.len(), refused.len()), (1, 1), "{refused:?}");
    assert!(refused[0].why.contains("another sentence"), "{refused:?}");
    assert!(extraction.claims[0].claim.start != refused[0].sentence.start);
}

#[test]
fn the_day_of_publication_and_its_source_are_told() {
    let scratch = Scratch::new();
    let text = "The OSCE met on Friday.";
    scratch
        .write("header.txt", format!("Date: 2021-03-03\n\n{text}"))
        .write("2021/03/03/path.txt", text)
        .write("none.txt", text)
        .write("field.jsonl", format!("{{\"day\": \"2021-03-03\", \"text\": \"{text}\"}}"))
        .write(
            "page.html",
            format!("<html><head><meta property=\"article:published_time\" content=\"2021-03-03\"></head><body><article><p>{text}</p></article></body></html>"),
        );
    for (args, said) in [
        (&["header.txt"][..], "header.txt  published 2021-03-03, by a header line of the text"),
        (&["2021/03/03/path.txt"], "published 2021-03-03, by the path of the file"),
        (&["field.jsonl", "--field", "date=day"], "published 2021-03-03, by a field of the record"),
        (&["page.html"], "published 2021-03-03, by a meta element of the page"),
        (&["none.txt"], "none.txt  no day of publication is told"),
        (&["--text", text, "--date", "2021-03-03"], "published 2021-03-03, by the option --date"),
    ] {
        let out = scratch.run(&[&["explain"], args].concat()).ends(0).out;
        assert!(out.lines().next().is_some_and(|line| line.contains(said)), "{said}: {out}");
    }
}

#[test]
fn facts_alone_are_listed_with_their_slots() {
    let scratch = Scratch::new();
    let text = "The Tax Service of Kazakhstan fined Northern Widgets Ltd. 2 million tenges on 4 May 2021. Echo Group was not fined.";
    let out = scratch.run(&["explain", "--facts", "--text", text]).ends(0).out;
    for said in [
        "fact fine of \"Northern Widgets Ltd.\" 0-89 by fact/en/fined\n",
        "amount 58-74 \"2 million tenges\" = 2000000 KZT\n",
        "date 78-88 \"4 May 2021\" = 2021-05-04\n",
        "no fact in 89-115: Echo Group was not fined.\n      \"fined\": no fine by fact/en/fined: \"not\" negates it\n",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    assert!(!out.contains("[Northern") && !out.contains("org/en"), "only facts: {out}");
    let whole = scratch.run(&["explain", "--text", text]).ends(0).out;
    assert!(whole.contains("[Northern Widgets Ltd.]2") && whole.contains("\nfact fine of"));
    let nothing = scratch.run(&["explain", "--facts", "--text", "It rained."]).ends(0).out;
    assert!(nothing.contains("no fact, and no word that opens a frame of one"), "{nothing}");
    scratch.run(&["explain", "--facts", "--trace", "--text", text]).ends(2).complains_of("--trace");
}

#[test]
fn a_page_goes_to_standard_output_with_a_legend() {
    let scratch = Scratch::new();
    let text = "<i>Echo Group</i> was not fined <script>by</script> the OSCE.";
    let page = scratch.run(&["explain", "--text", text, "--html", "-"]).ends(0).out;
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    for said in [
        "<mark class=\"ORG\">organisation</mark>",
        "<mark class=\"DATE\">date</mark>",
        "<mark class=\"MONEY\">sum</mark>",
        "<mark class=\"LAW\">legal article</mark>",
        "width=device-width",
        "@media(max-width:40rem)",
        "<th>frames that were refused",
        "&quot;not&quot; negates it",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("<script") && !page.contains("<i>"), "text is never markup");
    assert!(!scratch.path("-").exists());
    let facts = scratch.run(&["explain", "--facts", "--text", text, "--html", "-"]).ends(0).out;
    assert!(!facts.contains("<pre>") && facts.contains("negates it"), "{facts}");
    let none = scratch.run(&["explain", "--facts", "--text", "It rained.", "--html", "-"]).ends(0);
    assert!(none.out.contains("<p>no fact, and no word"), "{}", none.out);
}
