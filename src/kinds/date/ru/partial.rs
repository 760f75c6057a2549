//! Russian word order of parts of a year, decades and clock times.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{
    CLOCK, DAY_PART, NUMBER, NUMBER_OR_ORDINAL, ORDINAL, SEASON, UNIT, YEAR,
};
use crate::kinds::date::build::Build::{Finding, Findings, Placed, Time, Whole};
use crate::kinds::date::build::{DateRule as Rule, calendar, clock, numeric, ru, years};

/// Rules for parts of a year, decades and times of day.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date/ru/season-year",
        description: "a season with its year",
        examples: &["летом 2001 года", "осень 2019"],
        anchors: SEASON,
        pattern: r"^(?<season>{season}|{season_genitive}) (?<year>{year})(?:{of_year_ru}|-го|-м)?",
        build: Time(calendar::season),
    },
    Rule {
        name: "date/ru/season",
        description: "a season alone",
        examples: &["летом", "осенью"],
        anchors: SEASON,
        pattern: r"^(?:(?<season>{season}|{season_genitive}))",
        build: Time(calendar::season),
    },
    Rule {
        name: "date/ru/quarter",
        description: "a quarter of a year in words",
        examples: &["третьем квартале 2018 года", "I квартал"],
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|IV|I{1,3}|[1-4](?:-(?:м|й|го))?) (?:кварталах|кварталом|квартала|квартале|квартал)(?: (?<year>{year}){of_year_ru}?)?",
        build: Time(calendar::quarter),
    },
    Rule {
        name: "date/ru/half",
        description: "half a year in words",
        examples: &["первом полугодии 2018 года", "второй половине 2018 года"],
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|I{1,2}|[12](?:-(?:м|й|го))?) (?:(?:полугодием|полугодия|полугодии|полугодие)(?: (?<year>{year}){of_year_ru}?)?|(?:половине|половина|половину|половины) (?<year2>{year}) (?:года|г\.))",
        build: Time(calendar::half),
    },
    Rule {
        name: "date/ru/decade",
        description: "a decade in digits",
        examples: &["90-х годах", "девяностых годов"],
        anchors: &[Anchor::Number, Anchor::Period],
        pattern: r"^(?:(?<decade>{decade_digits}|[1-9]0)-?(?:е|х|ые|ых|ми|м)|(?<word>{decade_word})) (?:годах|годами|годов|годам|годы|гг\.)",
        build: Finding(years::decade),
    },
    Rule {
        name: "date/ru/decade-bare",
        description: "a decade in digits without the word for years",
        examples: &["Мода 1990-х вернулась."],
        anchors: YEAR,
        pattern: r"^(?<decade>{decade_digits})-(?:е|х|ые|ых|ми|м)",
        build: Finding(years::decade),
    },
    Rule {
        name: "date/ru/decade-alone",
        description: "a decade as an ordinal number alone",
        examples: &["в восьмидесятых", "середине 90-х"],
        anchors: &[Anchor::Period, Anchor::DayNumber],
        pattern: r"^(?:(?<decade>[1-9]0)-?(?:е|х|ые|ых)|(?<word>{decade_word}))",
        build: Time(ru::decade),
    },
    Rule {
        name: "date/ru/century",
        description: "a century",
        examples: &["XIX веке", "20-м столетии", "двадцатый век"],
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>[IVXХІ]+|{ordinal}|[12]?[0-9])(?:-(?:м|й|го))? (?:веками|веком|веков|веках|веке|веку|века|век|столетием|столетиях|столетий|столетия|столетии|столетие|вв\.|в\.)(?<bc> до (?:н\. ?э\.|нашей эры|Рождества Христова))?",
        build: Time(years::century),
    },
    Rule {
        name: "date/ru/numeric-range",
        description: "a range of days in digits",
        examples: &["14. - 15.10.2018"],
        anchors: NUMBER,
        pattern: r"^(?<first>{day_number})(?<dot>\.)?(?: ?[-–/] ?| по | до )(?<day>{day_number})\. ?(?<month>{month_number})(?:\. ?(?<year>{long_or_short_year})|(?<stop>\.)|)",
        build: Findings(numeric::range),
    },
    Rule {
        name: "date/ru/same",
        description: "the same day, week or year as one named before",
        examples: &["в тот же день", "в том же году"],
        anchors: UNIT,
        pattern: r"^(?<unit>{unit})",
        build: Placed(ru::same),
    },
    Rule {
        name: "date/ru/part-of-day",
        description: "a part of the day",
        examples: &["утром", "вечером"],
        anchors: DAY_PART,
        pattern: r"(?:(?<span>(?:[Пп]оздно|[Рр]ано) ))?^(?<part>[Уу]тром|[Вв]ечером|[Нн]очью)",
        build: Whole(clock::daypart),
    },
    Rule {
        name: "date/ru/clock",
        description: "a clock time",
        examples: &["Матч начался в 19:30 на стадионе."],
        anchors: CLOCK,
        pattern: r"(?:[Вв]|[Дд]о|[Сс]|[Кк]|[Оо]коло) ^(?<hour>{hour}):(?<minute>{minute})(?: (?<half>{half_day_ru}))?",
        build: Whole(ru::clock),
    },
    Rule {
        name: "date/ru/hour",
        description: "an hour with its part of the day",
        examples: &["в три часа дня", "к 9 утра", "в полдень"],
        anchors: &[Anchor::Number, Anchor::ClockWord, Anchor::DayPart],
        pattern: r"(?:[Вв]|[Дд]о|[Кк]|[Оо]коло|[Сс]|[Пп]осле|[Нн]а) ^(?:(?<hour>{number}|{hour})(?: (?:часов|часа|час))? (?<half>{half_day_ru})|(?<noon>полдень|полудня)|(?<midnight>полночь|полуночи))",
        build: Whole(ru::hour),
    },
    Rule {
        name: "date/ru/half-past",
        description: "half past an hour",
        examples: &["в половине восьмого"],
        anchors: ORDINAL,
        pattern: r"(?:[Вв] половине|[Кк] половине|[Оо]коло половины) ^(?<hour>{ordinal})(?: (?<half>утра|вечера|дня))?",
        build: Whole(ru::half_past),
    },
];
