//! German sums.

use super::builders::{cents, joined, single, vague, word_first};
use super::change::{Joint, link, opener};
use super::expr::Expr;
use crate::kinds::anchors::Anchor::{Currency, CurrencySign, Number};
use crate::kinds::rule::{Match, Rule};

/// A number: digits with scales ("2,5 Mio.", "400-Millionen"), a price with a dash for its hundredths
/// ("8,–"), or words, which German writes
/// together.
macro_rules! number {
    () => {
        concat!(
            r"(?:{digits}(?:[,.][–-]{1,2}|(?: \d/\d)?(?:[ -]?{scale})*)|(?:{number}|{number_part}|{scale}|",
            together!(),
            r")(?:[ -](?:{number}|{number_part}|{scale}|",
            together!(),
            "))*)"
        )
    };
}

/// "zweihundertfünfundzwanzig", "achtundsiebzig".
macro_rules! together {
    () => {
        r"[A-Za-zäöüß]*(?:hundert|tausend|und(?:zwan|drei|vier|fünf|sech|sieb|acht|neun)(?:zig|ßig|ssig))[a-zäöüß]*|[a-zäöüß]+ein(?:halb|viertel)"
    };
}

/// What stands before a number.
macro_rules! sign {
    () => {
        r"(?:{currency_sign}|{currency_mark}|{currency_code}|{currency_told})"
    };
}

/// What stands before the first number of a range.
macro_rules! first_sign {
    () => {
        r"(?:{currency_sign}|{currency_mark}|{currency_code}|Euro|Dollar|US-Dollar|Franken)"
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
        name: "money/de/sign-range",
        description: "a range of sums, currency first",
        examples: &["zwischen EUR 5 und EUR 10 Mio.", "$5–10 Mio."],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(
            r"^(?P<a>(?P<cur>",
            first_sign!(),
            r") ?(?P<n>",
            number!(),
            r"))(?: ?[-–] ?| bis | und | auf )(?P<b>(?P<cur2>",
            first_sign!(),
            r")? ?(?P<n2>",
            number!(),
            "))"
        ),
        build: |m| joined(m, joint(m)),
    },
    Rule {
        name: "money/de/word-range",
        description: "a range of sums, currency last",
        examples: &["10 bis 20 Millionen Euro", "zwischen 10 und 20 Mio. €"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<a>(?P<n>",
            number!(),
            r")(?: ?(?P<cur>",
            word!(),
            r"))?)(?: ?[-–] ?| bis | bis zu | und | oder | auf )(?P<b>(?P<n2>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur2>",
            word!(),
            "))"
        ),
        build: |m| joined(m, joint(m)),
    },
    Rule {
        name: "money/de/change",
        description: "two sums of a change, the second without its currency",
        examples: &["Der Preis fiel um 2 Dollar auf 83,85."],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<a>(?P<n>",
            number!(),
            r")[ -]?(?P<cur>",
            word!(),
            r")) auf (?P<b>(?P<n2>",
            number!(),
            "))"
        ),
        build: |m| joined(m, joint(m).filter(|_| is_opened(m))),
    },
    Rule {
        name: "money/de/sign",
        description: "a sum, currency first",
        examples: &["CHF 493.3 Millionen", "$5 Mio.", "EUR 310,3 Mio."],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(r"^(?P<cur>", sign!(), r") ?(?P<n>", number!(), ")"),
        build: single,
    },
    Rule {
        name: "money/de/word",
        description: "a sum, currency last",
        examples: &["2,5 Milliarden Euro", "400-Millionen-Euro-Paket", "eine halbe Million Euro"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur>",
            word!(),
            ")"
        ),
        build: single,
    },
    // Only at the end of a clause.
    Rule {
        name: "money/de/word-first",
        description: "the name of a currency before a number",
        examples: &["Rubel 42"],
        anchors: &[Currency],
        pattern: r"^(?P<cur>{currency}) (?P<n>{digits}(?: ?{scale})?)",
        build: word_first,
    },
    Rule {
        name: "money/de/code-million",
        description: "a sum with a currency code that holds the million",
        examples: &["120 MEUR"],
        anchors: &[Number],
        pattern: r"^(?P<n>{digits}) ?(?P<million>{currency_code_million})",
        build: single,
    },
    Rule {
        name: "money/de/word-cents",
        description: "a sum with its hundredths",
        examples: &["zwei Euro und fünfzig Cent", "10 € 50 ¢"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur>",
            word!(),
            r"),?(?: und)? (?P<sub>\d{1,2}|",
            together!(),
            r"|{number}) ?(?P<subcur>{subunit})"
        ),
        build: single,
    },
    // Only at the end of a sentence.
    Rule {
        name: "money/de/word-close",
        description: "a sum in words with its hundredths as a bare number",
        examples: &["zwei Euro fünfzig."],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")[ -]?(?P<cur>{currency})(?: und)? (?P<sub>\d{2}|",
            together!(),
            r"|{number})"
        ),
        build: single,
    },
    Rule {
        name: "money/de/vague",
        description: "a sum without a number, or with a vague one",
        examples: &["mehrere Millionen Dollar", "Hunderte Millionen Euro"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?:(?:{vague_count} (?:von )?)?{vague_sum}(?: an| von|)|{vague_count} (?:",
            together!(),
            r"|{scale})(?:[ -]{scale})*)(?: |-)(?:(?P<country>{money_land}) )?(?P<cur>{currency})"
        ),
        build: vague,
    },
    Rule {
        name: "money/de/cents",
        description: "hundredths of a currency alone",
        examples: &["50 Cent", "20 Rappen"],
        anchors: &[Number],
        pattern: concat!(r"^(?P<n>", number!(), r")[ -]?(?P<subcur>{subunit})"),
        build: cents,
    },
];

/// How two numbers belong together.
fn joint(m: &Match<'_, '_>) -> Option<Joint> {
    match link(m) {
        "und" => (opener(m).to_lowercase() == "zwischen").then_some(Joint::Range),
        "oder" => (!m.has("cur")).then_some(Joint::Range),
        // "5 Euro auf 10 Euro" changes, "5 Euro auf 10 Kilometer" does not.
        "auf" => {
            let both = m.has("cur") && m.has("cur2");
            (both || is_opened(m)).then_some(Joint::Change)
        }
        _ => Some(Joint::Range),
    }
}

/// Whether "von" or "um" opens a change.
fn is_opened(m: &Match<'_, '_>) -> bool {
    matches!(opener(m), "von" | "um" | "Von" | "Um")
}
