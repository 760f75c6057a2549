//! Russian word order of dates.

use super::anchor_sets::{
    CLOCK, DAY_PART, DEICTIC, LEAD, MONTH, NUMBER, NUMBER_OR_ORDINAL, NUMERIC, ORDINAL, PERIOD,
    SEASON, UNIT, WEEKDAY, YEAR,
};
use super::build::Build::{Finding, Findings, Placed, Time, Whole};
use super::build::{DateRule as Rule, calendar, clock, holiday, numeric, relative, ru, years};
use crate::kinds::anchors::Anchor;

/// The rules.
pub(super) const RULES: &[Rule] = &[
    // «25 января 2021 года», «9 мая 2017 г.», «25 января»; «с 13 по 15 июля 2020 года», «13-15
    // июля»; «15 и 25 января 2021 года»
    Rule {
        name: "date/ru/day-month",
        anchors: NUMBER,
        pattern: r"^(?:(?<first>{day_number}(?:-(?:го|е|его))?)(?:(?<to> ?[-–] ?| по | до | на )|(?:, (?<middle>{day_number}))?(?: и| или) ))?(?<day>{day_number}(?:-?(?:го|е|его|ого|му|м))?) (?<month>{month})(?:,? (?<year>{year})(?-u:\b)(?:года|году|г\.|г)?)?",
        build: Findings(ru::day_or_days),
    },
    // «пятого сентября 2020 года»
    Rule {
        name: "date/ru/day-word-month",
        anchors: ORDINAL,
        pattern: r"^(?<day>{ordinal}) (?<month>{month})(?:,? (?<year>{year})(?-u:\b)(?:года|году|г\.|г)?)?",
        build: Findings(ru::day_or_days),
    },
    // «ноябре 2020 года», «Октябрь 2014»
    Rule {
        name: "date/ru/month-year-word",
        anchors: MONTH,
        pattern: r"^(?<month>{month}),? (?<year>{year})(?: ?(?:года|году|годом|год|г\.|г))",
        build: Placed(ru::month),
    },
    Rule {
        name: "date/ru/month-year",
        anchors: MONTH,
        pattern: r"^(?<month>{month}),? (?<year>{year})",
        build: Placed(ru::month),
    },
    // «октябре»
    Rule {
        name: "date/ru/month",
        anchors: MONTH,
        pattern: r"^(?<month>{month})",
        build: Placed(ru::month),
    },
    // «2021-01-25»
    Rule {
        name: "date/ru/iso",
        anchors: NUMERIC,
        pattern: r"^(?<year>{year})(?:-(?<month>{month_number})-|/(?<month2>{month_number})/)(?<day>{day_number})",
        build: Time(numeric::numeric),
    },
    // «15.01.2021», «27.05.99 г.»
    Rule {
        name: "date/ru/numeric",
        anchors: NUMERIC,
        pattern: r"^(?<day>{day_number})(?:\. ?(?<month>{month_number})\. ?|/(?<month2>{month_number})/)(?<year>{long_or_short_year})",
        build: Time(numeric::numeric),
    },
    // «15.02.»
    Rule {
        name: "date/ru/numeric-short",
        anchors: NUMERIC,
        pattern: r"^(?<day>{day_number})\. ?(?<month>[01][0-9])\.",
        build: Time(numeric::numeric),
    },
    // «2014-2016 гг.», «2007–2009 годов», «1988 по 1992 год»
    Rule {
        name: "date/ru/year-range-word",
        anchors: YEAR,
        pattern: r"^(?<first>{year})(?: ?[-–/] ?| по | до )(?<year>{long_or_short_year}) ?(?:годами|годам|годах|годов|годы|года|году|год|гг\.|гг|г\.)",
        build: Findings(ru::year_range),
    },
    Rule {
        name: "date/ru/year-range",
        anchors: YEAR,
        pattern: r"^(?<first>{year}) ?[-–/] ?(?<year>{long_or_short_year})",
        build: Findings(ru::year_range),
    },
    // «2019 году», «2019 г.»
    Rule {
        name: "date/ru/year-named",
        anchors: YEAR,
        pattern: r"^(?<year>{year})(?:-го|-м|-й)? ?(?:годами|годам|годах|годов|годом|годы|году|года|год|гг\.|г\.|г)",
        build: Time(years::year_named),
    },
    // «1997-м»
    Rule {
        name: "date/ru/year-ending",
        anchors: YEAR,
        pattern: r"^(?<year>1[5-9][0-9]{2}|20[0-9]{2})-(?:м|го|й|му)",
        build: Time(years::year_named),
    },
    // «2019»
    Rule {
        name: "date/ru/year",
        anchors: YEAR,
        pattern: r"^(?<year>{year})",
        build: Time(ru::bare_year),
    },
    // «480 год до н. э.»
    Rule {
        name: "date/ru/year-bc",
        anchors: NUMBER,
        pattern: r"^(?<n>[1-9][0-9]{0,3})(?: (?:года|году|год|г\.))? до н\. ?э\.",
        build: Time(years::year_before_christ),
    },
    // «прошлую пятницу», «этом году», «прошлой осенью», «следующей неделе»
    Rule {
        name: "date/ru/direction",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?:же )?(?:(?<weekday>{weekday})|(?<month>{month})|(?<season>{season})|(?<unit>{unit}))",
        build: Time(ru::near),
    },
    // «выходные»
    Rule {
        name: "date/ru/weekend",
        anchors: PERIOD,
        pattern: r"(?:[Нн]а|[Вв]) ^(?:выходные|выходных)",
        build: Time(relative::weekend),
    },
    // «в конце года», «до конца месяца»
    Rule {
        name: "date/ru/unit-edge",
        anchors: UNIT,
        pattern: r"^(?<unit>недели|месяца|года|квартала|десятилетия|века)",
        build: Placed(relative::unit_edge),
    },
    // «понедельник»
    Rule {
        name: "date/ru/weekday",
        anchors: WEEKDAY,
        pattern: r"^(?<weekday>{weekday})",
        build: Time(ru::weekday),
    },
    // «сегодня», «вчера вечером»
    Rule {
        name: "date/ru/day-shift",
        anchors: DEICTIC,
        pattern: r"^(?<shift>{day_shift})",
        build: Time(relative::day_shift),
    },
    // «сейчас», «в настоящее время»
    Rule {
        name: "date/ru/reference",
        anchors: DEICTIC,
        pattern: r"^(?<ref>{ref})",
        build: Whole(relative::reference),
    },
    // «15-го числа»
    Rule {
        name: "date/ru/day-number",
        anchors: &[Anchor::DayNumber],
        pattern: r"^(?<day>{day_number})(?:-?(?:го|е))? (?:числа|число)",
        build: Time(ru::day_number),
    },
    // «Рождество», «в День Победы 2017 года», «прошлую Пасху»
    Rule {
        name: "date/ru/holiday",
        anchors: &[Anchor::Period, Anchor::Lead],
        pattern: r"^(?:(?<dir>{direction}) )?(?<holiday>{holiday})(?: (?<year>{year}){of_year_ru}?| (?<of>{of_year}))?",
        build: Time(holiday::holiday),
    },
    // «накануне»
    Rule {
        name: "date/ru/day-before",
        anchors: LEAD,
        pattern: r"^[Нн]акануне",
        build: Time(ru::day_before),
    },
    // «прошлой ночью», «этим утром»
    Rule {
        name: "date/ru/part-near",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?<part>ночью|ночи|ночь|утром|утро|вечером|вечер)",
        build: Whole(relative::daypart_near),
    },
    // «пятилетний срок», «10-дневный траур»
    Rule {
        name: "date/ru/adjective",
        anchors: UNIT,
        pattern: r"^(?<unit>{unit_adjective})",
        build: Finding(ru::adjective),
    },
    // «в течение года», «более месяца»
    Rule {
        name: "date/ru/one-unit",
        anchors: UNIT,
        pattern: r"^(?<unit>{unit})",
        build: Whole(ru::one_unit),
    },
    // «полгода», «полвека назад»
    Rule {
        name: "date/ru/half-unit",
        anchors: UNIT,
        pattern: r"^(?<half>{half_unit})(?<ago> (?:тому )?назад)?",
        build: Finding(ru::half_unit),
    },
    // «год спустя», «за месяц до этого»
    Rule {
        name: "date/ru/one-from",
        anchors: UNIT,
        pattern: r"^(?<unit>год|месяц|неделю|день|сутки|десятилетие|век) (?:(?<later>спустя)|(?<earlier>ранее|до этого))",
        build: Finding(ru::amount),
    },
    // «в течение двух недель»
    Rule {
        name: "date/ru/within",
        anchors: LEAD,
        pattern: r"^[Вв] течени[ие] (?<span>(?<n>{number}(?: {number})?|[0-9]+) (?<unit>{unit}))",
        build: Whole(ru::within),
    },
    // «неделю назад»
    Rule {
        name: "date/ru/ago-one",
        anchors: UNIT,
        pattern: r"^(?<unit>{unit}) (?:тому )?назад",
        build: Finding(ru::one_ago),
    },
    // «через три дня», «спустя два дня»
    Rule {
        name: "date/ru/ahead",
        anchors: LEAD,
        pattern: r"^(?:(?<after_now>[Чч]ерез)|(?<after_named>[Сс]пустя)) (?:(?<n>{number}(?: {number})?|{vague}|[0-9]+) )?(?<unit>{unit})",
        build: Finding(ru::amount),
    },
    // «последние две недели», «ближайшие 10 лет»
    Rule {
        name: "date/ru/window",
        anchors: LEAD,
        pattern: r"^(?<dir>{direction}) (?<n>{number}(?: {number})?|{vague}|[0-9]+) (?<unit>{unit})",
        build: Whole(relative::window),
    },
    // «в 14 часов»: before the lengths, which are as long
    Rule {
        name: "date/ru/clock-hours",
        anchors: NUMBER,
        pattern: r"(?:[Вв]|[Дд]о|[Кк]|[Оо]коло) ^(?<hour>{hour}) (?:часов|часа|час)(?: (?<half>{half_day_ru}))?",
        build: Whole(ru::clock),
    },
    // «три месяца», «двух дней», «несколько лет»; «два года назад», «пять лет спустя», «двумя днями
    // ранее»
    Rule {
        name: "date/ru/amount",
        anchors: NUMBER,
        pattern: r"^(?<n>{number}(?: {number})?|{vague}|[0-9]+(?:,[0-9]+)?)[ -](?<unit>{unit})(?:(?<ago> (?:тому )?назад)|(?<later> спустя)|(?<earlier> (?:ранее|до этого)))?",
        build: Finding(ru::amount),
    },
    // «каждый год»
    Rule {
        name: "date/ru/every",
        anchors: DEICTIC,
        pattern: r"^{every_word} (?:(?<unit>{unit})|(?<weekday>{weekday}))",
        build: Whole(relative::every),
    },
    // «ежедневно», «по понедельникам»
    Rule {
        name: "date/ru/every-word",
        anchors: &[Anchor::Deictic, Anchor::Weekday],
        pattern: r"^(?:(?<every>{every})|(?<days>{weekdays}))",
        build: Whole(relative::every),
    },
    // «летом 2001 года», «осень 2019»
    Rule {
        name: "date/ru/season-year",
        anchors: SEASON,
        pattern: r"^(?<season>{season}|{season_genitive}) (?<year>{year}){of_year_ru}?",
        build: Time(calendar::season),
    },
    // «летом», «осенью»
    Rule {
        name: "date/ru/season",
        anchors: SEASON,
        pattern: r"^(?:(?<season>{season}|{season_genitive}))",
        build: Time(calendar::season),
    },
    // «третьем квартале 2018 года», «I квартал»
    Rule {
        name: "date/ru/quarter",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|IV|I{1,3}|[1-4](?:-(?:м|й|го))?) (?:кварталах|кварталом|квартала|квартале|квартал)(?: (?<year>{year}){of_year_ru}?)?",
        build: Time(calendar::quarter),
    },
    // «первом полугодии 2018 года», «второй половине 2018 года»
    Rule {
        name: "date/ru/half",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>{ordinal}|I{1,2}|[12](?:-(?:м|й|го))?) (?:(?:полугодием|полугодия|полугодии|полугодие)(?: (?<year>{year}){of_year_ru}?)?|(?:половине|половина|половину|половины) (?<year2>{year}) (?:года|г\.))",
        build: Time(calendar::half),
    },
    // «90-х годах», «девяностых годов», «1990-е»
    Rule {
        name: "date/ru/decade",
        anchors: &[Anchor::Number, Anchor::Period],
        pattern: r"^(?:(?<decade>{decade_digits}|[1-9]0)-?(?:е|х|ые|ых|ми|м)|(?<word>{decade_word})) (?:годах|годами|годов|годам|годы|гг\.)",
        build: Finding(years::decade),
    },
    Rule {
        name: "date/ru/decade-bare",
        anchors: YEAR,
        pattern: r"^(?<decade>{decade_digits})-(?:е|х|ые|ых|ми|м)",
        build: Finding(years::decade),
    },
    // «в восьмидесятых», «середине 90-х»
    Rule {
        name: "date/ru/decade-alone",
        anchors: &[Anchor::Period, Anchor::DayNumber],
        pattern: r"^(?:(?<decade>[1-9]0)-?(?:е|х|ые|ых)|(?<word>{decade_word}))",
        build: Time(ru::decade),
    },
    // «XIX веке», «20-м столетии», «двадцатый век»
    Rule {
        name: "date/ru/century",
        anchors: NUMBER_OR_ORDINAL,
        pattern: r"^(?<ord>[IVXХІ]+|{ordinal}|[12]?[0-9])(?:-(?:м|й|го))? (?:веками|веком|веков|веках|веке|веку|века|век|столетием|столетиях|столетий|столетия|столетии|столетие|вв\.|в\.)",
        build: Time(years::century),
    },
    // «14. - 15.10.2018»
    Rule {
        name: "date/ru/numeric-range",
        anchors: NUMBER,
        pattern: r"^(?<first>{day_number})(?<dot>\.)?(?: ?[-–/] ?| по | до )(?<day>{day_number})\. ?(?<month>{month_number})(?:\. ?(?<year>{long_or_short_year})|(?<stop>\.)|)",
        build: Findings(numeric::range),
    },
    // «в тот же день», «в том же году»
    Rule {
        name: "date/ru/same",
        anchors: UNIT,
        pattern: r"^(?<unit>{unit})",
        build: Placed(ru::same),
    },
    // «утром», «вечером»
    Rule {
        name: "date/ru/part-of-day",
        anchors: DAY_PART,
        pattern: r"^(?<part>[Уу]тром|[Вв]ечером|[Нн]очью)",
        build: Whole(clock::daypart),
    },
    // «15:30»
    Rule {
        name: "date/ru/clock",
        anchors: CLOCK,
        pattern: r"(?:[Вв]|[Дд]о|[Сс]|[Кк]|[Оо]коло) ^(?<hour>{hour}):(?<minute>{minute})(?: (?<half>{half_day_ru}))?",
        build: Whole(ru::clock),
    },
    // «в три часа дня», «к 9 утра», «в полдень»
    Rule {
        name: "date/ru/hour",
        anchors: &[Anchor::Number, Anchor::ClockWord, Anchor::DayPart],
        pattern: r"(?:[Вв]|[Дд]о|[Кк]|[Оо]коло|[Сс]|[Пп]осле|[Нн]а) ^(?:(?<hour>{number}|{hour})(?: (?:часов|часа|час))? (?<half>{half_day_ru})|(?<noon>полдень|полудня)|(?<midnight>полночь|полуночи))",
        build: Whole(ru::hour),
    },
    // «в половине восьмого»
    Rule {
        name: "date/ru/half-past",
        anchors: ORDINAL,
        pattern: r"(?:[Вв] половине|[Кк] половине|[Оо]коло половины) ^(?<hour>{ordinal})(?: (?<half>утра|вечера|дня))?",
        build: Whole(ru::half_past),
    },
];
