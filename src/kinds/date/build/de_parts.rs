//! Builders for German decades and parts of a year in one word: "den 1990ern", "in den Neunzigern",
//! "Jahresende", "Jahreswechsel".

use crate::gazetteer::Class;
use crate::kinds::date::context::edge;
use crate::kinds::date::expr::{Expr, Holiday, Part, Placed, TimeExpr, Unit, Year};
use crate::kinds::date::fields::{day_point, point, year};
use crate::kinds::date::phrase::{before, before_space, preceded_by};
use crate::kinds::rule::Match;
use crate::model::Span;
use crate::text::boundary::{word_after, word_before};

/// "den 1990ern", "die Mode der 70er", "der 1960er- und 1970er-Jahre": a decade in digits whose
/// word for years stands later or not at all.
pub(crate) fn decade_bare(m: &Match<'_, '_>) -> Option<Placed> {
    let digits = m.get("decade")?;
    let (tail, start) = (m.tail(), m.span().start);
    let listed = [", ", " und ", " oder ", " bis ", " sowie "].iter().any(|link| {
        let next = tail.strip_prefix(link).map(|rest| rest.trim_start_matches("der "));
        next.is_some_and(|next| {
            let number = next.trim_start_matches(|c: char| c.is_ascii_digit());
            next.len() > number.len() && number.starts_with("er")
        })
    });
    // "der 1990er Jahrgang", "ein 70er Trikot"
    let noun = word_after(m.text, m.span().end).starts_with(char::is_uppercase)
        || tail.starts_with(|c: char| c.is_alphanumeric());
    let opened = before_space(m, start, Class::DecadeOpener).is_some()
        || before(m, start, Class::Edge, &[' ']).is_some();
    let joined = m.head().ends_with(['-', '/', '.', ',']);
    (!joined && (listed || !noun && (digits.len() == 4 || opened))).then_some(())?;
    let n: i16 = digits.parse().ok()?;
    let decade = if digits.len() == 4 { n / 10 } else { 190 + n / 10 };
    let end = m.span_of("decade")?.end;
    let end = end + if m.text[end..].starts_with("ern") { 3 } else { 2 };
    Some((Span::new(start, end), Expr::new(point(Year::Open, Part::Decade(decade)))))
}

/// "Jahresende 2018", "zum Quartalsende": a part of a unit in one word.
pub(crate) fn unit_edge_word(m: &Match<'_, '_>) -> Option<Placed> {
    let (unit, edge) = m.words.value(Class::UnitEdgeWord, m.get("word")?)?.split_once(':')?;
    let unit = Unit::from_value(unit)?;
    let time = match year(m)? {
        year @ Year::Given(_) if unit == Unit::Year => point(year, Part::Whole),
        Year::Given(_) => return None,
        Year::Open | Year::Shift(_) => TimeExpr::Shift { unit, by: 0 },
    };
    let mut expr = Expr::new(time);
    edge::apply(&mut expr, edge);
    Some((m.span(), expr))
}

/// "zum Jahreswechsel", "Jahreswechsel 2019/20".
pub(crate) fn year_turn(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let Some(first) = m.get("first") else {
        let day = Holiday::Fixed(1, 1);
        return Some(TimeExpr::Holiday { day, year: Year::Open, step: None, weekend: false });
    };
    let first: i16 = first.parse().ok()?;
    match m.get("year") {
        Some(_) => day_point(Year::Given(first + 1), 1, 1),
        None => Some(point(Year::Given(first), Part::Whole)),
    }
}

/// "in den Neunzigern": only behind a word that leaves no age and no name.
pub(crate) fn decade_name(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let whole =
        ["jahre", "tausender"].iter().any(|w| m.get("word").is_some_and(|word| word.contains(w)));
    let opened = before_space(m, m.span().start, Class::DecadeOpener).is_some();
    // "eine Frau in den Vierzigern" is an age.
    let prev =
        preceded_by(m, m.span().start, &["in den"]).map_or("", |start| word_before(m.text, start));
    if m.words.is(Class::Person, prev) {
        return None;
    }
    (whole || opened || before(m, m.span().start, Class::Edge, &[' ']).is_some()).then_some(())?;
    let decade = 190 + i16::try_from(m.int(Class::DecadeName, "word")?).ok()?;
    Some(point(Year::Open, Part::Decade(decade)))
}
