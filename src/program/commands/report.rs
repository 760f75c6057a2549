//! `newsmill report`: a dataset as a page.

use crate::program::args::Report;
use crate::program::{Host, Outcome, progress};
use newsmill::Error;
use newsmill::report::{self, Options, Summary};
use std::fs;
use std::path::Path;

pub(crate) fn run(args: &Report, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let options = Options { title: args.title.clone(), ..Options::default() };
    if args.out == Path::new("-") {
        let summary = report::write(&args.dataset, &mut *host.out, &options)?;
        tell(&summary, host);
        return Ok(Outcome::Done);
    }
    // A page that cannot be made leaves the one of before.
    let mut page = Vec::new();
    let summary = report::write(&args.dataset, &mut page, &options)?;
    fs::write(&args.out, page).map_err(|e| {
        Error::while_doing(format!("{}: cannot write the page", args.out.display()), e)
    })?;
    tell(&summary, host);
    Ok(Outcome::Done)
}

/// Says what a page leaves out.
fn tell(summary: &Summary, host: &Host<'_>) {
    let parts = [
        (summary.documents, summary.all_documents, "documents"),
        (summary.texts, summary.all_texts, "texts"),
        (summary.mentions, summary.all_mentions, "mentions"),
        (summary.entities, summary.all_entities, "organisations and laws"),
        (summary.facts, summary.all_facts, "facts"),
    ];
    let left_out: Vec<String> = parts
        .into_iter()
        .filter(|(shown, all, _)| shown < all)
        .map(|(shown, all, name)| format!("{shown} of {all} {name}"))
        .collect();
    if left_out.is_empty() {
        return;
    }
    let text = format!("the page does not have everything: {}", left_out.join(", "));
    match host.observer {
        Some(observer) => observer.warning(&text),
        None => progress::warning(&text, false),
    }
}
