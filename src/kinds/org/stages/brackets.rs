//! Acronyms in brackets behind a name: "Norwegian Lighthouse Committee (NLC)".

use super::Stage;
use crate::gazetteer::is_acronym;
use crate::kinds::org::expr::Expr;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Normal, OrgKind, Span};
use crate::text::boundary::is_word;

const RULE: [OtherRule; 3] = [
    OtherRule {
        name: "org/en/acronym-in-brackets",
        description: "an acronym in brackets behind its full name, and its later uses",
        examples: &["The Norwegian Lighthouse Committee (NLC) met; later NLC said more."],
    },
    OtherRule {
        name: "org/de/acronym-in-brackets",
        description: "an acronym in brackets behind its full name, and its later uses",
        examples: &["Der Deutsche Leuchtturmverband (DLTV) tagte."],
    },
    OtherRule {
        name: "org/ru/acronym-in-brackets",
        description: "an acronym in brackets behind its full name, and its later uses",
        examples: &["Норвежский маячный комитет (НМК) собрался."],
    },
];

/// Adds the acronyms that stand in brackets right behind a name, with the kind of the name.
///
/// Stands behind the choice of names: a bracket explains the whole name, not a part that another
/// name holds.
pub(super) const STAGE: Stage = Stage {
    name: "brackets",
    rules: &[&RULE],
    run: |candidates, sources| {
        let text = sources.text();
        let acronyms = candidates.findings.iter().filter_map(|name| bracketed(text, name));
        let rare = acronyms.filter(|f| !candidates.is_common(&text[f.span.range()], sources));
        candidates.add(rare.collect::<Vec<_>>());
    },
};

/// How far an acronym reaches from its bracket, in bytes: a bracket that nobody closes would be
/// followed to the end of the text, each time.
const REACH: usize = 41;

fn bracketed(text: &str, name: &Finding<Expr>) -> Option<Finding<Expr>> {
    let tail = text[name.span.end..].trim_start_matches(['"', '»']);
    let open = text.len() - tail.len() + tail.strip_prefix(" (").map(|_| 2)?;
    let span = acronym_at(text, open)?;
    // "REUTERS (ANNA STONE)" took a photo.
    if name.value.kind == Some(OrgKind::Media) && text[span.range()].contains(' ') {
        return None;
    }
    let value = Expr::new(name.value.kind, Confidence::Certain);
    Some(Finding {
        span,
        value,
        rule: RULE[name.lang.index()].name,
        lang: name.lang,
        nested: false,
    })
}

/// The acronym behind an open bracket: one word with two capitals at least, or two.
pub(super) fn acronym_at(text: &str, start: usize) -> Option<Span<Normal>> {
    let tail = &text[start..];
    let end = tail.bytes().take(REACH).position(|b| matches!(b, b')' | b',' | b';'))?;
    let name = tail[..end].trim_matches(['"', '«', '»', '\'', ' ']);
    let from = start + tail[..end].find(name)?;
    let words = name.split(' ').count();
    let acronym = is_acronym(name) || (words == 2 && name.split(' ').all(is_acronym));
    (acronym && name.chars().all(|c| is_word(c) || matches!(c, '-' | '/' | ' ' | '&')))
        .then(|| Span::new(from, from + name.len()))
}
