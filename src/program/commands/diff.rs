//! `newsmill diff`: what changed between two datasets.

use super::differences::differences;
use crate::program::args::{Diff, DiffBy};
use crate::program::{Host, Outcome};
use newsmill::Error;
use newsmill::write::{Change, ChangeKind, diff, diff_by_rule};
use std::collections::BTreeMap;
use std::io::Write;

/// How many changes of a kind of record are shown in full.
const SHOWN: u64 = 20;
/// How many differences of a record are shown.
const LINES: usize = 12;

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
    let was = change.was.as_ref().map(|was| format!("  (was {was})")).unwrap_or_default();
    writeln!(out, "{sign} {} {}  {}{was}", change.record, change.id, change.about)?;
    let mut lines = Vec::new();
    for (field, values) in &change.fields {
        differences(field, &values.old, &values.new, &mut lines);
    }
    let more = lines.len().saturating_sub(LINES);
    for line in lines.iter().take(LINES) {
        writeln!(out, "    {line}")?;
    }
    if more > 0 {
        writeln!(out, "    … and {more} more; --json shows all")?;
    }
    Ok(())
}
