//! Lists of organisations with their countries: "Freedom Now (USA)", «12. Правозащитное движение
//! (Кыргызстан)».

use super::{Candidates, Sources, Stage};
use crate::gazetteer::Class;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::ru_complement::IN_HONOUR;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, Span};
use crate::text::{Paragraph, Text};

const RULE: [OtherRule; 3] = [
    OtherRule {
        name: "org/en/list-with-countries",
        description: "a line of a list of bodies with their countries",
        examples: &[
            "Freedom Lamp (USA)\n\n12. Open Lantern (Norway)\n\n\"Harbour Voices\" (HV, Poland)",
        ],
    },
    OtherRule {
        name: "org/de/list-with-countries",
        description: "a line of a list of bodies with their countries",
        examples: &["Freie Lampe (USA)\n\nOffene Laterne (Norwegen)\n\nStimmen am Hafen (Polen)"],
    },
    OtherRule {
        name: "org/ru/list-with-countries",
        description: "a line of a list of bodies with their countries",
        examples: &[
            "Свободная лампа (США)\n\nОткрытый фонарь (Норвегия)\n\nГолоса гавани (Польша)",
        ],
    },
];

/// Adds the names of such lists, and removes what other rules read in them but names of the
/// gazetteer: a line is one name.
///
/// Stands before names are chosen: otherwise a name read over the edge of a line could win over it.
pub(super) const STAGE: Stage = Stage {
    name: "lists with countries",
    rules: &[&RULE],
    run: |candidates, sources| {
        let listed = listed(candidates, sources);
        candidates
            .findings
            .retain(|f| f.value.alias.is_some() || !listed.iter().any(|l| l.span.overlaps(f.span)));
        candidates.findings.extend(listed);
    },
};

/// How many names make a list.
const LIST: usize = 3;

/// How many bytes a line of a list has at most.
const LINE: usize = 260;

fn listed(candidates: &Candidates<'_>, sources: &Sources<'_>) -> Vec<Finding<Expr>> {
    let mut found = Vec::new();
    for paragraph in &sources.context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let finding = |span| {
            let value = Expr::new(None, Confidence::Strong);
            Finding { span, value, rule: RULE[lang.index()].name, lang, nested: false }
        };
        if let Some((name, other)) = names_of_line(sources.context.text, paragraph, sources) {
            found.extend([Some(name), other].into_iter().flatten().map(finding));
        }
    }
    if found.len() < LIST {
        found.clear();
    }
    found.retain(|f| !candidates.from_gazetteer.contains(&f.span));
    found
}

/// The name that a line consists of, and the other name of the same organisation before the country
/// in its brackets.
fn names_of_line(
    text: &Text<'_>,
    paragraph: &Paragraph,
    sources: &Sources<'_>,
) -> Option<(Span<Normal>, Option<Span<Normal>>)> {
    let line = text.slice(paragraph.span);
    if line.len() > LINE || !line.ends_with(')') {
        return None;
    }
    let open = line.rfind(" (")?;
    let inside = &line[open + 2..line.len() - 1];
    let last = inside.rsplit(", ").next().unwrap_or(inside);
    let is_country =
        |name: &str| Lang::ALL.iter().any(|lang| sources.words(*lang).is(Class::Country, name));
    if !last.split(['/', '–', '-']).all(|name| is_country(name.trim())) {
        return None;
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let skip = if digits > 0 && line[digits..].starts_with('.') { digits + 1 } else { 0 };
    let name = line[skip..open].trim();
    let start =
        paragraph.span.start + skip + (line[skip..].len() - line[skip..].trim_start().len());
    if name.chars().count() < 2
        || !name.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '«'))
        || name.contains(['.', ':']) && !name.contains(IN_HONOUR)
    {
        return None;
    }
    let other = inside.rsplit_once(", ").map(|(other, _)| {
        let at = paragraph.span.start + open + 2;
        Span::new(at, at + other.len())
    });
    Some((without_quotes(start, name), other))
}

/// The place of a name that begins at `start`, without the quotes around the whole of it.
fn without_quotes(start: usize, name: &str) -> Span<Normal> {
    let inner = name.strip_prefix(['"', '«']).and_then(|n| n.strip_suffix(['"', '»']));
    match inner {
        Some(inner) if !inner.contains(['"', '«', '»']) => {
            let quote = name.chars().next_back().map_or(1, char::len_utf8);
            let start = start + name.len() - inner.len() - quote;
            Span::new(start, start + inner.len())
        }
        _ => Span::new(start, start + name.len()),
    }
}
