//! What a part of the documents gives to the records that all documents make together: entities,
//! facts and the manifest.

use super::bundle::line::{Bundle, BundleLine};
use super::dedup::Verdict;
use super::facts::Claims;
use super::link::Entities;
use super::tally::Tally;
use crate::error::Result;
use std::borrow::Cow;
use std::path::Path;

/// A line, and what it is among those before it.
pub(super) struct Judged {
    pub(super) line: BundleLine,
    pub(super) verdict: Verdict,
    /// The number of its set of near-copies.
    pub(super) set: Option<u32>,
    /// The document that it is a near-copy of.
    pub(super) near: Option<String>,
}

/// Counts and claims of some documents that are no exact copies. However the documents are grouped
/// into parts, and in whatever order, the merged part gives the same records.
pub(super) struct Part {
    pub(super) tally: Tally,
    pub(super) claims: Claims,
}

impl Part {
    /// An empty part for these entities. Texts wait in files of `scratch`, or in memory without it.
    pub(super) fn new(entities: &Entities, scratch: Option<&Path>) -> Result<Self> {
        Ok(Self { tally: Tally::new(entities.list.len(), scratch)?, claims: Claims::new(scratch)? })
    }

    /// Adds what these documents give.
    pub(super) fn add(&mut self, lines: &[Judged]) -> Result<()> {
        for judged in lines.iter().filter(|judged| judged.verdict == Verdict::First) {
            if let BundleLine::Bundle(bundle) = &judged.line {
                self.tally.add(bundle, judged.set)?;
                self.claims.add(bundle, judged.near.as_deref())?;
            }
        }
        Ok(())
    }

    /// Adds what another part gives.
    #[cfg(test)]
    pub(super) fn merge(&mut self, other: Self) -> Result<()> {
        self.tally.merge(other.tally)?;
        self.claims.merge(other.claims)
    }
}

/// Finds the entities of a document's names and writes the records of its mentions.
pub(super) fn prepare_records(bundle: &mut Bundle, entities: &Entities) -> serde_json::Result<()> {
    bundle.entities = entities.of_document(&bundle.outline);
    let ids: Vec<Option<Cow<'_, str>>> =
        bundle.entities.iter().map(|of| entities.id(*of)).collect();
    let entity = |mention: usize| ids.get((*bundle.details.links.get(mention)?)?)?.as_deref();
    bundle.records = bundle.mentions.records(&bundle.outline.head.id, entity)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::bundle::store::{BundleStore as _, Prepare};
    use crate::pipeline::dedup::Clashes;
    use crate::pipeline::link::Decisions;
    use crate::pipeline::{Bundles, Finisher};
    use crate::{Document, Extractor, ExtractorOptions};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// Documents with claims that agree and that do not, rates, near-copies, names in three
    /// languages, and a law of which one text tells no more than the title.
    fn judged() -> (Vec<Judged>, Arc<Entities>) {
        let texts = [
            "On 3 March 2021 Velmar Shipping Ltd was fined €2 million. Velmar Shipping Ltd paid on 5 April 2021.",
            "Velmar Shipping Ltd was fined €3 million in March 2021, the regulator said.",
            "Gegen die Velmar Shipping Ltd wurde am 3. März 2021 eine Geldbuße von 2 Millionen Euro verhängt.",
            "Суд оштрафовал ООО «Тихий берег» на 2 млн тенге (4 700 долларов) по статье 5 Закона о тихих улицах.",
            "The United Nations (UN) met Velmar Shipping Ltd. It was fined 5 million tenges ($11,700).",
            "ООО «Тихий берег» оштрафовали 4 апреля 2021 года на 3 млн рублей.",
        ];
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        let mut bundles = Bundles::new(extractor.header());
        for (number, text) in texts.iter().enumerate() {
            let mut document = Document::from_text(format!("{number}.txt"), *text);
            document.id = Some(format!("d{number}"));
            bundles.push(extractor.extract(&document));
        }
        let reading = Finisher::new().begin(None).unwrap();
        let reading = reading.read(&bundles, &Clashes::default()).unwrap();
        let entities = Arc::new(reading.solve(&Decisions::default()).unwrap().1);
        let known = Arc::clone(&entities);
        let prepare: Prepare = Arc::new(move |bundle| prepare_records(bundle, &known));
        let judged = |(number, line): (usize, Result<BundleLine>)| Judged {
            line: line.unwrap(),
            verdict: Verdict::First,
            // The second and the fifth are near-copies of the first.
            set: [0, 1, 4].contains(&number).then_some(0),
            near: [1, 4].contains(&number).then(|| "d0".to_owned()),
        };
        let judged = bundles.stream(&prepare).unwrap().enumerate().map(judged).collect();
        (judged, entities)
    }

    /// All records that a part gives.
    fn records(part: Part, entities: &Entities) -> Vec<String> {
        let totals =
            format!("{:?} {:?}", part.tally.totals.mentions(), part.tally.totals.paragraphs);
        let mut records = vec![totals];
        let rates = part.tally.entities(entities, |_, json| {
            records.push(json.to_owned());
            Ok(())
        });
        let rates = rates.unwrap();
        records.push(format!("{rates:?}"));
        let facts = part.claims.facts((entities, &rates), None, |_, json| {
            records.push(json.to_owned());
            Ok(())
        });
        facts.unwrap();
        records
    }

    #[test]
    fn parts_of_any_grouping_and_order_are_one() {
        let (judged, entities) = judged();
        let part_of = |judged: &[Judged]| {
            let mut part = Part::new(&entities, None).unwrap();
            part.add(judged).unwrap();
            part
        };
        let whole = records(part_of(&judged), &entities);
        assert!(whole.iter().any(|json| json.contains("\"conflict\"")), "{whole:#?}");
        assert!(whole.iter().any(|json| json.contains("\"type\":\"LAW\"")));
        let documents: Vec<[Judged; 1]> = judged.into_iter().map(|judged| [judged]).collect();
        // The part that each document goes to, and the order of the documents and of the parts.
        let order = Just((0..documents.len()).collect::<Vec<_>>()).prop_shuffle();
        let parts = proptest::collection::vec(0..4_usize, documents.len());
        proptest!(|(order in order, parts in parts, last in 0..4_usize)| {
            let mut merged: Vec<Part> = (0..4).map(|_| part_of(&[])).collect();
            for document in order {
                merged[parts[document]].merge(part_of(&documents[document])).unwrap();
            }
            let mut all = merged.remove(last);
            for part in merged {
                all.merge(part).unwrap();
            }
            prop_assert_eq!(&whole, &records(all, &entities));
        });
    }
}
