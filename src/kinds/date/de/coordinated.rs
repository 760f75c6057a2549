//! German word order of times that share words: ranges of lengths, two quarters of a year, decades in a
//! list, days with one month.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{
    NUMBER, NUMBER_OR_ORDINAL, NUMERIC, ORDINAL, PERIOD, WEEKDAY,
};
use crate::kinds::date::build::Build::{Finding, Findings, Placed, Time, Whole};
use crate::kinds::date::build::{DateRule as Rule, coordinated, de, de_parts, numeric, years};

/// Rules for times that share words.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date/de/amount-range",
        description: "two lengths with one unit",
        examples: &["zwei bis drei Wochen", "8-10 Monate", "vor drei bis vier Jahren"],
        anchors: NUMBER,
        pattern: r"^(?<low>{number}|{number_de})(?: bis | oder | ?[-–] ?)(?<n>{number}|{number_de})[ -](?<unit>{unit})",
        build: Finding(de::amounts),
    },
    Rule {
        name: "date/de/amount-between",
        description: "two lengths with one unit behind the word between",
        examples: &["zwischen zwei und drei Jahren"],
        anchors: NUMBER,
        pattern: r"[Zz]wischen ^(?<low>{number}|{number_de}) und (?<n>{number}|{number_de}) (?<unit>{unit})",
        build: Finding(de::amounts),
    },
    Rule {
        name: "date/de/quarters",
        description: "two quarters or halves of one year",
        examples: &["zweiten und dritten Quartal 2019"],
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<first>{ordinal}|[1-4]\.)(?:(?<to> bis (?:zum )?)| und | oder | sowie )(?:im )?(?<ord>{ordinal}|[1-4]\.) (?:[Qq]uartale?s?|[Vv]ierteljahre?s?|(?<half>[Hh]albjahre?s?|Jahreshälfte))(?:(?: des Jahres| des Geschäftsjahres)? (?<year>{year}))?",
        build: Findings(coordinated::quarters),
    },
    Rule {
        name: "date/de/weekday-days",
        description: "two days of one month, each with its weekday",
        examples: &["Freitag, 26. und Samstag, 27. Februar"],
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday}),?(?: den| dem| der)? (?<first>{day_number}\.)(?:(?<to>,? bis (?:zum )?| ?[-–] ?)|,? (?:und|oder|sowie) )(?:am )?(?<weekday2>{weekday}),?(?: den| dem| der)? (?<day>{day_number}\.) ?(?<month>{month})(?: (?<year>{year}))?",
        build: Findings(coordinated::weekday_days),
    },
    Rule {
        name: "date/de/decade-bare",
        description: "a decade in digits without the word for years",
        examples: &["Seit den 1990ern sinkt es.", "Die Mode der 70er ist da."],
        anchors: &[Anchor::Number, Anchor::Period],
        pattern: r"^(?<decade>{decade_digits}|[1-9]0)(?:ern?)-?",
        build: Placed(de_parts::decade_bare),
    },
    Rule {
        name: "date/de/first-units",
        description: "the first units of a longer time",
        examples: &["ersten drei Monate des Jahres 2019"],
        anchors: ORDINAL,
        pattern: r"^ersten (?<n>{number}|[0-9]+) (?<unit>{unit})(?: (?:des|der) (?<of>Jahres|Monats|Quartals|Jahrzehnts|Jahrhunderts))?",
        build: Finding(coordinated::first_units),
    },
    Rule {
        name: "date/de/numeric-full-range",
        description: "a range of full days in digits",
        examples: &["12.03.2019-18.03.2019", "05.07.-19.07.2020", "vom 22. 7. bis zum 3. 11. 2013"],
        anchors: NUMERIC,
        pattern: r"^(?<from>(?<first>{day_number})\. ?(?<month>{month_number})\.?(?: ?(?<year2>{long_or_short_year}))?) ?(?:[-–]|bis (?:zum )?) ?(?<till>(?<day>{day_number})\. ?(?<month2>{month_number})\.(?: ?(?<year>{long_or_short_year}))?)",
        build: Findings(numeric::full_range),
    },
    Rule {
        name: "date/de/quarter-word",
        description: "a quarter of a year in one word",
        examples: &["Schlussquartal 2018"],
        anchors: PERIOD,
        pattern: r"^(?<word>{quarter_word})(?:(?: des Jahres)? (?<year>{year}))?",
        build: Time(coordinated::quarter_word),
    },
    Rule {
        name: "date/de/unit-edge-word",
        description: "the beginning or end of a unit in one word",
        examples: &["zum Jahresende", "Monatsanfang"],
        anchors: PERIOD,
        pattern: r"^(?<word>{unit_edge_word})(?: (?<year>{year}))?",
        build: Placed(de_parts::unit_edge_word),
    },
    Rule {
        name: "date/de/year-turn",
        description: "the turn of a year",
        examples: &["Jahreswechsel 2019/20"],
        anchors: PERIOD,
        pattern: r"^{year_turn}(?: (?<first>{year})(?:/(?<year>{year_end}))?)?",
        build: Time(de_parts::year_turn),
    },
    Rule {
        name: "date/de/years-bc",
        description: "two years before the common era",
        examples: &["264 bis 241 v. Chr."],
        anchors: NUMBER,
        pattern: r"^(?<first>[1-9][0-9]{0,3}) ?(?:[-–]|bis) ?(?<n>[1-9][0-9]{0,3}) v(?:\. ?|or )(?:Chr(?:\.|istus)|u\. ?Z\.)",
        build: Findings(years::years_before_christ),
    },
    Rule {
        name: "date/de/midnight",
        description: "midnight behind a preposition",
        examples: &["um Mitternacht"],
        anchors: &[Anchor::ClockWord],
        pattern: r"(?:[Uu]m|[Gg]egen|[Bb]is|[Aa]b|[Vv]or|[Nn]ach) ^Mitternacht",
        build: Whole(de::midnight),
    },
    Rule {
        name: "date/de/day-of-month",
        description: "a day of the last, this, the next or the named month",
        examples: &["am 20. vergangenen Monats"],
        anchors: &[Anchor::Day, Anchor::Number],
        pattern: r"^(?<day>{day_number})\. (?<of>{of_month})",
        build: Time(coordinated::day_of_month),
    },
];
