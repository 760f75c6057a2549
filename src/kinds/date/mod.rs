//! Dates, times, durations and sets.
//!
//! ```text
//! rule (en, de, ru: word order) ── build ──> Expr (what is said) ── context ──> + the words around
//!   ── longest, join ──> joined dates, ranges ── resolve ──> calendar units ── value ──> DateValue
//! ```
//!
//! - `en`, `de`, `ru`: patterns. A new order of words goes there, a new word into
//!   `gazetteers/calendar.tsv`.
//! - `build`: what the named groups of a pattern mean. `fields` reads single groups (a year, a
//!   day), `phrase` the words around a place.
//! - `context`: attaches a weekday, an edge ("end of"), a direction ("since"), "of last year", a
//!   part of day and the tense of the sentence.
//! - `join`: neighbours that are one date ("Friday" + "at 8"), a range, or share a year.
//! - `resolve`: the conventions by which an open expression gets its day.
//! - `value`: how a resolved date is written.
//!
//! A file that holds what only one language says has its code in its name or folder. Three classes
//! of words mix languages, because texts quote each other: `weekday_link`, `numeric_opener` and
//! `old_year_opener`.
//!
//! # Classes of the calendar table
//!
//! - Calendar: `month`, `weekday` (and `weekday_short`, `weekday_code`, `weekdays`), `unit`,
//!   `season`, `holiday` (its day: `12-25`, `easter+1`, `11/4/4` the fourth Thursday of November),
//!   `daypart`, `ordinal`, `day_shift` (today + n), `direction` (last −1, this 0, next 1), `edge`,
//!   `bound`, `of_year`, `of_month`, `of_week` (what a following phrase says), `ref`, `every`,
//!   `every_word`, `vague`, `decade_word`, `decade_name`, `era`.
//! - Anchors only: `period`, `lead`, `final`, `clock_word`.
//! - For precision: `year_opener` (words before a bare year), `old_year_opener` (before one below
//!   1700), `numeric_opener` (before a day and a month in digits), `weekday_link` (between a weekday
//!   and a day), `counted` (nouns that a number before counts), `age` (words before an age),
//!   `month_lead` (capitalised words before a month), `month_or_name` (months that are names or
//!   other words too), `span_opener` (words before a length in years), `plural_unit`.
//! - For neighbours: `date_link` (between two dates; the value says how it joins them: `and`, `or`,
//!   `to`, or `closing` for a range only if something else says so), `range_opener` (before the
//!   first end, where a `closing` follows), `range_between` (the same for `and`), `range_article`
//!   (behind `range_between`).
//! - Before what alone could be something else: `day_opener`, `weekday_opener`, `decade_opener`.
//! - German and Russian: `same_word` (before a unit that the text named), `clock_lead` (before a
//!   time of day behind a weekday), `points_back` (before a day that has been).
//! - German only: `quarter_word`, `unit_edge_word` (the value is unit:edge), `year_turn`,
//!   `relative_pronoun`, `place_preposition` and `counting_verb` (around a bare year), `game_word`
//!   (a text with scores), `looks_back`, `not_present`, `infinitive_end` (also Russian), `day_link`
//!   (also Russian; between a time and its day), `clock_opener` (before a time of day; the value says of which form: `digits`,
//!   `words`, `any`), `after_noon` (behind an hour), `same_opener` (before `same_word`),
//!   `day_words_opener` (before a day and a month in words), `day_list_link` (behind a day of a
//!   list), `counting_opener` (before a year, but also before a number that counts), `short_month`
//!   (short names that are no abbreviations), `age_behind` (behind an age), `night_of` (behind the
//!   night to a day), `ref_noun` (nouns of `ref`), `ref_noun_of` (behind them, if they are of
//!   something).
//! - Russian only: `final_quarter`, `nth_unit` and `nth_unit_from_five` (forms behind the number of a
//!   unit), `instrumental_end` (behind «с» in the sense of "with"), `genitive_year`, `rate` and
//!   `after_rate`, `year_noun` (behind a date), `year_preposition` (before a plain year),
//!   `one_unit` (units that are one without a number), `not_length` (behind them: a veto).
//! - For fractions and parts: `fraction_of` (before a whole; the value is nth/of), `edge_hyphen` (an
//!   edge only with a hyphen), `day_edge` (edges that a day has), `last` (for the parts of a whole),
//!   `period_link` and `period_lead` (a length and the date that it ends with).
//! - For the time of a passage: `founded` (participles that open a sentence), `of_noun` (before the
//!   year of a noun), `circa`.
//! - For plans: `plan` (verbs whose infinitive or deadline lies ahead), `postpone` with
//!   `postponed_to`, `deadline`, `ahead_before` (right before a date). Russian ones are stems.
//! - For the tense: `future` (verbs that look ahead), `present` and `past` (what else tells which
//!   way a sentence looks); English `no_past`, `not_ahead` (verbs and what stands before them).
//! - English only: `holiday_thing`, `week_of` and `part_of` (before a day), `bound_after` and
//!   `bound_closing` (behind a date), `to_date` (behind the start of a time that goes on), `zone`,
//!   `clock_hour`, `weekday_abbr`, `weekday_word` (short forms that are words too), `decade_short`,
//!   `year_words`, `year_words_opener` (before them), `unit_kind`, `whose` (before a year and its
//!   noun), `closes` and `whole` (before "the day"), `after_day`, `numeric_month_opener` (before a
//!   month in digits), `year_phrase` and `weak_year_opener` (before a bare year), `whole_link` (a
//!   part and its whole), `clock_link` (a day and its time), `counted_from` (a length and the date
//!   that it is counted from); `not_alone`, `not_day`, `not_decade`, `not_month`, `not_every`,
//!   `not_year_month`, `not_quarter`, `not_step`, `not_within`, `not_in` (vetoes).

mod anchor_sets;
mod build;
mod context;
mod de;
mod en;
mod expr;
mod fields;
mod join;
mod phrase;
mod resolve;
mod ru;
mod value;

use build::{Build, DateRule};
use expr::Expr;

use super::anchors::{Anchor, AnchorWords, compounds, words};
use super::context::{Context, ResolvedMention};
use super::kind::KindRules;
use super::overlap::Taken;
use super::rule::{Finding, SubPattern, check};
use crate::gazetteer::Class;
use crate::model::{Kind, Lang};
use crate::numeral::DIGITS;

/// The sub-patterns of this kind. If only one language has it, its name ends with the language's
/// code.
const SUB_PATTERNS: &[SubPattern] = &[
    ("digits", DIGITS),
    ("day_number", "[0-3]?[0-9]"),
    ("month_number", "[01]?[0-9]"),
    ("two_digit_month", "0[1-9]|1[0-2]"),
    ("year", "[12][0-9]{3}"),
    ("recent_year", "(?:19|20)[0-9]{2}"),
    ("long_or_short_year", "[12][0-9]{3}|[0-9]{2}"),
    ("year_end", "[12][0-9]{3}|[0-9]{1,2}"),
    ("year_or_apostrophe", "[12][0-9]{3}|'[0-9]{2}"),
    ("decade_digits", "[12][0-9]{2}0"),
    ("hour", "[0-2]?[0-9]"),
    ("minute", "[0-5][0-9]"),
    ("day_en", "[0-3]?[0-9](?:st|nd|rd|th)?"),
    ("ordinal_day_en", "[0-3]?[0-9](?:st|nd|rd|th)"),
    ("am_pm_en", r"[ap]\.m\.?|[ap]m|AM|PM"),
    ("list_link_de", "(?:,|,? und|,? sowie)(?: am| dem)?"),
    (
        "number_de",
        "[a-zü]+und[a-zß]+|[a-zäöüß]*tausend|[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]+(?:,[0-9]+)?",
    ),
    ("year_in_words_de", "[a-zäöüß]*(?:hundert|tausend)[a-zäöüß]*"),
    ("half_day_de", "morgens|abends|nachmittags|früh|nachts"),
    ("half_day_ru", "утра|вечера|дня|ночи"),
    ("of_year_ru", r" (?:года|году|г\.)"),
];

/// Dates, times, durations and sets.
///
/// A range has the name of the rule of its second end, joined neighbours that of the first.
pub(super) struct Date;

impl KindRules for Date {
    type Expr = Expr;
    type Build = Build;

    const KIND: Kind = Kind::Date;

    const ANCHORS: &'static [AnchorWords] = &[
        words(Class::Month, Anchor::Month),
        words(Class::Weekday, Anchor::Weekday),
        words(Class::Weekdays, Anchor::Weekday),
        words(Class::WeekdayPart, Anchor::Weekday),
        words(Class::WeekdayCode, Anchor::Weekday),
        words(Class::Unit, Anchor::TimeUnit),
        compounds(Class::UnitAdjective, Anchor::TimeUnit),
        words(Class::HalfUnit, Anchor::TimeUnit),
        words(Class::Vague, Anchor::Number),
        words(Class::Roman, Anchor::Number),
        words(Class::Season, Anchor::Season),
        words(Class::SeasonGenitive, Anchor::Season),
        words(Class::DecadeWord, Anchor::Period),
        words(Class::DecadeName, Anchor::Period),
        words(Class::Era, Anchor::Period),
        words(Class::Period, Anchor::Period),
        words(Class::OfMonth, Anchor::Period),
        words(Class::Daypart, Anchor::DayPart),
        words(Class::ClockWord, Anchor::ClockWord),
        words(Class::DayShift, Anchor::Deictic),
        words(Class::Tonight, Anchor::Deictic),
        words(Class::YearAdverb, Anchor::Deictic),
        words(Class::Ref, Anchor::Deictic),
        words(Class::Every, Anchor::Deictic),
        words(Class::EveryWord, Anchor::Deictic),
        words(Class::Direction, Anchor::Lead),
        words(Class::Lead, Anchor::Lead),
        words(Class::Ordinal, Anchor::Ordinal),
        words(Class::Final, Anchor::Ordinal),
        words(Class::Holiday, Anchor::Period),
        words(Class::DecadeShort, Anchor::Period),
        words(Class::WeekdayAbbr, Anchor::Weekday),
        words(Class::WeekdayWord, Anchor::Weekday),
        words(Class::YearWords, Anchor::Lead),
        words(Class::Zone, Anchor::ClockWord),
        words(Class::QuarterWord, Anchor::Period),
        words(Class::UnitEdgeWord, Anchor::Period),
        words(Class::YearTurn, Anchor::Period),
        words(Class::FinalQuarter, Anchor::Lead),
    ];

    const COUNTED: &'static [Anchor] = &[
        Anchor::Month,
        Anchor::TimeUnit,
        Anchor::Period,
        Anchor::ClockWord,
        Anchor::DayPart,
        Anchor::Numeric,
        Anchor::Weekday,
    ];

    const REACH: usize = 120;

    const SUB_PATTERNS: &'static [SubPattern] = SUB_PATTERNS;

    fn rules(lang: Lang) -> &'static [DateRule] {
        match lang {
            Lang::En => en::RULES,
            Lang::De => de::RULES,
            Lang::Ru => ru::RULES,
        }
    }

    fn resolve(
        &self,
        findings: Vec<Finding<Expr>>,
        context: &Context<'_>,
        taken: &Taken,
    ) -> Vec<ResolvedMention> {
        resolve::resolve(findings, context, taken)
    }
}

const _: () = {
    check(en::RULES, SUB_PATTERNS);
    check(de::RULES, SUB_PATTERNS);
    check(ru::RULES, SUB_PATTERNS);
};
