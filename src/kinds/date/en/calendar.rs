//! English word order of days, months and years.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{MONTH, NUMBER, NUMBER_OR_ORDINAL, NUMERIC, YEAR};
use crate::kinds::date::build::Build::{Findings, Placed, Time};
use crate::kinds::date::build::{DateRule as Rule, calendar, en, numeric, years};

/// Rules for days, months and years.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date/en/month-day-year",
        description: "month, day and year in this order",
        examples: &["January 25, 2021", "Mon Jan 25 20:15:00 2021"],
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?:the )?(?<day>{day_en}|{ordinal})(?:,? of|,| in| [0-2][0-9]:{minute}:{minute}(?: {zone})?)? ?(?<year>{year})",
        build: Time(calendar::day),
    },
    Rule {
        name: "date/en/month-day",
        description: "a month and a day behind it",
        examples: &["January 25", "June the 1st"],
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: the|,)? (?<day>{day_en}|{ordinal})",
        build: Time(en::calendar::month_day),
    },
    Rule {
        name: "date/en/day-month",
        description: "a day or several days with their month, with or without a year",
        examples: &["25 January 2021", "31 Oct '74", "3 May 99"],
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?:(?<first>{day_en}|{ordinal})(?:(?<to> ?[-–] ?| [Tt]o(?: the)? | through (?:the )?| until (?:the )?| till (?:the )?)|(?:, (?<middle>{day_en}))?,? (?:and|or)(?: the)? ))?(?<day>{day_en}|{ordinal})(?: day)?(?: of)?(?: |(?<dash>[-/]?))(?<month>{month})(?:(?:(?:,| of| in|[-/])? ?(?<year>{year_or_apostrophe})|[ /-](?<short>[0-9]{2}))(?-u:\b))?",
        build: Findings(en::calendar::day_or_days),
    },
    Rule {
        name: "date/en/month-day-range",
        description: "a month with the first and the last day of a range",
        examples: &["July 13-15, 2019"],
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: the)? (?<first>{day_en}|{ordinal})(?<to> ?[-–] ?| to | through | thru | until | till )(?:the )?(?<day>{day_en}|{ordinal})(?:,? (?<year>{year}))?",
        build: Findings(en::calendar::days),
    },
    Rule {
        name: "date/en/month-day-list",
        description: "a month with several days",
        examples: &["January 15 and 25, 2021"],
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?<first>{day_en}|{ordinal})(?:, (?<middle>{day_en}))?,? (?:and|or) (?<day>{day_en})(?:,? (?<year>{year}))?",
        build: Findings(en::calendar::days),
    },
    Rule {
        name: "date/en/month-year",
        description: "a month with its year",
        examples: &["November 2020", "May of 1789"],
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?:,| of|,? in)? (?<year>{year_or_apostrophe})",
        build: Placed(en::calendar::month),
    },
    Rule {
        name: "date/en/month-year-short",
        description: "a month with two digits that can only be a year",
        examples: &["August 99"],
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: of)? (?<short>[4-9][0-9])",
        build: Placed(en::calendar::month),
    },
    Rule {
        name: "date/en/month-day-glued",
        description: "a short month written together with its day",
        examples: &["Oct2", "Feb13, 2019"],
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?<day>{day_number})(?:,? (?<year>{year}))?",
        build: Time(en::calendar::month_day_glued),
    },
    Rule {
        name: "date/en/month",
        description: "a month alone",
        examples: &["October"],
        anchors: MONTH,
        pattern: r"^(?<month>{month})",
        build: Placed(en::calendar::month),
    },
    Rule {
        name: "date/en/iso",
        description: "year, month and day as in ISO 8601",
        examples: &["2021-01-25", "2021/01/25"],
        anchors: NUMERIC,
        pattern: r"^(?<year>{year})(?:-(?<month>{month_number})-|/(?<month2>{month_number})/)(?<day>{day_number})",
        build: Time(numeric::numeric),
    },
    Rule {
        name: "date/en/numeric",
        description: "day, month and year in digits",
        examples: &["12/05/2018", "20. 01. 2021", "10/31/74"],
        anchors: NUMERIC,
        pattern: r"^(?:(?<first>{day_number})/(?<second>{day_number})/(?<year>{long_or_short_year})|(?<first2>{day_number})(?:\. ?|-)(?<second2>{day_number})(?:\. ?|-)(?<year2>{year}))",
        build: Placed(numeric::day_or_month_first),
    },
    // "from 2007 to 2009" is joined from two findings.
    Rule {
        name: "date/en/year-range",
        description: "two years with a dash or slash between them",
        examples: &["2007-2009", "2007/08"],
        anchors: YEAR,
        pattern: r"^(?<first>{year}) ?[-–/~] ?(?<year>{year_end})",
        build: Findings(years::year_range),
    },
    Rule {
        name: "date/en/year-named",
        description: "a year behind a word that names it",
        examples: &["fiscal 2019", "year 2019", "FY18"],
        anchors: &[Anchor::TimeUnit, Anchor::Lead],
        pattern: r"^(?:(?:[Ff]iscal )?(?:[Yy]ear)|[Ff]iscal|FY|CY|cy|AD) ?(?<year>{year})|^(?:FY|CY|cy) ?'?(?<year2>[0-9]{2})",
        build: Time(years::year_named),
    },
    Rule {
        name: "date/en/year",
        description: "a year in digits where the words around it speak of time",
        examples: &["2019"],
        anchors: YEAR,
        pattern: r"^(?<year>{year})",
        build: Time(en::years::bare_year),
    },
    Rule {
        name: "date/en/year-bc",
        description: "a year before the common era",
        examples: &["480 BC"],
        anchors: NUMBER,
        pattern: r"^(?<n>[1-9][0-9]{0,3}) (?:BCE?|B\.C\.(?:E\.)?)",
        build: Time(years::year_before_christ),
    },
];
