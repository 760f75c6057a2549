//! English word order of times that share words: ranges of lengths, two quarters of a year, days
//! with one month.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{LEAD, NUMBER, ORDINAL, WEEKDAY, YEAR};
use crate::kinds::date::build::Build::{Finding, Findings, Time, Whole};
use crate::kinds::date::build::{DateRule as Rule, coordinated, en, years};

/// Rules for times that share words.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date/en/amount-range",
        description: "two lengths with one unit",
        examples: &["two to three weeks", "3-5 years", "six or seven months ago"],
        anchors: NUMBER,
        pattern: r"^(?<low>{number}|[0-9]+(?:\.[0-9]+)?)(?: to | or | ?[-–] ?|- to |-to-)(?<n>{number}|[0-9]+(?:\.[0-9]+)?)[ -](?<unit>{unit})(?: (?:(?<ago>ago|back)|(?<ahead>from now|from today|hence))(?-u:\b))?",
        build: Finding(en::relative::amounts),
    },
    Rule {
        name: "date/en/amount-between",
        description: "two lengths with one unit behind the word between",
        examples: &["between three and five years"],
        anchors: NUMBER,
        pattern: r"[Bb]etween ^(?<low>{number}|[0-9]+(?:\.[0-9]+)?) and (?<n>{number}|[0-9]+(?:\.[0-9]+)?) (?<unit>{unit})(?: (?:(?<ago>ago|back)|(?<ahead>from now|from today|hence))(?-u:\b))?",
        build: Finding(en::relative::amounts),
    },
    Rule {
        name: "date/en/quarters",
        description: "two quarters of one year",
        examples: &["the second and third quarters of 2017"],
        anchors: ORDINAL,
        pattern: r"^(?<first>{ordinal})(?:(?<to> to(?: the)? | through(?: the)? )|,? (?:and|or) (?:the )?)(?<ord>{ordinal})[ -](?:fiscal[ -])?(?:quarters?|(?<half>halves))(?:(?: of|,| in)? (?:(?:fiscal|financial)(?: year)? )?(?<year>{year}))?",
        build: Findings(coordinated::quarters),
    },
    Rule {
        name: "date/en/weekday-days",
        description: "two days of one month, each with its weekday",
        examples: &["Thursday, 12 and Friday, 13 September"],
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday}),?(?: the)? (?<first>{day_en})(?:(?<to> to | until | ?[-–] ?)|,? (?:and|or) )(?<weekday2>{weekday}),?(?: the)? (?<day>{day_en})(?: of)? (?<month>{month})(?:,? (?<year>{year}))?",
        build: Findings(coordinated::weekday_days),
    },
    Rule {
        name: "date/en/decade-in-century",
        description: "a decade in words with its century",
        examples: &["the nineteen-thirties"],
        anchors: LEAD,
        pattern: r"^(?<century>{year_words})[ -](?<word>{decade_word})",
        build: Time(years::decade_in_century),
    },
    Rule {
        name: "date/en/year-months",
        description: "a year with two months behind it",
        examples: &["the 1982 Mar-Apr issue"],
        anchors: YEAR,
        pattern: r"^(?<year>{year}) (?<month>{month})[-–/](?<month2>{month})",
        build: Findings(coordinated::months),
    },
    Rule {
        name: "date/en/year-month-day",
        description: "a year with month and day behind it",
        examples: &["2011 October 29"],
        anchors: YEAR,
        pattern: r"^(?<year>{recent_year}),? (?<month>{month}) (?<day>{day_en})",
        build: Time(coordinated::year_first),
    },
    Rule {
        name: "date/en/quarter-fiscal",
        description: "a quarter of a fiscal year as a code",
        examples: &["Q4 FY20"],
        anchors: &[Anchor::Lead],
        pattern: r"^[Qq](?<ord>[1-4]),?(?: of)? ?(?:FY|fiscal) ?'?(?<year>[0-9]{4}|[0-9]{2})",
        build: Time(en::calendar::quarter),
    },
    Rule {
        name: "date/en/fiscal-range",
        description: "a fiscal year that runs over two years",
        examples: &["FY2018-19"],
        anchors: LEAD,
        pattern: r"^(?:FY|[Ff]iscal(?: year)?) ?(?<first>{year})[-–/](?<year>{year_end})",
        build: Findings(years::year_range),
    },
    Rule {
        name: "date/en/years-bc",
        description: "two years before the common era",
        examples: &["264 to 241 BC"],
        anchors: NUMBER,
        pattern: r"^(?<first>[1-9][0-9]{0,3}) ?(?:[-–]|to|until) ?(?<n>[1-9][0-9]{0,3}) (?:BCE?|B\.C\.(?:E\.)?)",
        build: Findings(years::years_before_christ),
    },
    Rule {
        name: "date/en/noon",
        description: "noon or midnight, behind a preposition or beside a day",
        examples: &["at midnight", "noon Friday"],
        anchors: &[Anchor::ClockWord],
        pattern: r"^(?:(?<noon>[Nn]oon|[Mm]idday)|[Mm]idnight)",
        build: Whole(en::clock::noon),
    },
    Rule {
        name: "date/en/year-ago-quarter",
        description: "the same quarter a year before",
        examples: &["the year-ago quarter"],
        anchors: &[Anchor::TimeUnit],
        pattern: r"^year-(?:ago|earlier) (?<unit>quarter)",
        build: Whole(coordinated::year_ago_quarter),
    },
];
