//! The publication day of pages: every place and form that states it, and days that are not it.

use crate::common::Scratch;

const PROSE: &str = "The harbour was closed by the storm, and the ferries stayed in port until the evening of that day. \
                     Nobody was hurt, said the harbour master, but two of the boats were damaged by the waves.";

/// A page with a head, what stands about its headline, and what follows its text.
fn page(head: &str, opening: &str, end: &str) -> String {
    format!(
        "<html lang=en><head><title>Harbour closed</title>{head}</head><body><div id=main><article>{opening}\
         <p>{PROSE}</p><p>The second part. {PROSE}</p><p>The third part. {PROSE}</p>{end}</article></div></body></html>"
    )
}

fn dates(pages: &[String]) -> Vec<String> {
    let scratch = Scratch::new();
    for (i, page) in pages.iter().enumerate() {
        scratch.write(&format!("in/{i:03}.html"), page);
    }
    scratch.run(&["run", "in", "--out", "d"]).ends(0);
    let mut documents = scratch.records("d/documents.jsonl");
    documents.sort_by_key(|d| d["source"].as_str().map(str::to_owned));
    assert_eq!(documents.len(), pages.len());
    documents
        .iter()
        .map(|d| {
            format!(
                "{} {}",
                d["published"].as_str().unwrap_or("-"),
                d["published_from"].as_str().unwrap_or("-")
            )
        })
        .collect()
}

fn check(cases: &[(String, &str)]) {
    let pages: Vec<String> = cases.iter().map(|(page, _)| page.clone()).collect();
    for ((page, expected), found) in cases.iter().zip(dates(&pages)) {
        assert_eq!(found, *expected, "{page}");
    }
}

const H1: &str = "<h1>Harbour closed</h1>";

#[test]
fn every_form_in_every_field() {
    let mut cases = Vec::new();
    for value in [
        "2022-01-28T06:00:00Z",
        "Fri, 28 Jan 2022 06:00:00 GMT",
        "Fri Jan 28 2022 06:00:00 GMT+0100",
        "Freitag, 28. Januar 2022",
        "28-01-2022",
        "28.01.2022 06:00",
        "20220128T0600",
        "1643346000",
        "1643346000000",
    ] {
        cases.push((
            page(&format!("<meta property=article:published_time content=\"{value}\">"), H1, ""),
            "2022-01-28 meta",
        ));
        cases.push((
            page("", &format!("{H1}<time datetime=\"{value}\">today</time>"), ""),
            "2022-01-28 time",
        ));
        let json = |kind: &str, quote: &str| {
            let object = format!(
                "{{'@context':'https://schema.org','@type':'NewsArticle','datePublished':'{value}'}}"
            );
            page(&format!("<script{kind}>{}</script>", object.replace('\'', quote)), H1, "")
        };
        cases.push((json(" type=\"application/ld+json\"", "\""), "2022-01-28 json-ld"));
        cases.push((json("", "\""), "2022-01-28 json-ld"));
        cases.push((json(" type=\"application/json; charset=utf-8\"", "\""), "2022-01-28 json-ld"));
        cases.push((json(" type=\"Application/LD+JSON\"", "'"), "2022-01-28 json-ld"));
    }
    cases.push((
        page("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":1643346000000}</script>", H1, ""),
        "2022-01-28 json-ld",
    ));
    cases.push((
        page("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"2022\\/01\\/28\"}</script>", H1, ""),
        "2022-01-28 json-ld",
    ));
    check(&cases);
}

#[test]
fn the_article_of_the_page_and_no_other() {
    let graph = |objects: &str| {
        page(
            &format!(
                "<script type=application/ld+json>{{\"@graph\":[{objects}]}}</script><link rel=canonical href=https://x.example/a/>"
            ),
            H1,
            "",
        )
    };
    let other = "{\"@type\":\"NewsArticle\",\"headline\":\"Lighthouse damaged\",\"datePublished\":\"2019-01-01\"}";
    let list = format!("{{\"@type\":\"ItemList\",\"itemListElement\":[{other}]}}");
    check(&[
        (
            graph(&format!(
                "{list},{{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-01-28\"}}"
            )),
            "2022-01-28 json-ld",
        ),
        (
            graph(&format!(
                "{other},{{\"@type\":\"NewsArticle\",\"headline\":\"Harbour closed\",\"datePublished\":\"2022-01-28\"}}"
            )),
            "2022-01-28 json-ld",
        ),
        (
            graph(&format!(
                "{other},{{\"@type\":\"WebPage\",\"url\":\"https://x.example/a\",\"datePublished\":\"2022-01-28\"}}"
            )),
            "2022-01-28 json-ld",
        ),
        (
            page(
                &format!("<script type=application/ld+json>{list}</script>"),
                &format!("{H1}<p class=date>28 January 2022</p>"),
                "",
            ),
            "2022-01-28 markup",
        ),
    ]);
}

#[test]
fn marks_and_labels_of_content_systems() {
    let wrapped = |open: &str| {
        format!("<html lang=en><body>{open}<p>{PROSE}</p><p>More. {PROSE}</p></div></body></html>")
    };
    check(&[
        (
            page(
                "",
                &format!(
                    "{H1}<a href=x><abbr class=published title=2022-01-28T05:11:00-05:00>5:11 AM</abbr></a>"
                ),
                "",
            ),
            "2022-01-28 time",
        ),
        (
            page(
                "",
                &format!("{H1}<abbr title=yesterday data-utime=1643346000>28 January</abbr>"),
                "",
            ),
            "2022-01-28 time",
        ),
        (
            page(
                "",
                &format!("{H1}<div><span>Erstellt am</span><span>28.01.2022</span></div>"),
                "",
            ),
            "2022-01-28 text",
        ),
        (
            page(
                "",
                &format!(
                    "{H1}<div><b>Aktualisiert am</b><i>03.02.2022</i></div><div><b>Erstellt am</b><i>28.01.2022</i></div>"
                ),
                "",
            ),
            "2022-01-28 text",
        ),
        (
            page(
                "",
                &format!("{H1}<div><span>Aktualisiert am</span> <span>28.01.2022</span></div>"),
                "",
            ),
            "2022-01-28 text",
        ),
        (
            page("", &format!("{H1}<div>Опубликовано:<span>28 января 2022</span></div>"), ""),
            "2022-01-28 text",
        ),
        (page("", "<h2>Harbour closed</h2><div>28.01.2022</div>", ""), "2022-01-28 text"),
        (
            page("", "<h3>Storms</h3><div class=info><span>28 Jan. 2022</span></div>", ""),
            "2022-01-28 text",
        ),
        (page("", "<b>Harbour closed</b><div>28 января 2022, 10:15</div>", ""), "2022-01-28 text"),
        (
            page("", H1, "<div>This report was published by Ann on 28 January 2022 at noon.</div>"),
            "2022-01-28 text",
        ),
        (
            wrapped(
                "<div id=sidebar class=site-content><h1>Harbour closed</h1><time class=entry-date datetime=2022-01-28>Fri</time>",
            ),
            "2022-01-28 time",
        ),
        (
            wrapped(
                "<div class=news><figure class=teaser><span class=date>28.01.2022</span><h1>Harbour closed</h1></figure>",
            ),
            "2022-01-28 markup",
        ),
    ]);
}

#[test]
fn events_and_impossible_days() {
    let meta = |value: &str| format!("<meta property=article:published_time content=\"{value}\">");
    check(&[
        (
            page(
                "",
                &format!(
                    "{H1}<p>The harbour was founded on 12 October 1847 in Hull, and has since grown.</p>"
                ),
                "",
            ),
            "- -",
        ),
        (
            page(
                "",
                &format!("{H1}<p>Das Konzert findet am 24. Dezember 2031 in Köln statt.</p>"),
                "",
            ),
            "- -",
        ),
        (
            page(
                "",
                &format!("{H1}<p>Концерт пройдёт в порту 24 декабря 2031 года и соберёт всех.</p>"),
                "",
            ),
            "- -",
        ),
        (
            page(&meta("1970-01-01T00:00:00Z"), &format!("{H1}<p>28.01.2022</p>"), ""),
            "2022-01-28 dateline",
        ),
        (page(&meta("1970-01-01T00:00:00Z"), H1, ""), "- -"),
        (page(&meta("2099-01-28T06:00:00Z"), H1, ""), "- -"),
        (page("<link rel=canonical href=https://x.example/a/20810306/>", H1, ""), "- -"),
        (page("<script>var x={\"expires\":\"2031-01-31\"};</script>", H1, ""), "- -"),
    ]);
}
