//! Russian word order of times that share words: ranges of lengths, two quarters of a year, decades in a
//! list, days with one month.

use crate::kinds::anchors::Anchor;
use crate::kinds::date::anchor_sets::{LEAD, NUMBER, NUMBER_OR_ORDINAL, NUMERIC, WEEKDAY};
use crate::kinds::date::build::Build::{Finding, Findings, Time};
use crate::kinds::date::build::{DateRule as Rule, coordinated, numeric, ru, years};

/// Rules for times that share words.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date/ru/amount-range",
        description: "two lengths with one unit",
        examples: &[
            "две-три недели",
            "4–5 лет назад",
            "Ему грозит от двух до трёх лет лишения свободы.",
        ],
        anchors: NUMBER,
        pattern: r"^(?<low>{number}|[0-9]+(?:,[0-9]+)?)(?: ?[-–—] ?| или |(?<upto> до ))(?<n>{number}(?: {number})?|[0-9]+(?:,[0-9]+)?)[ -](?<unit>{unit})(?<ago> (?:тому )?назад)?",
        build: Finding(ru::amounts),
    },
    Rule {
        name: "date/ru/quarters",
        description: "two quarters or halves of one year",
        examples: &["втором и третьем кварталах 2019 года"],
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<first>{ordinal}|IV|I{1,3}|[1-4](?:-(?:м|й|го))?)(?:(?<to> ?[-–] ?| по )|,? (?:и|или) )(?:во? )?(?<ord>{ordinal}|IV|I{1,3}|[1-4](?:-(?:м|й|го))?) (?:кварталах|кварталами|кварталам|кварталом|кварталы|кварталов|квартала|квартале|квартал|(?<half>полугодиях|полугодия|полугодий|полугодии|полугодие))(?: (?<year>{year}){of_year_ru}?)?",
        build: Findings(coordinated::quarters),
    },
    Rule {
        name: "date/ru/weekday-days",
        description: "two days of one month, each with its weekday",
        examples: &["в пятницу, 26 и субботу, 27 февраля"],
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday}),? (?<first>{day_number})(?:-?го)?,?(?:(?<to> по )| и | или )(?:во? )?(?<weekday2>{weekday}),? (?<day>{day_number})(?:-?го)? (?<month>{month})(?: (?<year>{year}){of_year_ru}?)?",
        build: Findings(coordinated::weekday_days),
    },
    Rule {
        name: "date/ru/decade-range",
        description: "two decades with one word for years",
        examples: &["1930–1940-е годы", "60-70-х годов"],
        anchors: NUMBER,
        pattern: r"^(?<first>{decade_digits}|[1-9]0)(?:-?(?:е|х))? ?[-–] ?(?<decade>{decade_digits}|[1-9]0)-?(?:е|х|ые|ых|ми|м)(?: (?:годах|годами|годов|годам|годы|гг\.))?",
        build: Findings(coordinated::decades),
    },
    Rule {
        name: "date/ru/first-units",
        description: "the first units of a longer time",
        examples: &["За первые три месяца 2019 года прошло два матча."],
        anchors: LEAD,
        pattern: r"^(?:первые|первых) (?<n>{number}|[0-9]+) (?<unit>{unit})(?: (?<of>года|месяца|квартала|десятилетия|века))?",
        build: Finding(coordinated::first_units),
    },
    Rule {
        name: "date/ru/numeric-full-range",
        description: "a range of full days in digits",
        examples: &["12.04.2018-18.04.2018", "03.06–09.06.2021"],
        anchors: NUMERIC,
        pattern: r"^(?<from>(?<first>{day_number})\.(?<month>{month_number})\.?(?<year2>{long_or_short_year})?)(?: ?г\.)? ?(?:[-–]|по|до) ?(?<till>(?<day>{day_number})\.(?<month2>{month_number})\.(?<year>{long_or_short_year})(?: ?г\.?)?)",
        build: Findings(numeric::full_range),
    },
    Rule {
        name: "date/ru/numeric-month",
        description: "a month and a year in digits",
        examples: &["Отчёт за 03.2019 сдан."],
        anchors: NUMERIC,
        pattern: r"^(?<month>{two_digit_month})[-/.] {0,2}(?<year>{recent_year})(?: ?(?:года|г\.))?",
        build: Time(numeric::numeric),
    },
    Rule {
        name: "date/ru/final-quarter",
        description: "the last quarter of a year",
        examples: &["последнем квартале 2011 года"],
        anchors: &[Anchor::Lead, Anchor::Period],
        pattern: r"^(?<word>{final_quarter}) (?:квартал|квартала|квартале|кварталу|кварталом) (?<year>{year}){of_year_ru}?",
        build: Time(ru::final_quarter),
    },
    Rule {
        name: "date/ru/years-bc",
        description: "two years before the common era",
        examples: &["264–241 годах до н. э."],
        anchors: NUMBER,
        pattern: r"^(?<first>[1-9][0-9]{0,3}) ?(?:[-–—]|по|до) ?(?<n>[1-9][0-9]{0,3})(?: (?:годах|годами|годов|годам|годы|года|году|год|гг\.))? до (?:н\. ?э\.|нашей эры)",
        build: Findings(years::years_before_christ),
    },
    Rule {
        name: "date/ru/day-of-month",
        description: "a day of the last, this, the next or the named month",
        examples: &["15 числа прошлого месяца"],
        anchors: &[Anchor::DayNumber],
        pattern: r"^(?<day>{day_number})(?:-?(?:го|е))? (?:числа|число) (?<of>{of_month})",
        build: Time(coordinated::day_of_month),
    },
];
