//! Linking on invented clusters of articles (`tests/linking/clusters.txt`): B-cubed by the kind of
//! cluster, over the names that are found.

use crate::common::EXTRACTOR;
use newsmill::write::Dataset;
use newsmill::{Bundles, Document, Finisher};
use std::collections::{BTreeMap, BTreeSet};

/// A named place: its document, its code points, and the number of its body in the cluster.
type Place = (usize, usize, usize, String);

/// The articles of a cluster without marks, with their languages, and the marked places.
fn cluster(line: &str) -> (Vec<(String, String)>, Vec<Place>) {
    let (mut articles, mut places) = (Vec::new(), Vec::new());
    for (number, article) in line.split(" ¶ ").enumerate() {
        let (lang, marked) = article.split_once(": ").expect("an article begins with its language");
        let mut text = String::new();
        let mut parts = marked.split('{');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (mark, rest) = part.split_once('}').expect("a mark ends with }");
            let (name, body) = mark.split_once('|').expect("a mark has a number");
            let start = text.chars().count();
            text.push_str(name);
            places.push((number, start, text.chars().count(), body.to_owned()));
            text.push_str(rest);
        }
        articles.push((lang.to_owned(), text));
    }
    (articles, places)
}

/// For each marked place that is found: its body and its entity.
fn linked(line: &str) -> (Vec<(String, String)>, usize) {
    let (articles, places) = cluster(line);
    let mut bundles = Bundles::new(EXTRACTOR.header());
    for (number, (lang, text)) in articles.iter().enumerate() {
        let mut document = Document::from_text(format!("{number}"), text.as_str());
        document.id = Some(format!("{number}"));
        document.lang = newsmill::Lang::from_tag(lang);
        bundles.push(EXTRACTOR.extract(&document));
    }
    let mut dataset = Dataset::default();
    Finisher::new().finish(&bundles, &mut dataset).expect("a dataset in memory");
    let found = |(number, start, end, body): &Place| {
        let own = dataset.mentions.iter().filter(|m| m.doc == number.to_string());
        let shared =
            |start: usize, end: usize, m: usize, n: usize| end.min(n).saturating_sub(start.max(m));
        let best = own
            .filter(|m| m.entity.is_some() && m.r#type == newsmill::model::Kind::Org)
            .max_by_key(|m| {
                let both = shared(*start, *end, m.start, m.end);
                (both, usize::MAX - (m.end - m.start))
            })
            .filter(|m| 2 * shared(*start, *end, m.start, m.end) >= end - start)?;
        Some((body.clone(), best.entity.clone()?))
    };
    (places.iter().filter_map(found).collect(), places.len())
}

/// Precision and recall of B-cubed in thousandths, as sums over the places.
fn b_cubed(places: &[(String, String)]) -> (usize, usize) {
    let (mut precision, mut recall) = (0, 0);
    for (body, entity) in places {
        let same_body = places.iter().filter(|p| p.0 == *body).count();
        let same_entity = places.iter().filter(|p| p.1 == *entity).count();
        let both = places.iter().filter(|p| p.0 == *body && p.1 == *entity).count();
        precision += 1000 * both / same_entity;
        recall += 1000 * both / same_body;
    }
    (precision, recall)
}

#[test]
fn clusters_of_articles() {
    let path = format!("{}/tests/linking/clusters.txt", env!("CARGO_MANIFEST_DIR"));
    let clusters = std::fs::read_to_string(path).expect("the clusters are there");
    // By kind: the sums of precision and recall, the names that were found, and all names.
    let mut by_kind: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut faults = BTreeSet::new();
    for line in clusters.lines().filter(|line| !line.starts_with('#')) {
        let (kind, line) = line.split_once('\t').expect("a cluster has a kind");
        let (places, marked) = linked(line);
        let (precision, recall) = b_cubed(&places);
        for kind in [kind, "all"] {
            let sums = by_kind.entry(kind).or_default();
            for (sum, more) in sums.iter_mut().zip([precision, recall, places.len(), marked]) {
                *sum += more;
            }
        }
        if precision.min(recall) < 999 * places.len() {
            faults.insert(format!("{line}\n    {places:?}"));
        }
    }
    let mut table = String::new();
    for (kind, [precision, recall, found, marked]) in &by_kind {
        let (p, r) = (precision / found, recall / found);
        table += &format!("{kind:16} P {p:4} R {r:4} of 1000, found {found} of {marked}\n");
    }
    println!("{table}");
    let [precision, recall, found, marked] = by_kind["all"];
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(
        precision.min(recall) >= 960 * found,
        "precision and recall of 960 thousandths:\n{table}\n{}",
        faults.join("\n")
    );
    assert!(found * 100 >= marked * 84, "too few names are found:\n{table}");
}
