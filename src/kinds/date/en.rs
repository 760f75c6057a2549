//! English word order of dates.

use super::build::Build::{Finding, Findings, Placed, Time, Whole};
use super::build::{DateRule as Rule, calendar, clock, en, holiday, numeric, relative, years};
use crate::kinds::anchors::Anchor;

const MONTH: &[Anchor] = &[Anchor::Month];
const UNIT: &[Anchor] = &[Anchor::TimeUnit];
const NUMBER: &[Anchor] = &[Anchor::Number];
const NUMBER_OR_ORDINAL: &[Anchor] = &[Anchor::Number, Anchor::Ordinal];

/// The rules.
pub(super) const RULES: &[Rule] = &[
    // "January 25, 2021", "Mon Jan 25 20:15:00 2021"
    Rule {
        name: "date/en/month-day-year",
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?:the )?(?<day>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})(?:,? of|,| in| [0-2][0-9]:[0-5][0-9]:[0-5][0-9](?: {zone})?)? ?(?<year>[12][0-9]{3})",
        build: Time(calendar::day),
    },
    // "January 25", "June the 1st"
    Rule {
        name: "date/en/month-day",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: the|,)? (?<day>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})",
        build: Time(calendar::day),
    },
    // "25 January 2021", "31 Oct '74", "3 May 99", "the 4th of July"; "13-15 July 2019", "from the 13th to the 15th of July"; "15, 18 and 25 January"
    Rule {
        name: "date/en/day-month",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?:(?<first>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})(?:(?<to> ?[-–] ?| [Tt]o(?: the)? | through (?:the )?| until (?:the )?| till (?:the )?)|(?:, (?<middle>[0-3]?[0-9](?:st|nd|rd|th)?))?,? (?:and|or)(?: the)? ))?(?<day>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})(?: day)?(?: of)?(?: |(?<dash>[-/]?))(?<month>{month})(?:(?:(?:,| of| in|[-/])? ?(?<year>[12][0-9]{3}|'[0-9]{2})| (?<short>[0-9]{2}))(?-u:\b))?",
        build: Findings(en::calendar::day_or_days),
    },
    // "July 13-15, 2019"
    Rule {
        name: "date/en/month-day-range",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?: the)? (?<first>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})(?<to> ?[-–] ?| to | through | thru | until | till )(?:the )?(?<day>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})(?:,? (?<year>[12][0-9]{3}))?",
        build: Findings(en::calendar::days),
    },
    // "January 15 and 25, 2021"
    Rule {
        name: "date/en/month-day-list",
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?<first>[0-3]?[0-9](?:st|nd|rd|th)?|{ordinal})(?:, (?<middle>[0-3]?[0-9](?:st|nd|rd|th)?))?,? (?:and|or) (?<day>[0-3]?[0-9](?:st|nd|rd|th)?)(?:,? (?<year>[12][0-9]{3}))?",
        build: Findings(en::calendar::days),
    },
    // "November 2020", "May of 1789"
    Rule {
        name: "date/en/month-year",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?:,| of|,? in)? (?<year>[12][0-9]{3}|'[0-9]{2})",
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
        pattern: r"^(?<month>{month})(?<day>[0-3]?[0-9])(?:,? (?<year>[12][0-9]{3}))?",
        build: Time(en::calendar::month_day_glued),
    },
    // "October"
    Rule { name: "date/en/month", anchors: MONTH, pattern: r"^(?<month>{month})", build: Placed(en::calendar::month) },
    // "2021-01-25", "2021/01/25"
    Rule {
        name: "date/en/iso",
        anchors: &[Anchor::Numeric],
        pattern: r"^(?<year>[12][0-9]{3})(?:-(?<month>[01]?[0-9])-|/(?<month2>[01]?[0-9])/)(?<day>[0-3]?[0-9])",
        build: Time(numeric::numeric),
    },
    // "12/05/2018", "20. 01. 2021", "10/31/74"
    Rule {
        name: "date/en/numeric",
        anchors: &[Anchor::Numeric],
        pattern: r"^(?:(?<first>[0-3]?[0-9])/(?<second>[0-3]?[0-9])/(?<year>[12][0-9]{3}|[0-9]{2})|(?<first2>[0-3]?[0-9])(?:\. ?|-)(?<second2>[0-3]?[0-9])(?:\. ?|-)(?<year2>[12][0-9]{3}))",
        build: Placed(numeric::day_or_month_first),
    },
    // "from 2007 to 2009" is joined from two; "2007-2009", "2007/08"
    Rule {
        name: "date/en/year-range",
        anchors: &[Anchor::Year],
        pattern: r"^(?<first>[12][0-9]{3}) ?[-–/~] ?(?<year>[12][0-9]{3}|[0-9]{2})",
        build: Findings(years::year_range),
    },
    // "fiscal 2019", "year 2019", "FY18"
    Rule {
        name: "date/en/year-named",
        anchors: &[Anchor::TimeUnit, Anchor::Lead],
        pattern: r"^(?:(?:[Ff]iscal )?(?:[Yy]ear)|[Ff]iscal|FY|CY|cy|AD) ?(?<year>[12][0-9]{3})|^(?:FY|CY|cy) ?'?(?<year2>[0-9]{2})",
        build: Time(years::year_named),
    },
    // "2019"
    Rule {
        name: "date/en/year",
        anchors: &[Anchor::Year],
        pattern: r"^(?<year>[12][0-9]{3})",
        build: Time(en::years::bare_year),
    },
    // "480 BC"
    Rule {
        name: "date/en/year-bc",
        anchors: NUMBER,
        pattern: r"^(?<n>[1-9][0-9]{0,3}) (?:BC|B\.C\.|BCE)",
        build: Time(years::year_before_christ),
    },
    // "the first Monday", "the third last week": with "of next month" behind it, which is a finding of its own
    Rule {
        name: "date/en/nth-part",
        anchors: &[Anchor::Ordinal],
        pattern: r"^(?<ord>{ordinal}|last|final)(?<back>[ -](?:to[ -])?last)? (?:(?<weekday>{weekday})|(?<unit>day|weekend|wkend|week|month|year))(?: (?:of|in) the (?<of>month|week|year|quarter|decade|century))?",
        build: Placed(en::partial::nth),
    },
    // "last Friday", "next March", "this week", "last autumn"
    Rule {
        name: "date/en/direction",
        anchors: &[Anchor::Lead],
        pattern: r"^(?<span>(?:[Tt]his )?(?<dir>{direction}) (?:(?:{unit_kind} )?(?<unit>{unit})|(?<weekday>{weekday})|(?<month>{month})|(?<season>{season})|(?<short>{weekday_abbr})))",
        build: Time(en::relative::near),
    },
    // "the weekend"
    Rule {
        name: "date/en/weekend",
        anchors: &[Anchor::Period],
        pattern: r"[Tt]he ^weekend",
        build: Time(relative::weekend),
    },
    // "the end of the year", "by month's end"
    Rule {
        name: "date/en/unit-edge",
        anchors: UNIT,
        pattern: r"^(?<unit>day|week|month|year|quarter|decade|century)",
        build: Placed(relative::unit_edge),
    },
    // "Monday"
    Rule {
        name: "date/en/weekday",
        anchors: &[Anchor::Weekday],
        pattern: r"^(?<weekday>{weekday})",
        build: Time(relative::weekday),
    },
    // "the first Monday in May 2020"
    Rule {
        name: "date/en/nth-weekday",
        anchors: &[Anchor::Ordinal],
        pattern: r"^(?<ord>{ordinal}|last) (?<weekday>{weekday}) (?:of|in) (?<month>{month})(?:,? (?<year>[12][0-9]{3}))?",
        build: Time(calendar::nth_weekday),
    },
    // "today", "yesterday"
    Rule {
        name: "date/en/day-shift",
        anchors: &[Anchor::Deictic],
        pattern: r"^(?<shift>{day_shift})",
        build: Time(relative::day_shift),
    },
    // "tonight"
    Rule {
        name: "date/en/tonight",
        anchors: &[Anchor::Deictic],
        pattern: r"^{tonight}",
        build: Whole(en::relative::tonight),
    },
    // "this morning", "last night"
    Rule {
        name: "date/en/daypart",
        anchors: &[Anchor::Lead],
        pattern: r"^(?<dir>[Tt]his|[Ll]ast) (?<part>morning|afternoon|evening|night)",
        build: Whole(relative::daypart_near),
    },
    // "now", "recently"
    Rule {
        name: "date/en/reference",
        anchors: &[Anchor::Deictic],
        pattern: r"^(?<ref>{ref})",
        build: Whole(en::relative::reference),
    },
    // "the last two weeks", "the next 3 years"
    Rule {
        name: "date/en/window",
        anchors: &[Anchor::Lead],
        pattern: r"^(?<dir>{direction}) (?<n>{number}(?:-{number})?|{vague}|[0-9]+) (?<unit>days|weeks|months|years|quarters|decades|hours|weekends)",
        build: Finding(en::relative::window),
    },
    // "the two previous years", "in the five next days"
    Rule {
        name: "date/en/window-turned",
        anchors: NUMBER,
        pattern: r"^(?<n>{number}|[0-9]+) (?<dir>{direction}) (?<unit>days|weeks|months|years|quarters|decades|hours|weekends)",
        build: Finding(en::relative::window),
    },
    // "in 2 weeks"
    Rule {
        name: "date/en/in",
        anchors: NUMBER,
        pattern: r"(?<span>[Ii]n )^(?<n>(?:{number}|{vague}|[0-9]+(?:\.[0-9]+)?)(?:[ -](?:and )?{number})?) (?<unit>{unit})",
        build: Finding(en::relative::in_perhaps),
    },
    // "three months", "18-month", "several years"; "two weeks ago", "three days hence", "two days later", "a year earlier"
    Rule {
        name: "date/en/amount",
        anchors: NUMBER,
        pattern: r"^(?<n>(?:{number}|{vague}|[0-9]+(?:\.[0-9]+)?)(?:[ -](?:and )?{number})?)\]?[ -](?<unit>{unit})(?: (?:(?<ago>ago|back)|(?<ahead>from now|from today|hence)|(?<later>later|afterwards)|(?<earlier>earlier|before|previously))(?-u:\b))?",
        build: Finding(en::relative::amount),
    },
    // "every year", "every two weeks"
    Rule {
        name: "date/en/every",
        anchors: &[Anchor::Deictic],
        pattern: r"^{every_word} (?:(?:(?<n>{number}|[0-9]+) )?(?<unit>{unit})|(?<weekday>{weekday}))",
        build: Whole(en::relative::every),
    },
    // "daily", "annually", "Fridays"
    Rule {
        name: "date/en/every-word",
        anchors: &[Anchor::Deictic, Anchor::Weekday],
        pattern: r"^(?:(?<every>{every})|(?<days>{weekdays}))",
        build: Whole(en::relative::every),
    },
    // "summer 2014", "the summer of 1778", "1982 summer"
    Rule {
        name: "date/en/season-year",
        anchors: &[Anchor::Season, Anchor::Year],
        pattern: r"^(?:(?<season>{season})(?:,| of| in)? (?<year>[12][0-9]{3})|(?<year2>[12][0-9]{3}) (?<season2>{season}))",
        build: Time(calendar::season),
    },
    // "in summer", "the spring"
    Rule {
        name: "date/en/season",
        anchors: &[Anchor::Season],
        pattern: r"(?:[Ii]n|[Ss]ince|[Dd]uring|[Tt]hroughout|[Bb]y|[Oo]f|[Uu]ntil|[Tt]hat|[Tt]he|[Oo]ver|[Tt]hrough)(?: the)?(?: early| late)? ^(?<season>spring|summer|autumn|winter)",
        build: Time(calendar::season),
    },
    // "the third quarter of 2018", "third-quarter", "Q3 2018"
    Rule {
        name: "date/en/quarter",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal})[ -](?:fiscal[ -])?(?:quarter|qtr)(?:(?: of|,| in)? (?<year>[12][0-9]{3}))?",
        build: Time(en::calendar::quarter),
    },
    Rule {
        name: "date/en/quarter-code",
        anchors: &[Anchor::Lead, Anchor::Year],
        pattern: r"^(?:[Qq](?<ord>[1-4])(?:(?:,| of|-)? ?(?<year>[12][0-9]{3}|'[0-9]{2}))?|(?<year2>[12][0-9]{3})(?:,? |-)?[Qq](?<ord2>[1-4]))",
        build: Time(en::calendar::quarter_code),
    },
    // "the first half of 2018"
    Rule {
        name: "date/en/half",
        anchors: &[Anchor::Ordinal],
        pattern: r"^(?<ord>first|second|1st|2nd) half(?: of)?(?: (?:the )?(?:fiscal )?(?:year )?(?<year>[12][0-9]{3})| the year)",
        build: Time(calendar::half),
    },
    // "H1 2018", "2018 H2"
    Rule {
        name: "date/en/half-code",
        anchors: &[Anchor::Lead, Anchor::Year],
        pattern: r"^(?:H(?<ord>[12])(?:,| of|-)? ?(?<year>[12][0-9]{3})|(?<year2>[12][0-9]{3})(?:,? |-)?H(?<ord2>[12]))",
        build: Time(calendar::half),
    },
    // "week 31"
    Rule {
        name: "date/en/week",
        anchors: UNIT,
        pattern: r"^[Ww]eek (?<n>[0-9]{1,2})(?:,? (?:of )?(?<year>[12][0-9]{3}))?",
        build: Time(calendar::week_number),
    },
    // "the 1990s", "the '80s"
    Rule {
        name: "date/en/decade",
        anchors: &[Anchor::Year],
        pattern: r"^(?<decade>[12][0-9]{2}0)'?s",
        build: Finding(years::decade),
    },
    Rule {
        name: "date/en/decade-word",
        anchors: &[Anchor::Period],
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
        anchors: &[Anchor::Lead],
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
        anchors: &[Anchor::Numeric],
        pattern: r"^(?<first>[0-3]?[0-9])(?:/|(?<dash>-))(?<second>[0-3]?[0-9])",
        build: Placed(en::numeric::short),
    },
    // "between 10/1-11/7", "10/1-11/2/2017"
    Rule {
        name: "date/en/numeric-short-range",
        anchors: &[Anchor::Numeric],
        pattern: r"^(?<from>(?<first>[0-3]?[0-9])/(?<second>[0-3]?[0-9])) ?[-–] ?(?<till>(?<third>[0-3]?[0-9])/(?<fourth>[0-3]?[0-9])(?:(?:/|, ?)(?<year>[12][0-9]{3}))?)",
        build: Findings(en::numeric::short_range),
    },
    // "on 2016 10 16", "since 2015.5.13"
    Rule {
        name: "date/en/year-first",
        anchors: &[Anchor::Year],
        pattern: r"^(?<year>(?:19|20)[0-9]{2})[ .](?<month>[01]?[0-9])[ .](?<day>[0-3]?[0-9])",
        build: Time(en::numeric::year_first),
    },
    // "12.15.16", "2/15", "31 10 1974": a text that is nothing else
    Rule {
        name: "date/en/numeric-alone",
        anchors: &[Anchor::Numeric],
        pattern: r"^(?<first>[0-3]?[0-9])(?: ?[/.-] ?| )(?<second>[0-3]?[0-9])(?:(?: ?[/.-] ?| )(?<year>[12][0-9]{3}|[0-9]{2}))?",
        build: Placed(en::numeric::alone),
    },
    // "the first week of May", "the last week of 2018"
    Rule {
        name: "date/en/nth-week",
        anchors: &[Anchor::Ordinal],
        pattern: r"^(?<ord>{ordinal}|last|final) week (?:of|in) (?:(?<month>{month})(?:,? (?<year>[12][0-9]{3}))?|(?<year2>[12][0-9]{3}))",
        build: Time(calendar::nth_week),
    },
    // "the 20th of last month"
    Rule {
        name: "date/en/day-of-month",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<day>[0-3]?[0-9](?:st|nd|rd|th)|{ordinal})(?: day)? (?<of>{of_month})",
        build: Time(en::calendar::day_of_month),
    },
    // "Friday the 26th", "Wed 13th"
    Rule {
        name: "date/en/weekday-day",
        anchors: &[Anchor::Weekday],
        pattern: r"^(?<weekday>{weekday}|{weekday_abbr}),?(?: the)? (?<day>[0-3]?[0-9](?:st|nd|rd|th)|{ordinal})",
        build: Time(en::calendar::day_of_month),
    },
    // "in the morning"
    Rule {
        name: "date/en/part-of-day",
        anchors: &[Anchor::DayPart],
        pattern: r"(?:[Ii]n the|[Tt]hat|[Tt]hroughout the|[Tt]he next|[Tt]he following) ^(?<part>morning|afternoon|evening|night)",
        build: Whole(clock::daypart),
    },
    // "5:30 p.m.", "17:30 GMT", "8 a.m. EST"
    Rule {
        name: "date/en/clock",
        anchors: &[Anchor::Clock, Anchor::Number],
        pattern: r"^(?<hour>[0-2]?[0-9]|{clock_hour})(?:[:.h](?<minute>[0-5][0-9])|h)? ?(?:(?<half>[ap]\.m\.|[ap]m|AM|PM)(?:,? \(?{zone}\)?)?|{zone}|o'clock)",
        build: Whole(en::clock::clock),
    },
    Rule {
        name: "date/en/clock-plain",
        anchors: &[Anchor::Clock],
        pattern: r"(?:[Aa]t|[Bb]y|[Uu]ntil|[Ff]rom|[Aa]round) ^(?<hour>[0-2]?[0-9]):(?<minute>[0-5][0-9])",
        build: Whole(en::clock::clock),
    },
    // "on the 15th"
    Rule {
        name: "date/en/day-alone",
        anchors: &[Anchor::Ordinal],
        pattern: r"^(?<day>[1-3]?[0-9](?:st|nd|rd|th))",
        build: Finding(en::partial::day_alone),
    },
    // "Christmas Eve", "last Easter", "Thanksgiving 2019", "the Labor Day weekend"
    Rule {
        name: "date/en/holiday",
        anchors: &[Anchor::Period, Anchor::Lead],
        pattern: r"^(?:(?<dir>{direction}) )?(?<holiday>{holiday})(?:(?:,| of| in)? (?<year>[12][0-9]{3})|,? (?<of>of last year|of this year|of next year|last year|this year|next year))?(?<weekend> weekend)?",
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
        anchors: &[Anchor::Ordinal],
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
        anchors: &[Anchor::Lead],
        pattern: r"^(?:(?<thousand>one|two) thousand(?:,? (?:and )?(?<rest>(?:one|two|three|four|five|six|seven|eight|nine) hundred(?: (?:and )?{number}(?:[ -]{number})?)?|{number}(?:[ -]{number})?))?|(?<century>{year_words})(?<hundred> hundred)?(?:[ -](?:and )?(?<zero>oh |zero |o')?(?<rest2>{number}(?:[ -]{number})?))?)",
        build: Time(en::years::year_words),
    },
    // "the '90s", "the early 80s"
    Rule {
        name: "date/en/decade-short",
        anchors: &[Anchor::Period],
        pattern: r"^(?<word>{decade_short})",
        build: Finding(en::years::decade_short),
    },
    // "Sep-23-2020", "Dec/2018"
    Rule {
        name: "date/en/month-between",
        anchors: MONTH,
        pattern: r"^(?<month>{month})[-/](?:(?<year2>[12][0-9]{3})(?:-(?<day2>[0-3]?[0-9]))?|(?<day>[0-3]?[0-9])(?:[-/ ](?<year>[12][0-9]{3}))?)",
        build: Time(en::calendar::month_between),
    },
    // "2020/Sep/23"
    Rule {
        name: "date/en/year-month-between",
        anchors: &[Anchor::Year],
        pattern: r"^(?<year>[12][0-9]{3})[-/](?<month>{month})[-/](?<day>[0-3]?[0-9])",
        build: Time(en::calendar::month_between),
    },
    // "in 2014-10", "since 11/2016"; unled at the end of a clause
    Rule {
        name: "date/en/month-numeric",
        anchors: &[Anchor::Numeric, Anchor::Year],
        pattern: r"^(?:(?<year>(?:19|20)[0-9]{2})(?: ?[-/] ?(?<month>0[1-9]|1[0-2])|/(?<month3>[1-9]))|(?<month2>0?[1-9]|1[0-2]) ?[-/] ?(?<year2>(?:19|20)[0-9]{2}))",
        build: Time(en::numeric::month),
    },
    // "2016, Nov"
    Rule {
        name: "date/en/year-month",
        anchors: &[Anchor::Year],
        pattern: r"^(?<year>(?:19|20)[0-9]{2}) ?,? (?<month>{month})",
        build: Time(en::numeric::year_month),
    },
    // "on Wed.", "Thu at 8 a.m."
    Rule {
        name: "date/en/weekday-short",
        anchors: &[Anchor::Weekday],
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
        pattern: r"^(?<from>(?<first>[0-2]?[0-9])(?::(?<firstminute>[0-5][0-9]))?) ?(?:[-–]|to|until|till) ?(?<till>(?<hour>[0-2]?[0-9])(?:(?::(?<minute>[0-5][0-9]))(?: ?(?<half>[ap]\.m\.|[ap]m|AM|PM))?| ?(?<half2>[ap]\.m\.|[ap]m|AM|PM))(?: {zone})?)",
        build: Findings(en::clock::range),
    },
];
