//! Which body, currency or law a name means: invented passages about forty countries in three
//! languages (`tests/identity/`), names of the document's own, and what `explain` says of it.

use crate::common::{EXTRACTOR, Scratch};
use newsmill::model::{CharSpan, Kind, Mention, Value};
use newsmill::{Document, Lang};
use std::collections::BTreeMap;

/// A judged name: where it stands and what it means.
struct Item {
    chars: CharSpan,
    kind: Kind,
    means: String,
}

/// How an answer compares to the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Right,
    /// No answer, or the country without the row.
    Open,
    Wrong,
    Missed,
}

/// A passage without its marks `[name|TYPE|meaning]`, and the marked items.
fn passage(line: &str) -> (String, Vec<Item>) {
    let (mut text, mut items) = (String::new(), Vec::new());
    let mut parts = line.split('[');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (mark, rest) = part.split_once(']').expect("a mark ends with ]");
        let mut fields = mark.split('|');
        let mut field = || fields.next().expect("a mark has three fields");
        let (name, kind, means) = (field(), field(), field());
        let start = text.chars().count();
        text.push_str(name);
        let chars = CharSpan::new(start, text.chars().count());
        items.push(Item { chars, kind: kind.parse().expect("a kind"), means: means.to_owned() });
        text.push_str(rest);
    }
    (text, items)
}

/// The mention that shares most with an item.
fn mention_of<'m>(item: &Item, mentions: &'m [Mention]) -> Option<&'m Mention> {
    let shared = |m: &&Mention| {
        let end = m.chars.end.min(item.chars.end);
        end.saturating_sub(m.chars.start.max(item.chars.start))
    };
    let length = |m: &Mention| m.chars.end - m.chars.start;
    let fits = |m: &&Mention| {
        m.kind() == item.kind
            && 2 * shared(m) >= length(m).min(item.chars.end - item.chars.start).max(1)
    };
    mentions.iter().filter(fits).min_by_key(|m| length(m))
}

fn judge(item: &Item, mentions: &[Mention]) -> Verdict {
    let Some(mention) = mention_of(item, mentions) else { return Verdict::Missed };
    let (exact, country) = match &mention.value {
        Value::Org(org) => (org.gazetteer.clone(), org.country.clone()),
        Value::Law(law) => (law.law.clone(), law.jurisdiction.clone()),
        Value::Money(money) => (money.currency.clone(), None),
        other => panic!("{other:?} has no identity"),
    };
    let own = |code: &str| code.split('/').next().unwrap_or_default().to_uppercase();
    let country = country.or_else(|| exact.as_deref().filter(|e| e.contains('/')).map(own));
    match (item.means.as_str(), exact, country) {
        ("?", None, None) => Verdict::Right,
        ("?", ..) => Verdict::Wrong,
        (means, exact, country) => match (means.strip_prefix('='), exact, country) {
            (Some(_), _, None) | (None, None, None) => Verdict::Open,
            (Some(of), _, Some(country)) if of == country => Verdict::Right,
            (None, Some(exact), _) if exact == means => Verdict::Right,
            (None, None, Some(country)) if own(means) == country => Verdict::Open,
            _ => Verdict::Wrong,
        },
    }
}

#[test]
fn bodies_currencies_and_laws_of_many_countries() {
    let mut counts: BTreeMap<(Kind, Verdict), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let path = format!("{}/tests/identity/{lang}.txt", env!("CARGO_MANIFEST_DIR"));
        let passages = std::fs::read_to_string(&path).expect("the passages are there");
        for line in passages.lines().filter(|line| !line.starts_with('#')) {
            let (text, items) = passage(line);
            let mut document = Document::from_text("passage", text.as_str());
            document.lang = Some(lang);
            let mentions = EXTRACTOR.extract(&document).mentions;
            for item in &items {
                let verdict = judge(item, &mentions);
                *counts.entry((item.kind, verdict)).or_default() += 1;
                if verdict == Verdict::Wrong {
                    wrong.push(line.to_owned());
                }
            }
        }
    }
    let count = |kind, verdict| counts.get(&(kind, verdict)).copied().unwrap_or(0);
    for kind in [Kind::Org, Kind::Money, Kind::Law] {
        let (right, open) = (count(kind, Verdict::Right), count(kind, Verdict::Open));
        let wrongs = count(kind, Verdict::Wrong);
        assert!(
            right * 100 >= 97 * (right + wrongs),
            "{kind}: {right} right, {wrongs} wrong: {wrong:#?}"
        );
        assert!(right * 100 >= 90 * (right + open + wrongs), "{kind}: {right} right, {open} open");
    }
    // What is not found at all is no question of identity, but an empty run would pass otherwise.
    assert!(count(Kind::Org, Verdict::Right) >= 90, "{counts:?}");
}

/// The rows of the mentions of organisations, by the text of the mention.
fn rows(text: &str, lang: Lang) -> Vec<(String, Option<String>)> {
    let mut document = Document::from_text("text", text);
    document.lang = Some(lang);
    let mentions = EXTRACTOR.extract(&document).mentions;
    let row = |m: Mention| match m.value {
        Value::Org(org) => Some((m.text, org.gazetteer)),
        Value::Date(_) | Value::Money(_) | Value::Law(_) => None,
    };
    mentions.into_iter().filter_map(row).collect()
}

#[test]
fn names_of_the_document_win() {
    let none = |text: &str, lang: Lang, name: &str| {
        let rows = rows(text, lang);
        let own: Vec<_> = rows.iter().filter(|(text, _)| text == name).collect();
        assert!(!own.is_empty(), "{name} is found in {text:?}: {rows:?}");
        assert!(own.iter().all(|(_, row)| row.is_none()), "{rows:?}");
    };
    none(
        "RAF Kühlhäuser GmbH eröffnet ein Lager. Die RAF stellt 90 Leute ein, teilte RAF mit.",
        Lang::De,
        "RAF",
    );
    none(
        "MDC Holdings bought a stake in the agency. MDC did not say what it paid.",
        Lang::En,
        "MDC",
    );
    none(
        "ООО «Спартак» сдаст дом в мае. «Спартак» работает в Рязани с 1998 года.",
        Lang::Ru,
        "Спартак",
    );
    let known = |text: &str, lang: Lang, name: &str, row: &str| {
        let rows = rows(text, lang);
        assert!(rows.contains(&(name.to_owned(), Some(row.to_owned()))), "{rows:?}");
    };
    known("Britain's RAF has sent two jets to Estonia.", Lang::En, "RAF", "gb/raf");
    known("Футбольный клуб «Спартак» обыграл соперника.", Lang::Ru, "Спартак", "ru/spartak-moscow");
    known(
        "Siemens Wohnbau GmbH baut um. Siemens schweigt dazu.",
        Lang::De,
        "Siemens",
        "de/siemens",
    );
}

#[test]
fn explain_tells_countries_and_candidates() {
    let scratch = Scratch::new();
    let text = "ANKARA - The Supreme Court met. A bus costs 20 lira.";
    let shown = scratch.run(&["explain", "--text", text, "--trace"]).ends(0).out;
    assert!(shown.contains("speaks of TR (weight 13): \"ANKARA\" at 0"), "{shown}");
    assert!(shown.contains("not ITL: "), "{shown}");
    let shown = scratch.run(&["explain", "--text", text]).ends(0).out;
    assert!(!shown.contains("speaks of"), "only with --trace: {shown}");
    scratch.write("in/a.txt", text);
    scratch.run(&["run", "in", "--out", "d", "--with-text"]).ends(0);
    let shown = scratch.run(&["explain", "--entity", "Supreme Court", "--in", "d"]).ends(0).out;
    assert!(shown.contains("country TR by context in 1 mentions"), "{shown}");
    assert!(shown.contains("speaks of TR (weight 13): \"ANKARA\" at 0"), "{shown}");
    scratch.run(&["run", "in", "--out", "e"]).ends(0);
    let shown = scratch.run(&["explain", "--entity", "Supreme Court", "--in", "e"]).ends(0).out;
    assert!(shown.contains("run with --with-text"), "{shown}");
}

#[test]
fn rows_of_the_user_are_bodies_of_a_type() {
    let scratch = Scratch::new();
    scratch.write(
        "tables/words.tsv",
        "class\tlang\tvalue\tforms\norg_generic\ten\twater-board\tWater Board;Water Authority\n",
    );
    let rows = "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n\
        nl/raad-van-state\tcourt\tNL\tRaad van State\t\t\ttype:supreme-court\t\town\n\
        pl/wody-polskie\tgovernment\tPL\tWody Polskie\t\t\ttype:water-board\t\town\n";
    scratch.write("tables/bodies.tsv", rows);
    scratch.run(&["gazetteer", "check", "tables"]).ends(0);
    let explain = |text: &str| {
        scratch.run(&["explain", "--gazetteers", "tables", "--text", text]).ends(0).out
    };
    let poland = explain("WARSAW - The Water Board closed the river in June.");
    assert!(poland.contains("pl/wody-polskie"), "{poland}");
    let nowhere = explain("The Water Board closed the river in June.");
    assert!(!nowhere.contains("pl/wody-polskie"), "no country is said: {nowhere}");
    let own = explain("In the Netherlands the Supreme Court ruled on Friday.");
    assert!(own.contains("nl/raad-van-state"), "the flag comes before names: {own}");
}
