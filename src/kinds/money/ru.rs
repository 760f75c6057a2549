//! Russian sums.

use super::builders::{cents, joined, single, vague, word_first};
use super::change::{Joint, Told, link, opener, told};
use super::expr::Expr;
use crate::gazetteer::morphology::ru::endings;
use crate::kinds::anchors::Anchor::{Currency, CurrencySign, Number};
use crate::kinds::rule::{Match, Rule};

/// A number: digits with scales («1 млн 200 тыс.») or words («два с половиной миллиона»,
/// «полмиллиона»).
macro_rules! number {
    () => {
        concat!(
            r"(?:{digits}(?:(?: \d/\d| с (?:половиной|четвертью))?[ -]?{scale}(?: {scale}| {digits} {scale})?|{scale_suffix})?|(?:{number}|{number_part}|{scale}|{number_half}",
            r")(?:(?:[ -]| с )(?:{number}|{number_part}|{scale}|половиной))*)"
        )
    };
}

/// What stands before a number.
macro_rules! sign {
    () => {
        r"(?:{currency_sign}|{currency_mark}|{currency_code}|{currency_told})"
    };
}

/// What stands behind a number.
macro_rules! word {
    () => {
        r"(?:{currency}|{currency_sign}|{currency_mark}|{currency_code_after}|{currency_code})"
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "money/ru/sign-range",
        description: "a range of sums, currency first",
        examples: &["$10–20 млн", "от $5 до $10 млн"],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(
            r"^(?P<a>(?P<cur>",
            sign!(),
            r") ?(?P<n>",
            number!(),
            r"))(?: ?[-–] ?| до | и )(?P<b>(?P<cur2>",
            sign!(),
            r")? ?(?P<n2>",
            number!(),
            "))"
        ),
        build: |m| joined(m, joint(m)),
    },
    Rule {
        name: "money/ru/word-range",
        description: "a range of sums, currency last",
        examples: &["от 10 до 20 млн долларов", "10–20 млн рублей", "между 10 и 20 долларами"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<a>(?P<n>",
            number!(),
            r")(?: ?(?P<cur>",
            word!(),
            r"))?)(?: ?[-–] ?| до | и | или )(?P<b>(?P<n2>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land}) )?(?P<cur2>",
            word!(),
            r")(?: (?P<of>{money_of}))?)"
        ),
        build: |m| joined(m, joint(m)),
    },
    Rule {
        name: "money/ru/change",
        description: "two sums of a change, the second without its currency",
        examples: &["Нефть подешевела на 2 доллара до 83,85."],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<a>(?P<n>",
            number!(),
            r")[ -]?(?P<cur>",
            word!(),
            r")) до (?P<b>(?P<n2>",
            number!(),
            "))"
        ),
        build: |m| joined(m, joint(m).filter(|joint| *joint == Joint::Change)),
    },
    Rule {
        name: "money/ru/sign",
        description: "a sum, currency first",
        examples: &["$20 млн", "£15 млн", "USD 1400"],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(r"^(?P<cur>", sign!(), r") ?(?P<n>", number!(), ")"),
        build: single,
    },
    Rule {
        name: "money/ru/word",
        description: "a sum, currency last",
        examples: &["2 миллиона тенге", "46,5 млрд долларов США", "девять миллионов шведских крон"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")(?: \([^()]{3,160}\) )?[ -]?(?:(?P<country>{money_land}) )?(?P<cur>",
            word!(),
            r")(?: (?P<of>{money_of}))?"
        ),
        build: |m| match m.get("n") {
            Some(n) if counts_nothing(n) => vague(m),
            _ => single(m),
        },
    },
    // Only at the end of a clause.
    Rule {
        name: "money/ru/word-first",
        description: "the name of a currency before a number",
        examples: &["Проезд стоит рублей 10."],
        anchors: &[Currency],
        pattern: r"^(?P<cur>{currency}) (?P<n>{digits}(?: ?{scale})?)",
        build: word_first,
    },
    Rule {
        name: "money/ru/code-million",
        description: "a sum with a currency code that holds the million",
        examples: &["Контракт на 120 MEUR подписан."],
        anchors: &[Number],
        pattern: r"^(?P<n>{digits}) ?(?P<million>{currency_code_million})",
        build: single,
    },
    Rule {
        name: "money/ru/word-kopecks",
        description: "a sum with its hundredths",
        examples: &["124 451 рубль 50 копеек", "20 долларов 43ц"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")(?: \([^()]{3,160}\) )?[ -]?(?:(?P<country>{money_land}) )?(?P<cur>",
            word!(),
            r")(?: (?P<of>{money_of}))?,?(?: и)? (?P<sub>\d{1,2}|{number}(?: {number})?) ?(?P<subcur>{subunit}|ц)"
        ),
        build: single,
    },
    Rule {
        name: "money/ru/vague",
        description: "a sum without a number, or with a vague one",
        examples: &["десятки миллионов долларов", "несколько тысяч рублей"],
        anchors: &[Number],
        pattern: r"^{vague_sum} (?:{vague_sum} |{scale} )*(?:(?P<country>{money_land}) )?(?P<cur>{currency})(?: (?P<of>{money_of}))?",
        build: vague,
    },
    Rule {
        name: "money/ru/kopecks",
        description: "hundredths of a currency alone",
        examples: &["50 копеек"],
        anchors: &[Number],
        pattern: concat!(r"^(?P<n>", number!(), r")[ -]?(?P<subcur>{subunit})"),
        build: cents,
    },
];

/// How two numbers belong together: a dash or «до» between them makes a range; «и» only behind
/// «между», «или» only before one currency. «с 5 до 7» and «на 5 до 7» are changes.
fn joint(m: &Match<'_, '_>) -> Option<Joint> {
    let opener = opener(m).to_lowercase();
    match link(m) {
        "и" => (opener == "между").then_some(Joint::Range),
        "или" => (!m.has("cur")).then_some(Joint::Range),
        "до" => {
            let changes = match opener.as_str() {
                "с" | "со" | "на" => true,
                "от" | "между" => false,
                _ => told(m.words, m.head(), 4) == Told::Yes,
            };
            Some(if changes { Joint::Change } else { Joint::Range })
        }
        _ => Some(Joint::Range),
    }
}

/// Whether a number is a scale in the plural: «миллионы долларов» counts nothing, «миллион
/// долларов» is one.
fn counts_nothing(number: &str) -> bool {
    !number.contains(' ') && endings::ends_in(&number.to_lowercase(), endings::PLURAL_SCALES)
}
