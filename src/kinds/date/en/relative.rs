//! English word order of what is told from another time, lengths and repetitions.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{DEICTIC, LEAD, NUMBER, ORDINAL, PERIOD, UNIT, WEEKDAY};
use crate::kinds::date::build::Build::{Finding, Placed, Time, Whole};
use crate::kinds::date::build::{DateRule as Rule, calendar, en, relative};

/// Rules for what is told from another time, lengths and repetitions.
pub(super) const RULES: &[Rule] = &[
    // "of next month" behind it is a finding of its own.
    Rule {
        name: "date/en/nth-part",
        description: "a counted day or week of a unit that is named behind it",
        examples: &["the first Monday"],
        anchors: ORDINAL,
        pattern: r"^(?<ord>{ordinal}|last|final)(?<back>[ -](?:to[ -])?last)? (?:(?<weekday>{weekday})|(?<unit>day|weekend|wkend|week|month|year|quarter|half))(?: (?:of|in) the (?<of>month|week|year|quarter|decade|century))?",
        build: Placed(en::partial::nth),
    },
    Rule {
        name: "date/en/direction",
        description: "last, this or next with a unit, weekday, month or season",
        examples: &["last Friday", "next March", "this week"],
        anchors: LEAD,
        pattern: r"^(?<span>(?:[Tt]his )?(?<dir>{direction}) (?:(?:{unit_kind} )?(?<unit>{unit})|(?<weekday>{weekday})|(?<month>{month})|(?<season>{season})|(?<short>{weekday_abbr})))",
        build: Time(en::relative::near),
    },
    Rule {
        name: "date/en/weekend",
        description: "a weekend",
        examples: &["the weekend"],
        anchors: PERIOD,
        pattern: r"[Tt]he ^weekend",
        build: Time(relative::weekend),
    },
    Rule {
        name: "date/en/unit-edge",
        description: "the beginning, middle or end of a unit",
        examples: &["the end of the year"],
        anchors: UNIT,
        pattern: r"^(?<unit>day|week|month|year|quarter|decade|century)",
        build: Placed(relative::unit_edge),
    },
    Rule {
        name: "date/en/weekday",
        description: "a weekday alone",
        examples: &["Monday"],
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday})",
        build: Time(relative::weekday),
    },
    Rule {
        name: "date/en/nth-weekday",
        description: "a counted weekday of a month",
        examples: &["the first Monday in May 2020"],
        anchors: ORDINAL,
        pattern: r"^(?<ord>{ordinal}|last) (?<weekday>{weekday}) (?:of|in) (?<month>{month})(?:,? (?<year>{year}))?",
        build: Time(calendar::nth_weekday),
    },
    Rule {
        name: "date/en/day-shift",
        description: "a day counted from today",
        examples: &["today", "yesterday"],
        anchors: DEICTIC,
        pattern: r"^(?<shift>{day_shift})",
        build: Time(relative::day_shift),
    },
    Rule {
        name: "date/en/tonight",
        description: "this evening",
        examples: &["tonight"],
        anchors: DEICTIC,
        pattern: r"^{tonight}",
        build: Whole(en::relative::tonight),
    },
    Rule {
        name: "date/en/daypart",
        description: "a part of today or yesterday",
        examples: &["this morning", "last night"],
        anchors: LEAD,
        pattern: r"^(?<dir>[Tt]his|[Ll]ast) (?<part>morning|afternoon|evening|night)",
        build: Whole(relative::daypart_near),
    },
    Rule {
        name: "date/en/reference",
        description: "the present, the past or the future without a date",
        examples: &["now", "recently"],
        anchors: DEICTIC,
        pattern: r"^(?<ref>{ref})",
        build: Whole(en::relative::reference),
    },
    Rule {
        name: "date/en/window",
        description: "a number of units before or after today",
        examples: &["the last two weeks", "the next 3 years"],
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?<n>{number}(?:-{number})?|{vague}|[0-9]+) (?<unit>days|weeks|months|years|quarters|decades|hours|weekends)",
        build: Finding(en::relative::window),
    },
    Rule {
        name: "date/en/window-turned",
        description: "such a window with the number first",
        examples: &["the two previous years", "in the five next days"],
        anchors: NUMBER,
        pattern: r"^(?<n>{number}|[0-9]+) (?<dir>{direction}) (?<unit>days|weeks|months|years|quarters|decades|hours|weekends)",
        build: Finding(en::relative::window),
    },
    Rule {
        name: "date/en/in",
        description: "a length after which something happens, or in which it is done",
        examples: &["in 2 weeks"],
        anchors: NUMBER,
        pattern: r"(?<span>[Ii]n )^(?<n>(?:{number}|{vague}|[0-9]+(?:\.[0-9]+)?)(?:[ -](?:and )?{number})?) (?<unit>{unit})",
        build: Finding(en::relative::in_perhaps),
    },
    Rule {
        name: "date/en/amount",
        description: "a length of time, or a point at this distance",
        examples: &["three months", "18-month", "several years"],
        anchors: NUMBER,
        pattern: r"^(?<n>(?:{number}|{vague}|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?:[ -](?:and )?{number})?(?: (?:hundred|thousand|million|billion))?)\]?[ -](?<unit>{unit})(?: (?:(?<ago>ago|back)|(?<ahead>from now|from today|hence)|(?<later>later|afterwards)|(?<earlier>earlier|before|previously))(?-u:\b))?",
        build: Finding(en::relative::amount),
    },
    Rule {
        name: "date/en/every",
        description: "a repeated unit or weekday",
        examples: &["every year", "every two weeks"],
        anchors: DEICTIC,
        pattern: r"^{every_word} (?:(?:(?<n>{number}|[0-9]+) )?(?<unit>{unit})|(?<weekday>{weekday}))",
        build: Whole(en::relative::every),
    },
    Rule {
        name: "date/en/every-word",
        description: "repetition in one word",
        examples: &["daily", "annually", "Fridays"],
        anchors: &[Anchor::Deictic, Anchor::Weekday],
        pattern: r"^(?:(?<every>{every})|(?<days>{weekdays}))",
        build: Whole(en::relative::every),
    },
];
