//! English word order of what is told from another time, lengths and repetitions.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{DEICTIC, LEAD, NUMBER, ORDINAL, PERIOD, UNIT, WEEKDAY};
use crate::kinds::date::build::Build::{Finding, Placed, Time, Whole};
use crate::kinds::date::build::{DateRule as Rule, calendar, en, relative};

/// Rules for what is told from another time, lengths and repetitions.
pub(super) const RULES: &[Rule] = &[
    // "the first Monday", "the third last week": with "of next month" behind it, which is a finding
    // of its own
    Rule {
        name: "date/en/nth-part",
        anchors: ORDINAL,
        pattern: r"^(?<ord>{ordinal}|last|final)(?<back>[ -](?:to[ -])?last)? (?:(?<weekday>{weekday})|(?<unit>day|weekend|wkend|week|month|year))(?: (?:of|in) the (?<of>month|week|year|quarter|decade|century))?",
        build: Placed(en::partial::nth),
    },
    // "last Friday", "next March", "this week", "last autumn"
    Rule {
        name: "date/en/direction",
        anchors: LEAD,
        pattern: r"^(?<span>(?:[Tt]his )?(?<dir>{direction}) (?:(?:{unit_kind} )?(?<unit>{unit})|(?<weekday>{weekday})|(?<month>{month})|(?<season>{season})|(?<short>{weekday_abbr})))",
        build: Time(en::relative::near),
    },
    // "the weekend"
    Rule {
        name: "date/en/weekend",
        anchors: PERIOD,
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
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday})",
        build: Time(relative::weekday),
    },
    // "the first Monday in May 2020"
    Rule {
        name: "date/en/nth-weekday",
        anchors: ORDINAL,
        pattern: r"^(?<ord>{ordinal}|last) (?<weekday>{weekday}) (?:of|in) (?<month>{month})(?:,? (?<year>{year}))?",
        build: Time(calendar::nth_weekday),
    },
    // "today", "yesterday"
    Rule {
        name: "date/en/day-shift",
        anchors: DEICTIC,
        pattern: r"^(?<shift>{day_shift})",
        build: Time(relative::day_shift),
    },
    // "tonight"
    Rule {
        name: "date/en/tonight",
        anchors: DEICTIC,
        pattern: r"^{tonight}",
        build: Whole(en::relative::tonight),
    },
    // "this morning", "last night"
    Rule {
        name: "date/en/daypart",
        anchors: LEAD,
        pattern: r"^(?<dir>[Tt]his|[Ll]ast) (?<part>morning|afternoon|evening|night)",
        build: Whole(relative::daypart_near),
    },
    // "now", "recently"
    Rule {
        name: "date/en/reference",
        anchors: DEICTIC,
        pattern: r"^(?<ref>{ref})",
        build: Whole(en::relative::reference),
    },
    // "the last two weeks", "the next 3 years"
    Rule {
        name: "date/en/window",
        anchors: LEAD,
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
    // "three months", "18-month", "several years"; "two weeks ago", "three days hence", "two days
    // later", "a year earlier"
    Rule {
        name: "date/en/amount",
        anchors: NUMBER,
        pattern: r"^(?<n>(?:{number}|{vague}|[0-9]+(?:\.[0-9]+)?)(?:[ -](?:and )?{number})?)\]?[ -](?<unit>{unit})(?: (?:(?<ago>ago|back)|(?<ahead>from now|from today|hence)|(?<later>later|afterwards)|(?<earlier>earlier|before|previously))(?-u:\b))?",
        build: Finding(en::relative::amount),
    },
    // "every year", "every two weeks"
    Rule {
        name: "date/en/every",
        anchors: DEICTIC,
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
];
