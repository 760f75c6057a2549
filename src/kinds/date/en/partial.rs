//! English word order of parts of a year, decades, clock times, and what only the words around make
//! a date.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{
    CLOCK, DAY_PART, LEAD, MONTH, NUMBER, NUMBER_OR_ORDINAL, NUMERIC, ORDINAL, PERIOD, SEASON,
    UNIT, WEEKDAY, YEAR,
};
use crate::kinds::date::build::Build::{Finding, Findings, Placed, Time, Whole};
use crate::kinds::date::build::{DateRule as Rule, calendar, clock, en, holiday, years};

/// Rules for parts of a year, decades, times of day, and what only the words around make a date.
pub(super) const RULES: &[Rule] = &[
    // "summer 2014", "the summer of 1778", "1982 summer"
    Rule {
        name: "date/en/season-year",
        anchors: &[Anchor::Season, Anchor::Year],
        pattern: r"^(?:(?<season>{season})(?:,| of| in)? (?<year>{year})|(?<year2>{year}) (?<season2>{season}))",
        build: Time(calendar::season),
    },
    // "in summer", "the spring"
    Rule {
        name: "date/en/season",
        anchors: SEASON,
        pattern: r"(?:[Ii]n|[Ss]ince|[Dd]uring|[Tt]hroughout|[Bb]y|[Oo]f|[Uu]ntil|[Tt]hat|[Tt]he|[Oo]ver|[Tt]hrough)(?: the)?(?: early| late)? ^(?<season>spring|summer|autumn|winter)",
        build: Time(calendar::season),
    },
    // "the third quarter of 2018", "third-quarter", "Q3 2018"
    Rule {
        name: "date/en/quarter",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal})[ -](?:fiscal[ -])?(?:quarter|qtr)(?:(?: of|,| in)? (?<year>{year}))?",
        build: Time(en::calendar::quarter),
    },
    Rule {
        name: "date/en/quarter-code",
        anchors: &[Anchor::Lead, Anchor::Year],
        pattern: r"^(?:[Qq](?<ord>[1-4])(?:(?:,| of|-)? ?(?<year>{year_or_apostrophe}))?|(?<year2>{year})(?:,? |-)?[Qq](?<ord2>[1-4]))",
        build: Time(en::calendar::quarter_code),
    },
    // "the first half of 2018"
    Rule {
        name: "date/en/half",
        anchors: ORDINAL,
        pattern: r"^(?<ord>first|second|1st|2nd) half(?: of)?(?: (?:the )?(?:fiscal )?(?:year )?(?<year>{year})| the year)",
        build: Time(calendar::half),
    },
    // "H1 2018", "2018 H2"
    Rule {
        name: "date/en/half-code",
        anchors: &[Anchor::Lead, Anchor::Year],
        pattern: r"^(?:H(?<ord>[12])(?:,| of|-)? ?(?<year>{year})|(?<year2>{year})(?:,? |-)?H(?<ord2>[12]))",
        build: Time(calendar::half),
    },
    // "week 31"
    Rule {
        name: "date/en/week",
        anchors: UNIT,
        pattern: r"^[Ww]eek (?<n>[0-9]{1,2})(?:,? (?:of )?(?<year>{year}))?",
        build: Time(calendar::week_number),
    },
    // "the 1990s", "the '80s"
    Rule {
        name: "date/en/decade",
        anchors: YEAR,
        pattern: r"^(?<decade>{decade_digits})'?s",
        build: Finding(years::decade),
    },
    Rule {
        name: "date/en/decade-word",
        anchors: PERIOD,
        pattern: r"(?:[Tt]he |[Ii]n |[Mm]id-|[Ee]arly |[Ll]ate )^(?<word>{decade_word})",
        build: Finding(years::decade),
    },
    // "the 19th century"
    Rule {
        name: "date/en/century",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal})[ -]century",
        build: Time(years::century),
    },
    // "the next day", "the following year"
    Rule {
        name: "date/en/next-to-named",
        anchors: LEAD,
        pattern: r"^(?:(?:(?<after>next|following)|previous) (?<unit>day)|(?:(?<after2>following)|previous) (?<unit2>week|month|year|decade|century))",
        build: Finding(en::relative::beside_named),
    },
    // "that day", "the same year"
    Rule {
        name: "date/en/same",
        anchors: UNIT,
        pattern: r"^(?<unit>day|week|month|year)",
        build: Placed(en::relative::same),
    },
    // "10/31", only where a preposition says that it is a date
    Rule {
        name: "date/en/numeric-short",
        anchors: NUMERIC,
        pattern: r"^(?<first>{day_number})(?:/|(?<dash>-))(?<second>{day_number})",
        build: Placed(en::numeric::short),
    },
    // "between 10/1-11/7", "10/1-11/2/2017"
    Rule {
        name: "date/en/numeric-short-range",
        anchors: NUMERIC,
        pattern: r"^(?<from>(?<first>{day_number})/(?<second>{day_number})) ?[-–] ?(?<till>(?<third>{day_number})/(?<fourth>{day_number})(?:(?:/|, ?)(?<year>{year}))?)",
        build: Findings(en::numeric::short_range),
    },
    // "on 2016 10 16", "since 2015.5.13"
    Rule {
        name: "date/en/year-first",
        anchors: YEAR,
        pattern: r"^(?<year>{recent_year})[ .](?<month>{month_number})[ .](?<day>{day_number})",
        build: Time(en::numeric::year_first),
    },
    // "12.15.16", "2/15", "31 10 1974": a text that is nothing else
    Rule {
        name: "date/en/numeric-alone",
        anchors: NUMERIC,
        pattern: r"^(?<first>{day_number})(?: ?[/.-] ?| )(?<second>{day_number})(?:(?: ?[/.-] ?| )(?<year>{long_or_short_year}))?",
        build: Placed(en::numeric::alone),
    },
    // "the first week of May", "the last week of 2018"
    Rule {
        name: "date/en/nth-week",
        anchors: ORDINAL,
        pattern: r"^(?<ord>{ordinal}|last|final) week (?:of|in) (?:(?<month>{month})(?:,? (?<year>{year}))?|(?<year2>{year}))",
        build: Time(calendar::nth_week),
    },
    // "the 20th of last month"
    Rule {
        name: "date/en/day-of-month",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<day>{ordinal_day_en}|{ordinal})(?: day)? (?<of>{of_month})",
        build: Time(en::calendar::day_of_month),
    },
    // "Friday the 26th", "Wed 13th"
    Rule {
        name: "date/en/weekday-day",
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday}|{weekday_abbr}),?(?: the)? (?<day>{ordinal_day_en}|{ordinal})",
        build: Time(en::calendar::day_of_month),
    },
    // "in the morning"
    Rule {
        name: "date/en/part-of-day",
        anchors: DAY_PART,
        pattern: r"(?:[Ii]n the|[Tt]hat|[Tt]hroughout the|[Tt]he next|[Tt]he following) ^(?<part>morning|afternoon|evening|night)",
        build: Whole(clock::daypart),
    },
    // "5:30 p.m.", "17:30 GMT", "8 a.m. EST"
    Rule {
        name: "date/en/clock",
        anchors: &[Anchor::Clock, Anchor::Number],
        pattern: r"^(?<hour>{hour}|{clock_hour})(?:[:.h](?<minute>{minute})|h)? ?(?:(?<half>{am_pm_en})(?:,? \(?{zone}\)?)?|{zone}|o'clock)",
        build: Whole(en::clock::clock),
    },
    Rule {
        name: "date/en/clock-plain",
        anchors: CLOCK,
        pattern: r"(?:[Aa]t|[Bb]y|[Uu]ntil|[Ff]rom|[Aa]round) ^(?<hour>{hour}):(?<minute>{minute})",
        build: Whole(en::clock::clock),
    },
    // "on the 15th"
    Rule {
        name: "date/en/day-alone",
        anchors: ORDINAL,
        pattern: r"^(?<day>[1-3]?[0-9](?:st|nd|rd|th))",
        build: Finding(en::partial::day_alone),
    },
    // "Christmas Eve", "last Easter", "Thanksgiving 2019", "the Labor Day weekend"
    Rule {
        name: "date/en/holiday",
        anchors: &[Anchor::Period, Anchor::Lead],
        pattern: r"^(?:(?<dir>{direction}) )?(?<holiday>{holiday})(?:(?:,| of| in)? (?<year>{year})|,? (?<of>of last year|of this year|of next year|last year|this year|next year))?(?<weekend> weekend)?",
        build: Time(holiday::holiday),
    },
    // "two Sundays ago"
    Rule {
        name: "date/en/weekday-away",
        anchors: NUMBER,
        pattern: r"^(?<n>{number}|[0-9]+) (?<days>{weekdays}) (?:(?<ago>ago|back)|from now|from today|hence)",
        build: Time(en::partial::weekday_away),
    },
    // "the first three months of 2019"
    Rule {
        name: "date/en/first-units",
        anchors: ORDINAL,
        pattern: r"^first (?<n>{number}|[0-9]+) (?<unit>days|weeks|weekends|months|quarters|years)",
        build: Whole(en::partial::first_units),
    },
    // "the week after next"
    Rule {
        name: "date/en/after-next",
        anchors: &[Anchor::TimeUnit, Anchor::Period, Anchor::Weekday, Anchor::Month],
        pattern: r"^(?:(?<unit>week|weekend|month|quarter|year)|(?<weekday>{weekday})|(?<month>{month})) after(?: the)? next",
        build: Time(en::partial::after_next),
    },
    // "month's end", "by year-end"
    Rule {
        name: "date/en/unit-end",
        anchors: UNIT,
        pattern: r"^(?<unit>week|month|quarter|year)(?:'s|-| )end",
        build: Whole(en::unit::end),
    },
    // "closed the day at 40 points"
    Rule {
        name: "date/en/unit-closed",
        anchors: UNIT,
        pattern: r"^(?<unit>day|week|month|quarter|year)",
        build: Finding(en::unit::closed),
    },
    // "the day before", "the year after"
    Rule {
        name: "date/en/unit-beside",
        anchors: UNIT,
        pattern: r"^(?<unit>day|week|month|year) (?:before|(?<after>after|following))",
        build: Finding(en::unit::beside),
    },
    // "nineteen eighty-four", "two thousand and one", "twenty twenty"
    Rule {
        name: "date/en/year-words",
        anchors: LEAD,
        pattern: r"^(?:(?<thousand>one|two) thousand(?:,? (?:and )?(?<rest>(?:one|two|three|four|five|six|seven|eight|nine) hundred(?: (?:and )?{number}(?:[ -]{number})?)?|{number}(?:[ -]{number})?))?|(?<century>{year_words})(?<hundred> hundred)?(?:[ -](?:and )?(?<zero>oh |zero |o')?(?<rest2>{number}(?:[ -]{number})?))?)",
        build: Time(en::years::year_words),
    },
    // "the '90s", "the early 80s"
    Rule {
        name: "date/en/decade-short",
        anchors: PERIOD,
        pattern: r"^(?<word>{decade_short})",
        build: Finding(en::years::decade_short),
    },
    // "Sep-23-2020", "Dec/2018"
    Rule {
        name: "date/en/month-between",
        anchors: MONTH,
        pattern: r"^(?<month>{month})[-/](?:(?<year2>{year})(?:-(?<day2>{day_number}))?|(?<day>{day_number})(?:[-/ ](?<year>{year}))?)",
        build: Time(en::calendar::month_between),
    },
    // "2020/Sep/23"
    Rule {
        name: "date/en/year-month-between",
        anchors: YEAR,
        pattern: r"^(?<year>{year})[-/](?<month>{month})[-/](?<day>{day_number})",
        build: Time(en::calendar::month_between),
    },
    // "in 2014-10", "since 11/2016"; without a preposition at the end of a clause
    Rule {
        name: "date/en/month-numeric",
        anchors: &[Anchor::Numeric, Anchor::Year],
        pattern: r"^(?:(?<year>{recent_year})(?: ?[-/] ?(?<month>{two_digit_month})|/(?<month3>[1-9]))|(?<month2>0?[1-9]|1[0-2]) ?[-/] ?(?<year2>{recent_year}))",
        build: Time(en::numeric::month),
    },
    // "2016, Nov"
    Rule {
        name: "date/en/year-month",
        anchors: YEAR,
        pattern: r"^(?<year>{recent_year}) ?,? (?<month>{month})",
        build: Time(en::numeric::year_month),
    },
    // "on Wed.", "Thu at 8 a.m."
    Rule {
        name: "date/en/weekday-short",
        anchors: WEEKDAY,
        pattern: r"^(?:(?<weekday>{weekday_abbr})|(?<word>{weekday_word}))\.?",
        build: Placed(en::partial::weekday_short),
    },
    // "year-earlier", "year-ago"
    Rule {
        name: "date/en/unit-ago",
        anchors: UNIT,
        pattern: r"^(?<unit>week|month|quarter|year)-(?:ago|earlier)",
        build: Whole(en::unit::ago),
    },
    // "the year to date"
    Rule {
        name: "date/en/unit-to-date",
        anchors: UNIT,
        pattern: r"^(?<unit>week|month|quarter|year)[ -]to[ -]date",
        build: Whole(en::unit::to_date),
    },
    // "9:30 to 11:00", "from 2 to 4 p.m."
    Rule {
        name: "date/en/clock-range",
        anchors: &[Anchor::Clock, Anchor::Number],
        pattern: r"^(?<from>(?<first>{hour})(?::(?<firstminute>{minute}))?) ?(?:[-–]|to|until|till) ?(?<till>(?<hour>{hour})(?:(?::(?<minute>{minute}))(?: ?(?<half>{am_pm_en}))?| ?(?<half2>{am_pm_en}))(?: {zone})?)",
        build: Findings(en::clock::range),
    },
];
