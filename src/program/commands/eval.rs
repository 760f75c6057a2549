//! `newsmill eval`: precision, recall and F1 on the user's own annotations.

use crate::program::args::Eval;
use crate::program::{Host, Outcome};
use newsmill::eval::{GoldDocument, Score, Scores};
use newsmill::{Error, Extractor};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

pub(crate) fn run(args: &Eval, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let name = args.gold.display();
    let file =
        File::open(&args.gold).map_err(|e| Error::new(format!("{name}: cannot be opened: {e}")))?;
    let extractor = Extractor::new(&args.extractor.options(false)?)?;
    let mut scores = Scores::default();
    let out = &mut host.out;
    let mut left = args.errors;
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let place = format!("{name}:{}", number + 1);
        let line = line.map_err(|e| Error::new(format!("{place}: cannot be read: {e}")))?;
        if line.trim().is_empty() {
            continue;
        }
        let gold = GoldDocument::parse(&line, &place)?;
        let misses = scores.add(&gold, &extractor.extract(&gold.document()).mentions);
        let chars: Vec<char> = gold.text.chars().collect();
        for miss in misses.iter().take(left) {
            let (start, end) = (miss.span.start, miss.span.end);
            let part = |from: usize, to: usize| {
                chars[from..to].iter().collect::<String>().replace('\n', " ")
            };
            let (before, after) =
                (part(start.saturating_sub(30), start), part(end, (end + 30).min(chars.len())));
            let what = if miss.missed { "missed" } else { "extra " };
            writeln!(
                out,
                "{what} {:5} {} {start}-{end}: {before}[{}]{after}",
                miss.kind,
                gold.id,
                part(start, end)
            )?;
        }
        left = left.saturating_sub(misses.len());
    }
    if scores.cells.is_empty() {
        return Err(Error::new(format!("{name}: no annotated document in it")));
    }
    writeln!(
        out,
        "{:5} {:4} {:>6} {:>6}   {:^20}   {:^20}",
        "kind", "lang", "gold", "found", "exact P R F1", "overlap P R F1"
    )?;
    for ((kind, lang), score) in scores.cells.iter().filter(|(_, s)| s.gold + s.found > 0) {
        let (exact, overlap) = (rates(score, score.exact), rates(score, score.overlap));
        writeln!(
            out,
            "{:5} {lang:4} {:6} {:6}   {exact:>20}   {overlap:>20}",
            kind, score.gold, score.found
        )?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn rates(score: &Score, right: u64) -> String {
    score.rates(right).map(|tenths| format!("{:3}.{}", tenths / 10, tenths % 10)).join("  ")
}
