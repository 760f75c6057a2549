//! `newsmill diff`: what changed between two datasets.

use crate::Outcome;
use crate::args::Diff;
use newsmill::Error;
use newsmill::write::{Change, ChangeKind, diff, settle};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;

/// How many changes of a kind of record are shown in full.
const SHOWN: u64 = 20;
/// How much of a value is shown.
const WIDTH: usize = 60;

pub(crate) fn run(args: &Diff) -> Result<Outcome, Error> {
    for dir in [&args.old, &args.new] {
        settle(dir)?;
    }
    let mut out = std::io::stdout().lock();
    let mut counts: BTreeMap<&'static str, [u64; 3]> = BTreeMap::new();
    diff(&args.old, &args.new, &mut |change| {
        let count = counts.entry(change.record).or_default();
        count[change.change as usize] += 1;
        if args.json {
            out.write_all(&super::json(&change)?)?;
            out.write_all(b"\n")?;
        } else if args.all || count.iter().sum::<u64>() <= SHOWN {
            show(&mut out, &change)?;
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

fn show(out: &mut impl Write, change: &Change) -> Result<(), Error> {
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
