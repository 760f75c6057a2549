//! Which names become one entity: `tests/cases/links.jsonl`, and that it does not depend on the
//! order of documents.

use crate::common::{ENGLISH, EXTRACTOR, Scratch, in_repository};
use newsmill::model::{Kind, Names};
use newsmill::write::Dataset;
use newsmill::{Bundles, Decisions, Document, FinishOptions, Finisher};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    what: String,
    docs: Vec<String>,
    #[serde(default)]
    decisions: Option<String>,
    #[serde(default)]
    same: Vec<(String, String)>,
    #[serde(default)]
    different: Vec<(String, String)>,
}

fn options(decisions: &Decisions) -> FinishOptions {
    FinishOptions { decisions: decisions.clone(), ..FinishOptions::default() }
}

fn dataset(docs: &[String], decisions: &Decisions) -> Dataset {
    let mut bundles = Bundles::new(EXTRACTOR.header());
    let document =
        |(i, text): (usize, &String)| Document::from_text(format!("{i:03}.txt"), text.as_str());
    bundles.extend(docs.iter().enumerate().map(|doc| EXTRACTOR.extract(&document(doc))));
    let mut dataset = Dataset::default();
    Finisher::new()
        .options(options(decisions))
        .finish(&bundles, &mut dataset)
        .expect("bundles finish");
    dataset
}

/// By form: the entity.
fn entities(dataset: &Dataset) -> BTreeMap<String, String> {
    let forms = |e: &newsmill::model::EntityRecord| {
        e.forms.iter().map(|f| f.text.clone()).collect::<Vec<_>>()
    };
    dataset.entities.iter().flat_map(|e| forms(e).into_iter().map(|f| (f, e.id.clone()))).collect()
}

/// The names, acronyms and forms of a law.
fn law(dataset: &Dataset, id: &str) -> (Names, Vec<String>, Vec<String>) {
    let found = dataset.entities.iter().find(|e| e.r#type == Kind::Law && e.id == id);
    let entity = found.unwrap_or_else(|| panic!("no law {id}"));
    let forms = entity.forms.iter().map(|f| format!("{} {}", f.lang, f.text)).collect();
    (entity.names.clone(), entity.acronyms.clone(), forms)
}

#[test]
fn laws_have_their_titles_by_language_and_the_forms_of_the_texts() {
    let docs = [
        "Nach § 185 StGB ist das in Berlin strafbar, und das Strafgesetzbuch gilt.",
        "A court in Berlin cited section 185 of the German Criminal Code.",
        "Суд в Москве оштрафовал его по статье 20.3.3 КоАП РФ. По статье 20.2 дела нет.",
        "Das Aktiengesetz in Wien und § 84 AktG gelten in Österreich.",
        "Федеральный закон от 6 октября 1999 г. № 184-ФЗ действует.",
    ];
    let dataset = dataset(&docs.map(str::to_owned), &Decisions::default());
    let name = |text: &str| Some(text.to_owned());
    let (names, acronyms, forms) = law(&dataset, "de/stgb");
    assert_eq!(names.en, name("German Criminal Code"));
    assert_eq!(names.de, name("Strafgesetzbuch"));
    assert_eq!(names.ru, name("Уголовный кодекс Германии"));
    assert_eq!(acronyms, ["StGB"]);
    assert_eq!(forms, ["en German Criminal Code", "de Strafgesetzbuch", "de StGB"]);
    let (names, _, forms) = law(&dataset, "ru/koap");
    assert_eq!(names.ru, name("Кодекс Российской Федерации об административных правонарушениях"));
    assert_eq!(forms, ["ru КоАП РФ", "ru КоАП"], "a provision without its law has no form");
    let (names, ..) = law(&dataset, "at/aktg");
    assert_eq!((names.en, names.de, names.ru), (None, name("Aktiengesetz"), None));
    let (names, ..) = law(&dataset, "ru/fz/184-1999");
    assert_eq!(names.ru, name("Федеральный закон от 6 октября 1999 г. № 184-ФЗ"));
    assert_eq!(names.en, None);
}

/// Laws of one title may be those of two countries. Only the user's decision joins them.
#[test]
fn a_law_known_by_its_title_alone_is_one_in_its_document() {
    let docs = [
        "Он нарушил статью 5 Закона о тихих улицах. Закон о тихих улицах действует.",
        "Суд применил статью 7 Закона о тихих улицах и закрыл дело.",
    ];
    let docs = docs.map(str::to_owned);
    let laws = |decisions: &Decisions| -> Vec<(u64, u64)> {
        let entities = dataset(&docs, decisions).entities;
        let laws = entities.iter().filter(|entity| entity.r#type == Kind::Law);
        laws.map(|law| (law.documents, law.mentions)).collect()
    };
    let mut apart = laws(&Decisions::default());
    apart.sort_unstable();
    assert_eq!(apart, [(1, 1), (1, 2)]);
    let table = "a\tb\tverdict\nЗакона о тихих улицах\tЗакона о тихих улицах\tsame\n";
    let decisions = Decisions::parse("decisions.tsv", table).expect("a table");
    assert_eq!(laws(&decisions), [(2, 3)]);
}

#[test]
fn cases() {
    let text =
        std::fs::read_to_string(in_repository("tests/cases/links.jsonl")).expect("the cases");
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Case = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let decisions = case
            .decisions
            .as_deref()
            .map(|d| Decisions::parse("decisions.tsv", d).expect("a table"));
        let ids = entities(&dataset(&case.docs, &decisions.unwrap_or_default()));
        for (pairs, same) in [(&case.same, true), (&case.different, false)] {
            for (a, b) in pairs {
                let (x, y) = (ids.get(a), ids.get(b));
                if x.is_none() || y.is_none() || (x == y) != same {
                    wrong.push(format!(
                        "{}: {a} = {x:?}, {b} = {y:?}; {:?}",
                        case.what,
                        ids.keys().collect::<Vec<_>>()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn decisions_are_in_the_manifest() {
    let decisions = Decisions::parse("d.tsv", "a\tb\tverdict\nX\tY\tsame\n").expect("a table");
    let (bundles, mut out) = (Bundles::new(EXTRACTOR.header()), Dataset::default());
    let finisher = Finisher::new().options(options(&decisions));
    let manifest = finisher.finish(&bundles, &mut out).expect("bundles finish");
    assert_eq!(manifest.options.get("decisions").map(String::as_str), decisions.sha256());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Clusters depend on what the documents say, not on their order.
    #[test]
    fn order_of_documents(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
        let docs = [
            "The Harbour Rights Council (HRC) met in Oslo. HRC voted.",
            "The Hillside Rights Committee (HRC) met in Riga. HRC voted.",
            "The Harbor Rights Council met. The Harbour Rights Cuoncil met.",
            "The National Institute of Health of Chile met. The National Institute of Health of Kenya met.",
            "The National Institute of Health met. Центр гражданских свобод собрался.",
            "The Center for Civil Liberties (CCLIB) met. The Foundation \"Dawn\" met.",
            "The Foundation \"Dusk\" (CCLIB) met. The United Nations met with the Harbour Rights Council.",
            "ООН собралась. Правозащитный центр «Рассвет» собрался. Центр «Рассвет» собрался.",
        ];
        let of = |order: &[usize]| {
            let docs: Vec<String> = order.iter().map(|&i| docs[i].to_owned()).collect();
            let dataset = dataset(&docs, &Decisions::default());
            dataset.entities.iter().map(|e| (e.id.clone(), e.keys.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(of(&order), of(&[0, 1, 2, 3, 4, 5, 6, 7]));
    }
}

#[test]
fn a_decision_that_decides_nothing_is_told() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write(
        "tables/d.tsv",
        "a\tb\tverdict\nUnited Nations\tHuman Rights Watch\tdifferent\nUnited Nations\tQuendelwerk\tsame\n",
    );
    scratch.write("a.bundles", scratch.run(&["extract", "--bundles", "a.txt"]).ends(0).out);
    for command in [&["run", "a.txt"][..], &["merge", "a.bundles"]] {
        let args = [command, &["--out", "d", "--decisions", "tables/d.tsv"]].concat();
        let ran = scratch.run(&args).ends(0);
        let told: Vec<&str> = ran.err.lines().filter(|l| l.contains("warning")).collect();
        assert_eq!(told.len(), 1, "{}", ran.err);
        assert!(told[0].contains("d.tsv:3: ") && told[0].contains("\"Quendelwerk\""), "{told:?}");
        assert!(!told[0].contains("United Nations"), "{told:?}");
        let quiet = scratch.run(&[&args[..], &["-q"]].concat()).ends(0);
        assert_eq!(quiet.err, "");
    }
}
