//! English word order of days, months and years.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{MONTH, NUMBER, NUMBER_OR_ORDINAL, NUMERIC, YEAR};
use crate::kinds::date::build::Build::{Findings, Placed, Time};
use crate::kinds::date::build::{DateRule as Rule, calendar, en, numeric, years};

/// Rules for days, months and years.
pub(super) const RULES: &[Rule] = &[
    // "January 25, 2021", "Mon Jan 25 20:15:00 2021"
    Rule {
        name: "date/en/month-day-year",
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?:the )?(?<day>{day_en}|{ordinal})(?:,? of|,| in| [0-2][0-9]:{minute}:{minute}(?: {zone})?)? ?(?<year>{year})",
        build: Time(calendar::day),
    },
    // "January 25", "June the 1st"
    Rule {
        name: "date/en/month-day",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: the|,)? (?<day>{day_en}|{ordinal})",
        build: Time(calendar::day),
    },
    // "25 January 2021", "31 Oct '74", "3 May 99", "the 4th of July"; "13-15 July 2019", "from the
    // 13th to the 15th of July"; "15, 18 and 25 January"
    Rule {
        name: "date/en/day-month",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?:(?<first>{day_en}|{ordinal})(?:(?<to> ?[-–] ?| [Tt]o(?: the)? | through (?:the )?| until (?:the )?| till (?:the )?)|(?:, (?<middle>{day_en}))?,? (?:and|or)(?: the)? ))?(?<day>{day_en}|{ordinal})(?: day)?(?: of)?(?: |(?<dash>[-/]?))(?<month>{month})(?:(?:(?:,| of| in|[-/])? ?(?<year>{year_or_apostrophe})| (?<short>[0-9]{2}))(?-u:\b))?",
        build: Findings(en::calendar::day_or_days),
    },
    // "July 13-15, 2019"
    Rule {
        name: "date/en/month-day-range",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: the)? (?<first>{day_en}|{ordinal})(?<to> ?[-–] ?| to | through | thru | until | till )(?:the )?(?<day>{day_en}|{ordinal})(?:,? (?<year>{year}))?",
        build: Findings(en::calendar::days),
    },
    // "January 15 and 25, 2021"
    Rule {
        name: "date/en/month-day-list",
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?<first>{day_en}|{ordinal})(?:, (?<middle>{day_en}))?,? (?:and|or) (?<day>{day_en})(?:,? (?<year>{year}))?",
        build: Findings(en::calendar::days),
    },
    // "November 2020", "May of 1789"
    Rule {
        name: "date/en/month-year",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?:,| of|,? in)? (?<year>{year_or_apostrophe})",
        build: Placed(en::calendar::month),
    },
    // "August 99", "April of 87": two digits that are no day
    Rule {
        name: "date/en/month-year-short",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: of)? (?<short>[4-9][0-9])",
        build: Placed(en::calendar::month),
    },
    // "Oct2", "Feb13, 2019"
    Rule {
        name: "date/en/month-day-glued",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?<day>{day_number})(?:,? (?<year>{year}))?",
        build: Time(en::calendar::month_day_glued),
    },
    // "October"
    Rule {
        name: "date/en/month",
        anchors: MONTH,
        pattern: r"^(?<month>{month})",
        build: Placed(en::calendar::month),
    },
    // "2021-01-25", "2021/01/25"
    Rule {
        name: "date/en/iso",
        anchors: NUMERIC,
        pattern: r"^(?<year>{year})(?:-(?<month>{month_number})-|/(?<month2>{month_number})/)(?<day>{day_number})",
        build: Time(numeric::numeric),
    },
    // "12/05/2018", "20. 01. 2021", "10/31/74"
    Rule {
        name: "date/en/numeric",
        anchors: NUMERIC,
        pattern: r"^(?:(?<first>{day_number})/(?<second>{day_number})/(?<year>{long_or_short_year})|(?<first2>{day_number})(?:\. ?|-)(?<second2>{day_number})(?:\. ?|-)(?<year2>{year}))",
        build: Placed(numeric::day_or_month_first),
    },
    // "from 2007 to 2009" is joined from two; "2007-2009", "2007/08"
    Rule {
        name: "date/en/year-range",
        anchors: YEAR,
        pattern: r"^(?<first>{year}) ?[-–/~] ?(?<year>{long_or_short_year})",
        build: Findings(years::year_range),
    },
    // "fiscal 2019", "year 2019", "FY18"
    Rule {
        name: "date/en/year-named",
        anchors: &[Anchor::TimeUnit, Anchor::Lead],
        pattern: r"^(?:(?:[Ff]iscal )?(?:[Yy]ear)|[Ff]iscal|FY|CY|cy|AD) ?(?<year>{year})|^(?:FY|CY|cy) ?'?(?<year2>[0-9]{2})",
        build: Time(years::year_named),
    },
    // "2019"
    Rule {
        name: "date/en/year",
        anchors: YEAR,
        pattern: r"^(?<year>{year})",
        build: Time(en::years::bare_year),
    },
    // "480 BC"
    Rule {
        name: "date/en/year-bc",
        anchors: NUMBER,
        pattern: r"^(?<n>[1-9][0-9]{0,3}) (?:BC|B\.C\.|BCE)",
        build: Time(years::year_before_christ),
    },
];
