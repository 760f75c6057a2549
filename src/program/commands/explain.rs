//! `newsmill explain`: a text with its mentions marked; or why the names of an entity are one.

use super::page::{Explained, Page};
use super::{describe, entity_country, told};
use crate::program::args::Explain;
use crate::program::{Host, Outcome};
use newsmill::ingest::{Inputs, Item};
use newsmill::model::{CountryEvidence, EntityRecord, Kind, Lang, Published, PublishedFrom};
use newsmill::write::{DatasetFiles, read_records};
use newsmill::{Document, Error, Extractor, name_key};
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &Explain, host: &mut Host<'_>) -> Result<Outcome, Error> {
    if let (Some(entity), Some(dir)) = (&args.entity, &args.r#in) {
        let extractor = || Extractor::new(&args.extractor.options(false)?);
        return explain_entity(entity, dir, &extractor, host.out);
    }
    let extractor = Extractor::new(&args.extractor.options(false)?)?;
    let mut rejected = false;
    let mut page = args.html.as_ref().map(|_| Page::default());
    let var = |name| std::env::var_os(name);
    let colour = is_coloured(host.terminal, var("NO_COLOR"), var("TERM"));
    let mut show = |document: &Document| -> Result<(), Error> {
        let (extraction, evidence, refused) = extractor.explain(document);
        let explained = Explained {
            document,
            mentions: if args.facts { &[] } else { &extraction.mentions },
            with_text: !args.facts,
            published: told::published(document, args.date.is_some()),
            facts: told::facts(document, &extraction),
            refused: told::refused(document, &refused),
        };
        match &mut page {
            Some(page) => page.add(&explained),
            None => {
                let evidence = if args.trace { evidence } else { Vec::new() };
                print(host.out, &explained, &evidence, colour)?;
            }
        }
        Ok(())
    };
    if let Some(text) = &args.text {
        let mut document = Document::from_text("text", text.as_str());
        if let Some(date) = args.date {
            document.published = Some(Published { date, from: PublishedFrom::Field });
        }
        show(&document)?;
    } else {
        let inputs = Inputs::find(&args.inputs)?;
        let mut options = args.reading.options()?;
        options.days = Some(extractor.day_finder());
        for item in inputs.items(&options) {
            match item {
                Item::Document(document) => show(&document)?,
                Item::Reject(reject) => {
                    rejected = true;
                    crate::program::progress::rejected(&reject.into());
                }
                Item::Skip(_) => {}
            }
        }
    }
    if let (Some(page), Some(path)) = (page, &args.html) {
        if path == Path::new("-") {
            host.out.write_all(page.finish().as_bytes())?;
            return Ok(if rejected { Outcome::Rejected } else { Outcome::Done });
        }
        std::fs::write(path, page.finish())
            .map_err(|e| Error::new(format!("{}: cannot write the page: {e}", path.display())))?;
    }
    Ok(if rejected { Outcome::Rejected } else { Outcome::Done })
}

/// Whether mentions are coloured: on a terminal that knows colours, unless the user wants none
/// (<https://no-color.org>).
fn is_coloured(terminal: bool, no_color: Option<OsString>, term: Option<OsString>) -> bool {
    terminal && no_color.is_none_or(|v| v.is_empty()) && term.is_none_or(|t| t != "dumb")
}

/// The text with numbered marks, then a line a mention and what told its country, then the facts
/// with their slots, then the frames that were refused.
fn print(
    out: &mut dyn Write,
    explained: &Explained<'_>,
    evidence: &[CountryEvidence],
    colour: bool,
) -> Result<(), Error> {
    let (document, mentions) = (explained.document, explained.mentions);
    let code = |kind: Kind| match kind {
        Kind::Org => "\x1b[1;36m",
        Kind::Date => "\x1b[1;33m",
        Kind::Money => "\x1b[1;32m",
        Kind::Law => "\x1b[1;35m",
    };
    let on = |kind: Kind| if colour { code(kind) } else { "" };
    let off = if colour { "\x1b[0m" } else { "" };
    writeln!(out, "{}  {}", document.source, explained.published)?;
    let mut at = if explained.with_text { 0 } else { document.text.len() };
    for (number, m) in mentions.iter().enumerate() {
        // What lies inside another mention stands in the list only.
        if m.bytes.start < at {
            continue;
        }
        write!(out, "{}{}[{}]{off}", &document.text[at..m.bytes.start], on(m.kind()), &m.text)?;
        write!(out, "{}", number + 1)?;
        at = m.bytes.end;
    }
    if explained.with_text {
        writeln!(out, "{}\n", document.text[at..].trim_end())?;
    }
    for (number, m) in mentions.iter().enumerate() {
        let inside = if m.nested_in.is_some() { ", inside another" } else { "" };
        writeln!(
            out,
            "{:4}  {} {}-{} {:?}{inside}",
            number + 1,
            m.kind().as_str(),
            m.chars.start,
            m.chars.end,
            m.text
        )?;
        writeln!(out, "      {}", describe::value(m))?;
        writeln!(out, "      {}", describe::reason(m))?;
        for told in evidence.iter().filter(|e| (e.chars, e.kind) == (m.chars, m.kind())) {
            for line in describe::country(m, told, &document.text) {
                writeln!(out, "      {line}")?;
            }
        }
    }
    for (head, slots) in &explained.facts {
        writeln!(out, "fact {head}")?;
        slots.iter().try_for_each(|slot| writeln!(out, "      {slot}"))?;
    }
    if explained.facts.is_empty() && explained.refused.is_empty() {
        writeln!(out, "{}", told::NO_FACT)?;
    }
    for (head, frames) in &explained.refused {
        writeln!(out, "{head}")?;
        frames.iter().try_for_each(|frame| writeln!(out, "      {frame}"))?;
    }
    writeln!(out)?;
    Ok(())
}

fn explain_entity(
    wanted: &str,
    dir: &Path,
    extractor: &dyn Fn() -> Result<Extractor, Error>,
    out: &mut dyn Write,
) -> Result<Outcome, Error> {
    let files = DatasetFiles::open(dir)?;
    let path = files.path("entities.jsonl");
    let key = name_key(wanted);
    let mut found: Vec<EntityRecord> = Vec::new();
    read_records(&path, |entity: EntityRecord| {
        if is_named(&entity, wanted, &key) {
            found.push(entity);
        }
    })?;
    for entity in &found {
        print_entity(out, entity)?;
        entity_country::print(out, entity, &files, extractor)?;
    }
    if !found.is_empty() {
        return Ok(Outcome::Done);
    }
    Err(Error::new(format!("{}: no entity with the id, key or name \"{wanted}\"", path.display())))
}

/// Whether an entity is meant by an id, a key, a form, an acronym, or its name in any language.
fn is_named(entity: &EntityRecord, wanted: &str, key: &str) -> bool {
    let names = Lang::ALL.iter().filter_map(|lang| entity.names.get(*lang));
    entity.id == wanted
        || entity.keys.iter().any(|k| k == wanted || k == key)
        || entity.forms.iter().any(|form| form.text == wanted)
        || entity.acronyms.iter().any(|acronym| acronym == wanted)
        || names.into_iter().any(|name| name == wanted || name_key(name) == key)
}

fn print_entity(out: &mut dyn Write, entity: &EntityRecord) -> Result<(), Error> {
    let name = |key: &str| {
        let form = entity.forms.iter().find(|f| name_key(&f.text) == key);
        form.map_or_else(|| key.to_owned(), |f| format!("\"{}\"", f.text))
    };
    writeln!(
        out,
        "{} {}  {} mentions in {} documents",
        entity.r#type.as_str(),
        entity.id,
        entity.mentions,
        entity.documents
    )?;
    for form in &entity.forms {
        writeln!(
            out,
            "  {:4} {} \"{}\"  {}",
            form.count,
            form.lang,
            form.text,
            name_key(&form.text)
        )?;
    }
    for link in &entity.links {
        writeln!(
            out,
            "  one: {} = {}  by {}, strength {}",
            name(&link.a),
            name(&link.b),
            link.rule,
            link.strength
        )?;
        for evidence in &link.evidence {
            let doc = evidence
                .doc
                .as_ref()
                .map_or_else(|| "table".to_owned(), |d| format!("document {d}"));
            writeln!(out, "       {doc}: {}", evidence.text)?;
        }
    }
    for refused in &entity.refused {
        writeln!(
            out,
            "  kept apart from {}: {} would join them; {}",
            refused.other, refused.rule, refused.because
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_only_where_they_are_wanted() {
        let of = |terminal, no_color: Option<&str>, term: Option<&str>| {
            is_coloured(terminal, no_color.map(OsString::from), term.map(OsString::from))
        };
        assert!(of(true, None, None) && of(true, None, Some("xterm-256color")));
        assert!(of(true, Some(""), Some("xterm")), "an empty value is none");
        assert!(!of(true, Some("1"), Some("xterm")) && !of(true, Some("0"), None));
        assert!(!of(true, None, Some("dumb")));
        assert!(!of(false, None, Some("xterm")), "no terminal");
    }
}
