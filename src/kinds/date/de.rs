//! German word order of dates.

use super::anchor_sets::{
    CLOCK, DAY_PART, DEICTIC, LEAD, MONTH, NUMBER, NUMBER_OR_ORDINAL, NUMERIC, ORDINAL, PERIOD,
    SEASON, UNIT, WEEKDAY, YEAR,
};
use super::build::Build::{Finding, Findings, Placed, Time, Whole};
use super::build::{DateRule as Rule, calendar, de, holiday, numeric, relative, years};
use crate::kinds::anchors::Anchor;

/// The rules.
pub(super) const RULES: &[Rule] = &[
    // "25. Januar 2021", "1. Oktober '74", "dreißigster Dezember zweitausendneun"; "13.-15. Juli",
    // "14./15. Oktober 2018"; "15. und 25. Januar 2021"
    Rule {
        name: "date/de/day-month",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?:(?<first>{day_number}(?:\.|te[nrs]?)?)(?:(?<to> ?[-–/] ?| bis (?:zum )?)|(?:{list_link_de} (?<middle>{day_number}\.))?(?:{list_link_de} (?<middle2>{day_number}\.))?(?:{list_link_de} (?<middle3>{day_number}\.))?,? (?:und|oder|sowie)(?: am| dem)? ))?(?<day>{day_number}(?:\. ?|te[nrs]? | )|{ordinal} )(?<month>{month})(?:(?:,| des Jahres)? (?<year>{year_or_apostrophe})(?-u:\b)| (?<short>[0-9]{2}|{year_in_words_de}))?",
        build: Findings(calendar::day_or_days),
    },
    // "November 2020", "August '99", "Mai zweitausendneun"
    Rule {
        name: "date/de/month-year",
        anchors: MONTH,
        pattern: r"^(?<month>{month})(?:(?:,| des Jahres)? (?<year>{year_or_apostrophe})| (?<short>[4-9][0-9]|{year_in_words_de}))",
        build: Placed(de::month),
    },
    // "2016-05", "2016/05"
    Rule {
        name: "date/de/year-month",
        anchors: YEAR,
        pattern: r"^(?<year>{year}) {0,2}[-/] {0,2}(?<month>{two_digit_month})",
        build: Time(numeric::year_month),
    },
    // "am 2015.5.13"
    Rule {
        name: "date/de/year-first",
        anchors: NUMERIC,
        pattern: r"^(?<year>{year})\.(?<month>{month_number})\.(?<day>{day_number})",
        build: Time(de::numeric_opened),
    },
    // "dritter Tag im Oktober"
    Rule {
        name: "date/de/nth-day",
        anchors: ORDINAL,
        pattern: r"^(?<day>{ordinal}) [Tt]ag (?:im|in|des) (?<month>{month})(?: (?<year>{year}))?",
        build: Time(calendar::day),
    },
    // "am 15.", "vom 4. bis zum 23.", "Dienstag, der 25."
    Rule {
        name: "date/de/day",
        anchors: &[Anchor::Day],
        pattern: r"^(?:(?<first>{day_number}\.?)(?: bis (?:zum )?| ?[-–] ?))?(?<last>(?<day>{day_number})(?:\.|te[nrs]?))",
        build: Findings(de::day_alone),
    },
    // "am siebten vierten", "den dritten 11."
    Rule {
        name: "date/de/day-month-words",
        anchors: ORDINAL,
        pattern: r"^(?<day>{ordinal})[ /](?<month>{ordinal}|{month_number}\.)(?: (?<year>{year}))?",
        build: Time(de::day_and_month),
    },
    // "Heiligabend", "Ostern 2020", "letztes Weihnachten", "Pfingstmontag im Jahr 2019"
    Rule {
        name: "date/de/holiday",
        anchors: &[Anchor::Period, Anchor::Lead],
        pattern: r"^(?:(?<dir>{direction}) )?(?<holiday>{holiday})(?:(?:,| des Jahres| im Jahr)? (?<year>{year})|(?: im)? (?<of>{of_year}))?",
        build: Time(holiday::holiday),
    },
    // "Montag, Februar 18"
    Rule {
        name: "date/de/month-day",
        anchors: MONTH,
        pattern: r"^(?<month>{month}) (?<day>{day_number})",
        build: Time(de::month_day),
    },
    // "Oktober"
    Rule {
        name: "date/de/month",
        anchors: MONTH,
        pattern: r"^(?<month>{month})",
        build: Placed(de::month),
    },
    // "2021-01-25"
    Rule {
        name: "date/de/iso",
        anchors: NUMERIC,
        pattern: r"^(?<year>{year})(?:-(?<month>{month_number})-|/(?<month2>{month_number})/)(?<day>{day_number})",
        build: Time(numeric::numeric),
    },
    // "15.01.2021", "20. 01. 2021", "1.3.99"
    Rule {
        name: "date/de/numeric",
        anchors: NUMERIC,
        pattern: r"^(?<day>{day_number})(?:\. ?(?<month>{month_number})\. ?|/(?<month2>{month_number})/)(?<year>{long_or_short_year})",
        build: Time(numeric::numeric),
    },
    // "15.1."
    Rule {
        name: "date/de/numeric-short",
        anchors: NUMERIC,
        pattern: r"^(?<day>{day_number})\. ?(?<month>{month_number})\.",
        build: Time(numeric::numeric),
    },
    // "2007-2009", "2007/08"
    Rule {
        name: "date/de/year-range",
        anchors: YEAR,
        pattern: r"^(?<first>{year}) ?[-–/] ?(?<year>{long_or_short_year})",
        build: Findings(years::year_range),
    },
    // "Jahr 2019", "Jahres 2019", "Jahr neunzehnhundertachtzig"
    Rule {
        name: "date/de/year-named",
        anchors: UNIT,
        pattern: r"^(?:Jahr|Jahre|Jahres|Jahren) (?<year>{year}|{year_in_words_de})",
        build: Time(years::year_named),
    },
    // "2019"
    Rule {
        name: "date/de/year",
        anchors: YEAR,
        pattern: r"^(?<year>{year})",
        build: Time(de::bare_year),
    },
    // "480 v. Chr."
    Rule {
        name: "date/de/year-bc",
        anchors: NUMBER,
        pattern: r"^(?<n>[1-9][0-9]{0,3}) v(?:\. ?|or )Chr(?:\.|istus)",
        build: Time(years::year_before_christ),
    },
    // "vergangenen Freitag", "nächsten März", "diese Woche", "letzten Herbst"
    Rule {
        name: "date/de/direction",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?:(?<weekday>{weekday})|(?<month>{month})|(?<season>{season})|(?<unit>{unit}))",
        build: Time(de::near),
    },
    // "Vorjahr", "heuer"
    Rule {
        name: "date/de/year-ago",
        anchors: DEICTIC,
        pattern: r"^Vorjahre?s?",
        build: Time(de::year_ago),
    },
    Rule {
        name: "date/de/this-year",
        anchors: DEICTIC,
        pattern: r"^[Hh]euer",
        build: Time(de::this_year),
    },
    // "am Wochenende"
    Rule {
        name: "date/de/weekend",
        anchors: PERIOD,
        pattern: r"(?:[Aa]m|[Dd]as|[Dd]em|[Zz]um|[Üü]bers) ^Wochenende",
        build: Time(relative::weekend),
    },
    // "Ende des Jahres", "Anfang der Woche"
    Rule {
        name: "date/de/unit-edge",
        anchors: UNIT,
        pattern: r"^(?<unit>Tages|Woche|Monats|Jahres|Quartals|Jahrzehnts|Jahrhunderts)",
        build: Placed(relative::unit_edge),
    },
    // "nächste Woche Montag", "übernächste Woche am Freitag"
    Rule {
        name: "date/de/week-weekday",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) [Ww]oche,?(?: am)? (?<weekday>{weekday})",
        build: Time(de::week_weekday),
    },
    // "Am Di., 9 Uhr", "Mo."
    Rule {
        name: "date/de/weekday-code",
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday_code})",
        build: Time(de::weekday_code),
    },
    // "Montag"
    Rule {
        name: "date/de/weekday",
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday})",
        build: Time(de::weekday),
    },
    // "Freitagabend", "Montagmorgen"
    Rule {
        name: "date/de/weekday-part",
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|MONTAG|DIENSTAG|MITTWOCH|DONNERSTAG|FREITAG|SAMSTAG|SONNTAG)(?<part>morgen|vormittag|mittag|nachmittag|abend|nacht|früh)s?",
        build: Placed(de::weekday_part),
    },
    // "erster Mittwoch im Oktober 2014"
    Rule {
        name: "date/de/nth-weekday",
        anchors: &[Anchor::Ordinal, Anchor::Lead],
        pattern: r"^(?<ord>{ordinal}|[Ll]etzte[nrm]?) (?<weekday>{weekday}) (?:im|des) (?<month>{month})(?: (?<year>{year}))?",
        build: Time(calendar::nth_weekday),
    },
    // "heute", "gestern Abend"
    Rule {
        name: "date/de/day-shift",
        anchors: DEICTIC,
        pattern: r"^(?<shift>{day_shift})",
        build: Findings(de::day_shift),
    },
    // "derzeit", "damals"
    Rule {
        name: "date/de/reference",
        anchors: DEICTIC,
        pattern: r"^(?<ref>{ref})",
        build: Whole(de::reference),
    },
    // "innerhalb von zwei Wochen", "binnen drei Tagen"
    Rule {
        name: "date/de/within",
        anchors: LEAD,
        pattern: r"^(?:[Ii]nnerhalb(?: von)?|[Bb]innen) (?<span>(?<n>{number}|[0-9]+) (?<unit>{unit}))",
        build: Whole(de::within),
    },
    // "vergangene Nacht"
    Rule {
        name: "date/de/night-near",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?<part>Nacht|Abend|Morgen)",
        build: Whole(de::daypart_near),
    },
    // "am Tag darauf", "die Woche zuvor"
    Rule {
        name: "date/de/beside",
        anchors: UNIT,
        pattern: r"^(?<unit>Tag|Woche|Monat|Jahr) (?:(?<after>darauf|danach)|davor|zuvor)",
        build: Whole(de::beside_named),
    },
    // "die letzten zwei Wochen", "nächsten paar Tage"
    Rule {
        name: "date/de/window",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?<n>{number}|{vague}|paar|[0-9]+) (?<unit>{unit})",
        build: Whole(relative::window),
    },
    // "vor zwei Jahren"
    Rule {
        name: "date/de/ago",
        anchors: NUMBER,
        pattern: r"(?<span>[Vv]or (?:{approx} )?)^(?<n>{number}|{vague}|{number_de}) (?<unit>{unit})",
        build: Finding(de::ago),
    },
    // "in zwei Monaten"
    Rule {
        name: "date/de/in",
        anchors: NUMBER,
        pattern: r"(?<span>[Ii]n (?:{approx} )?)^(?<n>{number}|{vague}|{number_de}) (?<unit>{unit})",
        build: Finding(de::ahead),
    },
    // "drei Monate", "mehrere Jahre"; "zwei Tage später", "zwei Tage zuvor"
    Rule {
        name: "date/de/amount",
        anchors: NUMBER,
        pattern: r"^(?<n>{number}|{vague}|{number_de})[ -](?<unit>{unit})(?: (?:(?<later>später|danach|darauf)|(?<earlier>zuvor|davor|früher|vorher))(?-u:\b))?",
        build: Finding(de::amount),
    },
    // "jedes Jahr", "jeden zweiten Montag", "alle zwei Wochen"
    Rule {
        name: "date/de/every",
        anchors: &[Anchor::Deictic, Anchor::Lead],
        pattern: r"^(?:{every_word}(?: (?<n>{ordinal}))?|[Aa]lle (?<n2>{number}|[0-9]+)) (?:(?<unit>{unit})|(?<weekday>{weekday}))",
        build: Whole(relative::every),
    },
    // "täglich", "montags"
    Rule {
        name: "date/de/every-word",
        anchors: &[Anchor::Deictic, Anchor::Weekday],
        pattern: r"^(?:(?<every>{every})|(?<days>{weekdays}))",
        build: Whole(relative::every),
    },
    // "Sommer 2014", "Frühjahr des Jahres 1990"
    Rule {
        name: "date/de/season-year",
        anchors: SEASON,
        pattern: r"^(?<season>{season})(?: des Jahres)? (?<year>{year})",
        build: Time(calendar::season),
    },
    // "im Herbst"
    Rule {
        name: "date/de/season",
        anchors: SEASON,
        pattern: r"(?:[Ii]m|[Ss]eit|[Aa]b|[Vv]om|[Zz]um|[Dd]es|[Dd]iesem|[Aa]nfang|[Ee]nde|[Ss]eit dem) ^(?<season>{season})",
        build: Time(calendar::season),
    },
    // "dritten Quartal 2018", "1. Quartal", "3. Quartal des Jahres 2018"
    Rule {
        name: "date/de/quarter",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|[1-4]\.) (?:[Qq]uartals?|[Vv]ierteljahre?s?)(?:(?: des Jahres| des Geschäftsjahres)? (?<year>{year}))?",
        build: Time(calendar::quarter),
    },
    // "1. Halbjahr 2018", "zweiten Jahreshälfte"
    Rule {
        name: "date/de/half",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|[12]\.) (?:[Hh]albjahre?s?|Jahreshälfte)(?:(?: des Jahres| des Geschäftsjahres)? (?<year>{year}))?",
        build: Time(calendar::half),
    },
    // "Kalenderwoche 31", "KW 31"
    Rule {
        name: "date/de/week",
        anchors: &[Anchor::TimeUnit, Anchor::Period],
        pattern: r"^(?:Kalenderwoche|KW|Woche) (?<n>[0-9]{1,2})(?: (?<year>{year}))?",
        build: Time(calendar::week_number),
    },
    // "die 90er Jahre", "neunziger Jahren", "1990er-Jahre"
    Rule {
        name: "date/de/decade",
        anchors: &[Anchor::Number, Anchor::Period],
        pattern: r"^(?:(?<decade>{decade_digits}|[1-9]0)er|(?<word>{decade_word}))[ -]?Jahren?",
        build: Finding(years::decade),
    },
    // "Neunzigerjahre", "den Neunzigern"
    Rule {
        name: "date/de/decade-name",
        anchors: PERIOD,
        pattern: r"^(?<word>{decade_name})",
        build: Time(de::decade_name),
    },
    // "19. Jahrhundert"
    Rule {
        name: "date/de/century",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|[12]?[0-9]\.) ?(?:Jahrhunderts?|Jh\.)",
        build: Time(years::century),
    },
    // "erste Woche im Oktober 2014"
    Rule {
        name: "date/de/nth-week",
        anchors: &[Anchor::Ordinal, Anchor::Lead],
        pattern: r"^(?<ord>{ordinal}|[Ll]etzte[nr]?) [Ww]oche (?:im|des) (?:(?<month>{month})(?: (?<year>{year}))?|Jahre?s? (?<year2>{year}))",
        build: Time(calendar::nth_week),
    },
    // "am Nachmittag", "in der Nacht"
    Rule {
        name: "date/de/part-of-day",
        anchors: DAY_PART,
        pattern: r"(?:[Aa]m|[Ii]n der|[Gg]egen|[Zz]u|[Ii]n den|[Ss]eit dem|[Ff]ür den) (?<span>frühen |späten |selben |gleichen )?^(?<part>Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht|Früh|Morgenstunden|Abendstunden|Nachtstunden|Mittagsstunden|Nachmittagsstunden)",
        build: Whole(de::daypart),
    },
    Rule {
        name: "date/de/part-of-day-adverb",
        anchors: DAY_PART,
        pattern: r"^(?<part>[Mm]orgens|[Vv]ormittags|[Mm]ittags|[Nn]achmittags|[Aa]bends|[Nn]achts)",
        build: Whole(de::daypart),
    },
    // "10 bis 12.30 Uhr", "14-18 Uhr"
    Rule {
        name: "date/de/clock-range",
        anchors: NUMBER,
        pattern: r"^(?<from>(?<first>{hour})(?:[.:](?<firstminute>{minute}))?)(?: ?[-–] ?| bis | und | oder )(?<till>(?<hour>{hour})(?:[.:](?<minute>{minute}))? {0,2}Uhr)",
        build: Findings(de::clock_range),
    },
    // "am Tag darauf", "desselben Tages"
    Rule {
        name: "date/de/same",
        anchors: UNIT,
        pattern: r"^(?<unit>Tag|Jahr|Monat)",
        build: Placed(de::same),
    },
    // "14. - 15.10.2018"
    Rule {
        name: "date/de/numeric-range",
        anchors: NUMBER,
        pattern: r"^(?<first>{day_number})(?<dot>\.)?(?: ?[-–/] ?| bis (?:zum )?)(?<day>{day_number})\. ?(?<month>{month_number})(?:\. ?(?<year>{long_or_short_year})|(?<stop>\.)|)",
        build: Findings(numeric::range),
    },
    // "05/2016", "05.2016", "05-2016"
    Rule {
        name: "date/de/numeric-month",
        anchors: NUMERIC,
        pattern: r"^(?<month>{two_digit_month})[-/.] {0,2}(?<year>{recent_year})",
        build: Time(numeric::numeric),
    },
    // "am 22.04", "Donnerstag, 4.8"
    Rule {
        name: "date/de/numeric-bare",
        anchors: NUMERIC,
        pattern: r"^(?<bare>(?<day>{day_number})\.(?<month>{month_number}))",
        build: Time(de::numeric_opened),
    },
    // "20.30 Uhr", "20 Uhr"
    Rule {
        name: "date/de/clock",
        anchors: NUMBER,
        pattern: r"^(?<hour>{hour}|{number})(?:[.:](?<minute>{minute}))? {0,2}Uhr(?: (?<minute2>{minute})(?-u:\b))?(?: (?<half>{half_day_de}|[Aa]m Abend|[Aa]m Nachmittag))?",
        build: Whole(de::clock),
    },
    // "um 9:30", "von 9:30 bis 11:00"
    Rule {
        name: "date/de/clock-colon",
        anchors: CLOCK,
        pattern: r"^(?<hour>{hour}):(?<minute>{minute})(?: (?<half>{half_day_de}))?",
        build: Whole(de::clock_opened),
    },
    // "um halb acht", "Viertel nach sechs Uhr", "gegen Viertel vor neun"
    Rule {
        name: "date/de/clock-words",
        anchors: &[Anchor::ClockWord],
        pattern: r"^(?:(?<half>[Hh]alb)|(?<quarter>[Vv]iertel) (?:(?<before>vor)|nach)) (?<hour>{number}|[0-9]{1,2})(?<uhr> Uhr)?(?: (?<part>{half_day_de}))?",
        build: Whole(de::clock_words),
    },
];
