//! `newsmill rules`: lists the rules.

use crate::program::args::Rules;
use crate::program::{Host, Outcome};
use newsmill::model::RuleInfo;
use newsmill::{Error, Extractor, ExtractorOptions};
use std::io::Write;

pub(crate) fn run(args: &Rules, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let extractor = Extractor::new(&ExtractorOptions::default())?;
    let rules: Vec<RuleInfo> = extractor.rules().collect();
    let strange = args.names.iter().find(|n| !rules.iter().any(|r| r.name.contains(n.as_str())));
    if let Some(name) = strange {
        return Err(Error::new(format!(
            "no rule has \"{name}\" in its name; `newsmill rules` lists all of them"
        )));
    }
    let wanted =
        |r: &&RuleInfo| args.names.is_empty() || args.names.iter().any(|n| r.name.contains(n));
    let out = &mut host.out;
    for rule in rules.iter().filter(wanted) {
        if args.json {
            out.write_all(&super::json(rule)?)?;
            writeln!(out)?;
            continue;
        }
        writeln!(out, "{}  {}", rule.name, rule.description)?;
        for example in rule.examples {
            writeln!(out, "    {}", example.replace("\n\n", " ¶ "))?;
        }
    }
    Ok(Outcome::Done)
}
