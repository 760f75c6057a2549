//! English builders for what is told from another time, and for lengths and repetitions.

use crate::gazetteer::Class;
use crate::kinds::date::build::coordinated::{self, Away};
use crate::kinds::date::build::relative;
use crate::kinds::date::context::tense::{self, looks_ahead};
use crate::kinds::date::expr::{Clock, Count, Expr, Placed, TimeExpr, Unit};
use crate::kinds::date::fields::{count, unit};
use crate::kinds::date::phrase::{before, preceded_by};
use crate::kinds::rule::{Finding, Match};
use crate::model::{Normal, Span};
use crate::text::boundary::{is_word, opens_sentence, word_after, word_before};

/// "last Friday", "next March", "this week"; not "this may", "last march".
pub(crate) fn near(m: &Match<'_, '_>) -> Option<TimeExpr> {
    if matches!(m.get("month"), Some("may" | "march")) {
        return None;
    }
    relative::near(m, |m, unit, step| relative::shifted(unit, step, plural(m.get("unit")?)))
}

/// Whether a unit stands in the plural: "the coming days" is no shift by one day.
fn plural(word: &str) -> bool {
    let word = word.to_lowercase();
    word.ends_with('s') && word != "this"
}

/// "tonight": today in the evening.
pub(crate) fn tonight(_: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr {
        clock: Some(Clock::Part("NI")),
        ..Expr::new(TimeExpr::Shift { unit: Unit::Day, by: 0 })
    })
}

/// "three months", "two weeks ago", "three days hence", "a year earlier".
pub(crate) fn amount(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    if let Some(within) = within_from_now(m) {
        return Some(within);
    }
    // "find an hour later this week"
    let elsewhere = matches!(word_after(m.text, m.span().end), "this" | "that");
    relative::amount(m, !elsewhere, length)
}

/// "two to three weeks", "3-5 years ago".
pub(crate) fn amounts(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let span = m.span();
    let age = Span::new(span.start, m.span_of("unit")?.end);
    let away = match (m.has("ago"), m.has("ahead")) {
        (true, _) => Away::Ago,
        (false, true) => Away::Ahead,
        (false, false) => Away::Length,
    };
    if is_age(m, age) { None } else { coordinated::amounts(m, span, away) }
}

/// "closed for three days from today", "less than two weeks from now"
fn within_from_now(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    (relative::is_spaced(m) && m.has("ahead")).then_some(())?;
    let start = relative::amount_start(m);
    let count = count(m).filter(|count| matches!(count, Count::Exact(_)))?;
    preceded_by(m, start, &["for", "less than", "under"])?;
    Some(
        m.at(Span::new(start, m.span().end), Expr::new(TimeExpr::Within { unit: unit(m)?, count })),
    )
}

/// A number of units that is no age, no year and no fraction; "within two weeks" lies ahead.
fn length(m: &Match<'_, '_>, span: Span<Normal>) -> Option<TimeExpr> {
    let unit = unit(m)?;
    let next = word_after(m.text, span.end);
    // "2018 day five", "three-quarters", "three quarters of the vote"
    let year = m.get("n").is_some_and(|n| n.len() == 4 && n.starts_with(['1', '2']))
        && !plural(m.get("unit")?);
    let fraction = unit == Unit::Quarter && (m.text[span.range()].contains('-') || next == "of");
    if year || fraction || is_age(m, span) {
        return None;
    }
    let length = relative::length(m, span)?;
    // "will pay within two weeks"
    let within = matches!(count(m)?, Count::Exact(_))
        && preceded_by(m, span.start, &["within"]).is_some()
        && !m.words.is(Class::NotWithin, next)
        && !tense::en::verbs(m, span).past;
    Some(if within { TimeExpr::Within { unit, count: count(m)? } } else { length })
}

/// "her nine-month-old son", "at the age of four months"
fn is_age(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    word_after(m.text, span.end) == "old"
        || m.text[span.end..].starts_with("-old")
        || before(m, span.start, Class::Age, &[' ']).is_some()
        || word_before(m.text, span.start) == "aged"
}

/// "in 2 weeks": only if the sentence looks ahead; "he read it in two weeks" tells a length.
pub(crate) fn in_perhaps(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let elsewhere = m.words.is(Class::NotIn, word_after(m.text, m.span().end));
    let ahead = |f: &Finding<Expr>| looks_ahead(m, f.span) || announced(m, f.span);
    relative::distance_from_now(m, 1).filter(|f| !elsewhere && ahead(f))
}

/// Whether "in two weeks" points ahead without a verb that says so: it ends what it stands in, no
/// verb is past and nothing is counted ("the second time in two weeks").
fn announced(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let tail = &m.text[span.end..];
    let closed = tail.trim_start_matches(' ').is_empty()
        || tail.starts_with(['.', ',', ';', '?', '!', '\n'])
        || word_after(m.text, span.end) == "at";
    let (head, _) = tense::around(m, span);
    let counts = head
        .split(|c: char| !is_word(c))
        .any(|w| m.words.is(Class::NotAhead, w) || m.words.is(Class::Ordinal, w));
    closed && !counts && !tense::en::verbs(m, span).past
}

/// "the following day": beside the date that the text named.
pub(crate) fn beside_named(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    Some(m.at(with_article(m), Expr::new(relative::beside_named(m)?)))
}

/// "the last two weeks", "the next 3 years".
pub(crate) fn window(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    Some(m.at(with_article(m), relative::window(m)?))
}

/// The match with an article before it.
fn with_article(m: &Match<'_, '_>) -> Span<Normal> {
    let span = m.span();
    Span::new(preceded_by(m, span.start, &["the"]).unwrap_or(span.start), span.end)
}

/// "that day", "the same year": the unit of the date that the text named.
pub(crate) fn same(m: &Match<'_, '_>) -> Option<Placed> {
    let span = m.span();
    let start = preceded_by(m, span.start, &["that same", "that", "the same"])?;
    let time = TimeExpr::FromLastNamed { unit: unit(m)?, by: 0 };
    (!plural(m.get("unit")?)).then_some((Span::new(start, span.end), Expr::new(time)))
}

/// "every year", "every two weeks", "daily", "Fridays".
pub(crate) fn every(m: &Match<'_, '_>) -> Option<Expr> {
    // "every day life"
    let next = word_after(m.text, m.span().end);
    if m.words.is(Class::NotEvery, next) && !m.has("weekday") && !m.has("n") {
        return None;
    }
    // "Literary Weekly": a name.
    if m.has("every") && is_name(m) { None } else { relative::every(m) }
}

/// "now", "recently"; not "the past two years", nor a name that begins with "Now".
pub(crate) fn reference(m: &Match<'_, '_>) -> Option<Expr> {
    let past = m.get("ref").is_some_and(|r| r.ends_with("past"));
    let next = word_after(m.text, m.span().end);
    if past && m.words.is_any(&[Class::Unit, Class::Number, Class::Vague], next) || is_name(m) {
        return None;
    }
    relative::reference(m)
}

/// Whether the match begins with a capital inside a sentence.
fn is_name(m: &Match<'_, '_>) -> bool {
    let start = m.span().start;
    m.text[start..].starts_with(char::is_uppercase) && !opens_sentence(m.text, start)
}
