//! Teams in tables of results and standings: there any name may be a team's, and the figures beside it say so.

use super::Expr;
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::count_bytes;

/// A longer paragraph is text, not rows (several stand in one where lines were joined).
const ROWS: usize = 1000;

/// A piece of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Name(Span<Normal>),
    Number(u32),
    /// A share of games won: ".567".
    Share,
    Dash,
    /// The word that tells guest from host in a list of games.
    At,
    Other,
}

/// Teams in the rows of results, standings and games to come.
pub(super) fn tables(context: &Context<'_>) -> Vec<Finding<Expr>> {
    let words = context.words;
    let text = context.text.normal.as_ref();
    let mut found = Vec::new();
    let mut games = Vec::new();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let line = context.text.slice(paragraph.span);
        if line.len() > ROWS || !line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            continue;
        }
        // Prose is told apart before it is cut into pieces: a long line without figures is no table.
        let figures = count_bytes(line.as_bytes(), |b| b.is_ascii_digit());
        if line.len() > 60 && figures * 20 < line.len() {
            continue;
        }
        // Every row has a figure, or the word between guest and host.
        if figures == 0 && !["at", "AT"].iter().any(|at| line.contains(at)) {
            continue;
        }
        let pieces = pieces(text, paragraph.span);
        let words = words[lang.index()];
        let team = |span: Span<Normal>| is_team(&text[span.range()], words);
        let mut names: Vec<Span<Normal>> = Vec::new();
        let mut rest = pieces.as_slice();
        let mut read = 0;
        while let Some((_, next)) = rest.split_first() {
            let (row, count) = row(rest);
            match row {
                Row::Teams(teams) => names.extend(teams),
                Row::Game(a, b) => games.push((lang, a, b)),
                Row::None => {}
            }
            read += count;
            rest = rest.get(count..).filter(|_| count > 0).unwrap_or(next);
        }
        // A row among other words is no table: most of the line must read as rows.
        if read * 10 < pieces.len() * 6 {
            continue;
        }
        found.extend(names.into_iter().filter(|n| team(*n)).map(|n| (lang, n)));
    }
    // "Love at Sunset" is a title; a list of games has several lines, or results beside it.
    if games.len() > 1 || !found.is_empty() {
        for (lang, a, b) in games {
            found.extend(
                [a, b].into_iter().filter(|n| is_team(&text[n.range()], words[lang.index()])).map(|n| (lang, n)),
            );
        }
    }
    found.into_iter().map(|(lang, span)| finding(lang, span)).collect()
}

/// What a row says.
enum Row {
    Teams(Vec<Span<Normal>>),
    Game(Span<Normal>, Span<Normal>),
    None,
}

/// The row that the pieces begin with, and how many of them it takes.
fn row(pieces: &[Piece]) -> (Row, usize) {
    match pieces {
        // Acme Town 2 - 1 Stone City
        [Piece::Name(a), Piece::Number(_), Piece::Dash, Piece::Number(_), Piece::Name(b), ..] => {
            (Row::Teams(vec![*a, *b]), 5)
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
            let figures = pieces[1..].iter().take_while(|p| matches!(p, Piece::Number(_) | Piece::Dash)).count();
            (Row::Teams(vec![*a]), figures + 1)
        }
        // Won, lost, share, games behind.
        [Piece::Name(a), Piece::Number(_), Piece::Number(_), Piece::Share, ..]
        | [Piece::Name(a), Piece::Number(_), Piece::Number(_), Piece::Number(_), Piece::Share, ..] => {
            let figures = pieces[1..].iter().take_while(|p| !matches!(p, Piece::Name(_) | Piece::At)).count();
            (Row::Teams(vec![*a]), figures + 1)
        }
        // Acme Town 2 Stone City 1
        [Piece::Name(a), Piece::Number(_), Piece::Name(b), Piece::Number(_), ..] => (Row::Teams(vec![*a, *b]), 4),
        [Piece::Name(a), Piece::At, Piece::Name(b)] => (Row::Game(*a, *b), 3),
        _ => (Row::None, 0),
    }
}

/// Weak, for a city's name means the team in this row alone.
fn finding(lang: Lang, span: Span<Normal>) -> Finding<Expr> {
    let value = Expr { kind: Some(OrgKind::Team), confidence: Confidence::Weak, entry: None };
    let rule = super::evidence::rule(lang, ["org/en/sport-table", "org/de/sport-table", "org/ru/sport-table"]);
    Finding { span, value, rule, lang, nested: false }
}

/// Whether a name of a row may be a team's: countries play as countries, persons have first names.
fn is_team(name: &str, words: &Vocabulary) -> bool {
    let title: String = capitalised(name);
    let is = |class: Class, w: &str| words.is(class, w);
    let first = title.split(' ').next().unwrap_or_default();
    let country = [name, title.as_str()].iter().any(|n| is(Class::Country, n) || is(Class::Nationality, n));
    !country
        && !is(Class::GivenName, first)
        && !is(Class::Month, first)
        && !is(Class::Weekday, first)
        && !is(Class::OrgNotFirst, first)
}

/// "NEW YORK" as "New York".
fn capitalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphanumeric();
    }
    out
}

/// A row cut into names and figures; brackets are passed over.
fn pieces(text: &str, line: Span<Normal>) -> Vec<Piece> {
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
        let score = || word.split_once(['-', '–', ':']).and_then(|(a, b)| Some((number(a)?, number(b)?)));
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
        } else if matches!(word, "at" | "AT") && !out.is_empty() {
            out.push(Piece::At);
        } else if out.is_empty() && word.ends_with('.') && number(word.trim_end_matches('.')).is_some() {
            // The rank before the name.
        } else if word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '&' | '/'))
        {
            match out.last_mut() {
                Some(Piece::Name(name)) => *name = Span::new(name.start, end),
                _ => out.push(Piece::Name(Span::new(start, end))),
            }
        } else if matches!(out.last(), Some(Piece::Name(_)))
            && matches!(word, "de" | "la" | "del" | "of" | "and" | "&" | "du" | "den")
        {
            // A small word inside a name: the next capital word goes on with it.
        } else {
            out.push(Piece::Other);
        }
    }
    out
}

fn number(word: &str) -> Option<u32> {
    (word.len() < 5 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}
