//! Teams in tables of results and standings. Any name may be a team's there, and the figures beside
//! it say so.

use super::Stage;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::org::expr::Expr;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::case::capitalized_words;
use crate::text::count_bytes;

const RULE: [OtherRule; 3] = [
    OtherRule {
        name: "org/en/sport-table",
        description: "a team in a line of results or standings",
        examples: &["Halmbury 2 Orlingham 1"],
    },
    OtherRule {
        name: "org/de/sport-table",
        description: "a team in a line of results or standings",
        examples: &["Borsdorf 2 Halmstedt 1"],
    },
    OtherRule {
        name: "org/ru/sport-table",
        description: "a team in a line of results or standings",
        examples: &["Луговск 2 Боровск 1"],
    },
];

/// Adds the teams of results, standings and fixtures.
///
/// Stands before names are chosen: a row is read whole or not at all.
pub(super) const STAGE: Stage = Stage {
    name: "team tables",
    rules: &[&RULE],
    run: |candidates, sources| candidates.add(teams(sources.context)),
};

/// The longest paragraph that may be rows, in bytes: several rows stand in one where lines were
/// joined.
const MAX_PARAGRAPH: usize = 1000;

/// No team scores as much in a match; years and the numbers of dockets are larger.
const MAX_SCORE: u32 = 1000;

/// The word between guest and host in English fixtures, which other languages quote.
const AT: [&str; 2] = ["at", "AT"];

/// A piece of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Name(Span<Normal>),
    Number(u32),
    /// A share of games won: ".567".
    Share,
    Dash,
    /// The word between guest and host in a fixture.
    At,
    Other,
}

/// The teams in the tables of a document.
fn teams(context: &Context<'_>) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let mut found = Vec::new();
    let mut fixtures = Vec::new();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        if may_be_rows(context.text.slice(paragraph.span)) {
            let pieces = pieces(text, paragraph.span, context.words(lang));
            let names = teams_of_rows(&pieces, lang, &mut fixtures);
            found.extend(names.into_iter().map(|span| (lang, span)));
        }
    }
    let is_team =
        |(lang, span): &(Lang, Span<Normal>)| is_team(&text[span.range()], context.words(*lang));
    found.retain(is_team);
    // "Love at Sunset" is a title: a list of fixtures has several lines, or results beside it.
    if fixtures.len() > 1 || !found.is_empty() {
        let teams =
            fixtures.into_iter().flat_map(|(lang, home, guest)| [(lang, home), (lang, guest)]);
        found.extend(teams.filter(is_team));
    }
    found.into_iter().map(|(lang, span)| finding(lang, span)).collect()
}

/// Whether a paragraph may be rows of a table. Asked before it is cut into pieces.
fn may_be_rows(line: &str) -> bool {
    if line.len() > MAX_PARAGRAPH
        || !line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    {
        return false;
    }
    // A long line with few figures is prose.
    let figures = count_bytes(line.as_bytes(), |b| b.is_ascii_digit());
    if line.len() > 60 && figures * 20 < line.len() {
        return false;
    }
    // Every row has a figure, or the word between guest and host.
    figures > 0 || AT.iter().any(|at| line.contains(at))
}

/// The names in the rows of results and standings that the pieces are; none if they are not most of
/// the line. Fixtures go to `fixtures` in any case.
fn teams_of_rows(
    pieces: &[Piece],
    lang: Lang,
    fixtures: &mut Vec<(Lang, Span<Normal>, Span<Normal>)>,
) -> Vec<Span<Normal>> {
    let mut names: Vec<Span<Normal>> = Vec::new();
    let mut rest = pieces;
    let mut read = 0;
    while let Some((_, next)) = rest.split_first() {
        let (row, count) = row(rest);
        match row {
            TableRow::Teams(teams) => names.extend(teams),
            TableRow::Fixture(a, b) => fixtures.push((lang, a, b)),
            TableRow::None => {}
        }
        read += count;
        rest = rest.get(count..).filter(|_| count > 0).unwrap_or(next);
    }
    // A row among other words is no table.
    if read * 10 < pieces.len() * 6 {
        names.clear();
    }
    names
}

/// What a row of a table says.
enum TableRow {
    Teams(Vec<Span<Normal>>),
    Fixture(Span<Normal>, Span<Normal>),
    None,
}

/// The row that the pieces begin with, and how many of them it takes.
fn row(pieces: &[Piece]) -> (TableRow, usize) {
    match pieces {
        // Acme Town 2 - 1 Stone City
        [Piece::Name(a), Piece::Number(_), Piece::Dash, Piece::Number(_), Piece::Name(b), ..] => {
            (TableRow::Teams(vec![*a, *b]), 5)
        }
        // Played, won, drawn, lost: the first is the sum of the three.
        [
            Piece::Name(a),
            Piece::Number(p),
            Piece::Number(w),
            Piece::Number(d),
            Piece::Number(l),
            Piece::Number(_),
            ..,
        ] if *p > 0 && w.checked_add(*d).and_then(|s| s.checked_add(*l)) == Some(*p) => {
            let figures = pieces[1..]
                .iter()
                .take_while(|p| matches!(p, Piece::Number(_) | Piece::Dash))
                .count();
            (TableRow::Teams(vec![*a]), figures + 1)
        }
        // Won, lost, share, games behind.
        [Piece::Name(a), Piece::Number(_), Piece::Number(_), Piece::Share, ..]
        | [
            Piece::Name(a),
            Piece::Number(_),
            Piece::Number(_),
            Piece::Number(_),
            Piece::Share,
            ..,
        ] => {
            let figures =
                pieces[1..].iter().take_while(|p| !matches!(p, Piece::Name(_) | Piece::At)).count();
            (TableRow::Teams(vec![*a]), figures + 1)
        }
        // Acme Town 2 Stone City 1; but "Appeal 1537 Of 2016", "Air 1988 Madras 117"
        [Piece::Name(a), Piece::Number(m), Piece::Name(b), Piece::Number(n), ..]
            if *m < MAX_SCORE && *n < MAX_SCORE =>
        {
            (TableRow::Teams(vec![*a, *b]), 4)
        }
        [Piece::Name(a), Piece::At, Piece::Name(b)] => (TableRow::Fixture(*a, *b), 3),
        _ => (TableRow::None, 0),
    }
}

/// A team of a row. Weak, for a city's name means the team in this row alone.
fn finding(lang: Lang, span: Span<Normal>) -> Finding<Expr> {
    let value = Expr::new(Some(OrgKind::Team), Confidence::Weak);
    Finding { span, value, rule: RULE[lang.index()].name, lang, nested: false }
}

/// Whether a name of a row may be a team's: countries play as countries, persons have first names.
fn is_team(name: &str, words: &Vocabulary) -> bool {
    let title = capitalized_words(&name.to_lowercase());
    let first = title.split(' ').next().unwrap_or_default();
    let country =
        [name, &title].iter().any(|name| words.is_any(&[Class::Country, Class::Nationality], name));
    // "Of 1981", "Air 2": a short word is a team's name only in capitals.
    let short = name.chars().count() < 4 && !is_acronym(name);
    // "Appeal No. 12"
    let numbered = name.split(' ').any(|word| words.is(Class::OrgNumbered, word));
    !country
        && !short
        && !numbered
        && !words
            .is_any(&[Class::GivenName, Class::Month, Class::Weekday, Class::OrgNotFirst], first)
}

/// A row cut into names and figures, without what stands in brackets.
fn pieces(text: &str, line: Span<Normal>, words: &Vocabulary) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut depth = 0usize;
    let mut at = line.start;
    for raw in text[line.range()].split_inclusive(' ') {
        let start = at;
        at += raw.len();
        let word = raw.trim_end();
        let open = word.matches('(').count();
        let close = word.matches(')').count();
        if depth > 0 || open > 0 {
            depth = (depth + open).saturating_sub(close);
            continue;
        }
        if word.is_empty() {
            continue;
        }
        let end = start + word.len();
        let score =
            || word.split_once(['-', '–', ':']).and_then(|(a, b)| Some((number(a)?, number(b)?)));
        if let Some(n) = number(word) {
            out.push(Piece::Number(n));
        } else if let Some((a, b)) = score() {
            out.extend([Piece::Number(a), Piece::Dash, Piece::Number(b)]);
        } else if word
            .strip_prefix(['.', '1'])
            .map(|w| w.trim_start_matches('.'))
            .is_some_and(|w| w.len() == 3 && number(w).is_some())
        {
            out.push(Piece::Share);
        } else if matches!(word, "-" | "–" | ":") {
            out.push(Piece::Dash);
        } else if AT.contains(&word) && !out.is_empty() {
            out.push(Piece::At);
        } else if out.is_empty()
            && word.ends_with('.')
            && number(word.trim_end_matches('.')).is_some()
        {
            // The rank before the name.
        } else if word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '&' | '/'))
        {
            match out.last_mut() {
                Some(Piece::Name(name)) => *name = Span::new(name.start, end),
                _ => out.push(Piece::Name(Span::new(start, end))),
            }
        } else if matches!(out.last(), Some(Piece::Name(_))) && words.is(Class::TeamSmallWord, word)
        {
            // A small word inside a name: the next capital word goes on with it.
        } else {
            out.push(Piece::Other);
        }
    }
    out
}

/// A number of at most four digits.
fn number(word: &str) -> Option<u32> {
    (word.len() < 5 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}
