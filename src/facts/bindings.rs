//! Names that the text itself joins: a full name with its acronym or other name in brackets, either way round.

use crate::kinds::context::Found;
use crate::model::{Kind, Normal, Span, Value};
use crate::text::Text;

/// Two mentions that the text says are one body.
#[derive(Debug)]
pub(crate) struct BoundNames {
    /// Place of the full name among the findings.
    pub(crate) full: usize,
    /// Place of the short one.
    pub(crate) short: usize,
    /// The rule.
    pub(crate) rule: &'static str,
    /// The words from the one to the other.
    pub(crate) evidence: String,
}

/// Finds bindings among the organisations of a document.
pub(crate) fn bindings(text: &Text<'_>, found: &[Found]) -> Vec<BoundNames> {
    let orgs: Vec<(usize, &Found)> = found.iter().enumerate().filter(|(_, f)| f.value.kind() == Kind::Org).collect();
    let mut bound = Vec::new();
    for (place, &(first, a)) in orgs.iter().enumerate() {
        // The next name that begins after this one ends.
        let Some(&(second, b)) = orgs[place + 1..].iter().find(|(_, f)| f.span.start >= a.span.end) else { continue };
        let gap = &text.normal[a.span.end..b.span.start];
        let rule = match gap.trim_start_matches(['"', '»', '\'']) {
            " (" | " (\"" | " («" if closes(&text.normal, b.span.end) => "brackets",
            " – " | " - " if is_acronym(a) != is_acronym(b) && starts_line(text, a.span) => "dash",
            _ => continue,
        };
        // The acronym is the short one; between two acronyms or two full names, what stands in brackets.
        let (full, short) = if is_acronym(a) && !is_acronym(b) { (second, first) } else { (first, second) };
        let evidence = text.slice(Span::new(a.span.start, b.span.end)).to_owned();
        bound.push(BoundNames { full, short, rule, evidence });
    }
    bound
}

fn is_acronym(found: &Found) -> bool {
    match &found.value {
        Value::Org(org) => org.acronym,
        Value::Date(_) | Value::Money(_) | Value::Law(_) => false,
    }
}

/// Whether the name in brackets ends there, or a comma or semicolon follows it ("IPHR, Belgium").
fn closes(normal: &str, end: usize) -> bool {
    normal[end..].trim_start_matches(['"', '»', '\'']).starts_with([')', ',', ';'])
}

fn starts_line(text: &Text<'_>, span: Span<Normal>) -> bool {
    text.paragraphs.iter().any(|p| p.span.start == span.start)
}
