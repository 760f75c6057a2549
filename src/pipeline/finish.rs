//! From bundles to a dataset: copies, entities, facts, counts. Pure but for the stores it is given.

use super::bundle::BundleLine;
use super::bundles::Bundles;
use super::decisions::Decisions;
use super::dedup::{Dedup, Verdict};
use super::facts::Claims;
use super::link::Linker;
use super::tally::Tally;
use crate::error::Result;
use crate::model::{Manifest, MentionRecord, Reject, RejectRecord, SCHEMA_VERSION};
use crate::write::Sink;
use std::collections::BTreeMap;

/// Finishes a set of bundles into a dataset and returns its manifest.
///
/// Reads the bundles twice: once for the names, once to write. Between the two it holds distinct names and bindings, and a hash and an id
/// for each document.
///
/// ```
/// use newsmill::pipeline::{BundleLine, finish};
/// use newsmill::write::Dataset;
/// use newsmill::{Document, Grammar, GrammarOptions, map};
///
/// let grammar = Grammar::new(&GrammarOptions::default())?;
/// let lines = ["The United Nations met on 3 March 2021.", "Die Vereinten Nationen tagten im März 2021."]
///     .iter()
///     .enumerate()
///     .map(|(i, text)| BundleLine::Bundle(Box::new(map(&grammar, &Document::from_text(format!("{i}.txt"), *text)))))
///     .collect::<Vec<_>>();
/// let mut dataset = Dataset::default();
/// let manifest = finish(&(grammar.header(), lines), &mut dataset)?;
/// assert_eq!(manifest.documents, 2);
/// assert_eq!(dataset.entities.len(), 1);
/// assert_eq!(dataset.entities[0].documents, 2);
/// # Ok::<(), newsmill::Error>(())
/// ```
///
/// # Errors
///
/// A bundle that cannot be read or a record that cannot be written.
pub fn finish(bundles: &dyn Bundles, out: &mut dyn Sink) -> Result<Manifest> {
    finish_with(bundles, &Decisions::default(), out)
}

/// [`finish`] with what the user decided about names.
///
/// # Errors
///
/// As [`finish`].
pub fn finish_with(bundles: &dyn Bundles, decisions: &Decisions, out: &mut dyn Sink) -> Result<Manifest> {
    let mut linker = Linker::default();
    let mut dedup = Dedup::default();
    for line in distinct(bundles)? {
        if let BundleLine::Bundle(mut bundle) = line?
            && dedup.admit(&mut bundle.document) == Verdict::First
        {
            linker.add(&bundle);
        }
    }
    let entities = linker.solve(decisions);

    let header = bundles.header();
    let mut manifest = Manifest {
        record: "manifest".to_owned(),
        schema: SCHEMA_VERSION.to_owned(),
        program: "newsmill".to_owned(),
        version: header.version.clone(),
        gazetteers: header.gazetteers.clone(),
        options: header.options.clone(),
        documents: 0,
        duplicates: 0,
        mentions: BTreeMap::new(),
        entities: BTreeMap::new(),
        facts: BTreeMap::new(),
        paragraphs: BTreeMap::new(),
        bytes: 0,
        rejects: BTreeMap::new(),
        skipped: BTreeMap::new(),
        rates: Vec::new(),
    };
    if let Some(sha256) = decisions.sha256() {
        manifest.options.insert("decisions".to_owned(), sha256.to_owned());
    }
    let (mut tally, mut claims) = (Tally::default(), Claims::default());
    let mut dedup = Dedup::default();
    for line in distinct(bundles)? {
        match line? {
            BundleLine::Header(_) => {}
            BundleLine::Skip(skip) => *manifest.skipped.entry(skip.extension).or_default() += 1,
            BundleLine::Reject(reject) => refuse(reject, &mut manifest, out)?,
            BundleLine::Bundle(mut bundle) => match dedup.admit(&mut bundle.document) {
                Verdict::SameId => {
                    let document = bundle.document;
                    let detail = format!(
                        "{}, record {}: the id \"{}\" belongs to an earlier document with a different text",
                        document.source,
                        document.position + 1,
                        document.id
                    );
                    let (source, position) = (document.source, document.position);
                    let reject = Reject { source, entry: None, position, reason: "duplicate-id", detail };
                    refuse(reject.into(), &mut manifest, out)?;
                }
                verdict @ (Verdict::First | Verdict::CopyOf(_)) => {
                    manifest.documents += 1;
                    manifest.bytes += bundle.document.bytes;
                    if verdict == Verdict::First {
                        let ids = entities.of_document(&bundle);
                        tally.add(&bundle, &ids);
                        claims.add(&bundle, &ids);
                        let doc = bundle.document.id.clone();
                        for mention in std::mem::take(&mut bundle.mentions) {
                            let entity = mention.name.and_then(|n| ids.get(n).cloned().flatten());
                            out.mention(MentionRecord::new(&doc, mention, entity))?;
                        }
                    } else {
                        manifest.duplicates += 1;
                    }
                    out.document(bundle.document)?;
                }
            },
        }
    }
    manifest.mentions = std::mem::take(&mut tally.mentions);
    manifest.paragraphs = std::mem::take(&mut tally.paragraphs);
    let (records, rates) = tally.entities(&entities);
    manifest.rates = rates;
    for record in records {
        *manifest.entities.entry(record.r#type.name().to_owned()).or_default() += 1;
        out.entity(record)?;
    }
    for record in claims.facts(&manifest.rates) {
        *manifest.facts.entry(record.kind.name().to_owned()).or_default() += 1;
        out.fact(record)?;
    }
    out.manifest(&manifest)?;
    Ok(manifest)
}

fn refuse(reject: RejectRecord, manifest: &mut Manifest, out: &mut dyn Sink) -> Result<()> {
    *manifest.rejects.entry(reject.reason.clone()).or_default() += 1;
    out.reject(reject)
}

/// The lines, each once: a set of bundles is a union, and the same bundle from two shards is one.
fn distinct(bundles: &dyn Bundles) -> Result<impl Iterator<Item = Result<BundleLine>> + '_> {
    let mut last: Option<(Vec<String>, u64, String)> = None;
    Ok(bundles.stream()?.filter(move |line| {
        let Ok(line) = line else { return true };
        let (source, position, content) = line.order();
        let again = last.as_ref().is_some_and(|l| (&l.1, l.2.as_str()) == (&position, content) && l.0 == source);
        if !again {
            last = Some((source.into_iter().map(str::to_owned).collect(), position, content.to_owned()));
        }
        !again
    }))
}
