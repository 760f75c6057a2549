//! `newsmill diff`: what changed between two datasets.

use crate::program::args::{Diff, DiffBy};
use crate::program::{Host, Outcome};
use newsmill::Error;
use newsmill::write::{Change, ChangeKind, diff, diff_by_rule};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;

/// How many changes of a kind of record are shown in full.
const SHOWN: u64 = 20;
/// How much of a value is shown.
const WIDTH: usize = 60;

pub(crate) fn run(args: &Diff, host: &mut Host<'_>) -> Result<Outcome, Error> {
    if let Some(DiffBy::Rule) = args.by {
        return by_rule(args, host);
    }
    let out = &mut host.out;
    let mut counts: BTreeMap<&'static str, [u64; 3]> = BTreeMap::new();
    diff(&args.old, &args.new, &mut |change| {
        let count = counts.entry(change.record).or_default();
        count[change.change as usize] += 1;
        if args.json {
            out.write_all(&super::json(&change)?)?;
            out.write_all(b"\n")?;
        } else if args.all || count.iter().sum::<u64>() <= SHOWN {
            show(out, &change)?;
        }
        Ok(())
    })?;
    if !args.json {
        for (record, [added, removed, changed]) in &counts {
            let shown = if !args.all && added + removed + changed > SHOWN {
                "; --all shows them"
            } else {
                ""
            };
            writeln!(out, "{record}: {added} added, {removed} removed, {changed} changed{shown}")?;
        }
    }
    out.flush()?;
    Ok(if counts.is_empty() { Outcome::Done } else { Outcome::Changed })
}

/// A line for each rule with another number of mentions, with examples; then the entities that were
/// joined and parted.
fn by_rule(args: &Diff, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let found = diff_by_rule(&args.old, &args.new)?;
    let outcome = if found.is_empty() { Outcome::Done } else { Outcome::Changed };
    let out = &mut host.out;
    if args.json {
        out.write_all(&super::json(&found)?)?;
        writeln!(out)?;
        return Ok(outcome);
    }
    writeln!(
        out,
        "{} documents in both, {} added, {} removed",
        found.documents, found.documents_added, found.documents_removed
    )?;
    for (rule, change) in &found.rules {
        writeln!(out, "{rule}: +{} -{} mentions", change.gained, change.lost)?;
        for example in &change.examples {
            writeln!(out, "    {example}")?;
        }
    }
    for (what, entities) in [("joined", &found.joined), ("parted", &found.parted)] {
        writeln!(out, "{} entities {what}", entities.len())?;
        let shown = if args.all { entities.len() } else { SHOWN as usize };
        for entity in entities.iter().take(shown) {
            writeln!(out, "    {} \"{}\": {}", entity.id, entity.name, entity.others.join(", "))?;
        }
        if entities.len() > shown {
            writeln!(out, "    --all shows the others")?;
        }
    }
    Ok(outcome)
}

fn show(out: &mut dyn Write, change: &Change) -> Result<(), Error> {
    let sign = match change.change {
        ChangeKind::Added => '+',
        ChangeKind::Removed => '-',
        ChangeKind::Changed => '~',
    };
    writeln!(out, "{sign} {} {}  {}", change.record, change.id, change.about)?;
    for (field, values) in &change.fields {
        writeln!(out, "    {field}: {} -> {}", short(&values.old), short(&values.new))?;
    }
    Ok(())
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
