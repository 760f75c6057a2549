//! German sums.

use super::builders::{cents, range, single, vague, word_first};
use super::expr::Expr;
use crate::kinds::anchors::Anchor::{Currency, CurrencySign, Number};
use crate::kinds::rule::Rule;

/// A number: digits with scales ("2,5 Mio.", "400-Millionen") or words, which German writes
/// together.
macro_rules! number {
    () => {
        concat!(
            r"(?:{digits}(?:[ -]?{scale})*|(?:{number}|{scale}|",
            together!(),
            r")(?:[ -](?:{number}|{scale}|",
            together!(),
            "))*)"
        )
    };
}

/// "zweihundertfünfundzwanzig", "achtundsiebzig".
macro_rules! together {
    () => {
        r"[A-Za-zäöüß]*(?:hundert|tausend|und(?:zwan|drei|vier|fünf|sech|sieb|acht|neun)(?:zig|ßig|ssig))[a-zäöüß]*"
    };
}

/// What stands before a number.
macro_rules! sign {
    () => {
        r"(?:{currency_sign}|{currency_mark}|{currency_code})"
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
            r"))(?: ?[-–] ?| bis | und )(?P<b>(?P<cur2>",
            first_sign!(),
            r")? ?(?P<n2>",
            number!(),
            "))"
        ),
        build: |m| {
            let link =
                m.span_of("a").zip(m.span_of("b")).map_or("", |(a, b)| &m.text[a.end..b.start]);
            if link.trim() == "und" && !m.head().trim_end().to_lowercase().ends_with("zwischen") {
                None
            } else {
                range(m)
            }
        },
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
            r"))?)(?: ?[-–] ?| bis | bis zu | und | oder )(?P<b>(?P<n2>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur2>",
            word!(),
            "))"
        ),
        build: |m| {
            let link =
                m.span_of("a").zip(m.span_of("b")).map_or("", |(a, b)| &m.text[a.end..b.start]);
            match link.trim() {
                "und" if !m.head().trim_end().to_lowercase().ends_with("zwischen") => None,
                "oder" if m.has("cur") => None,
                _ => range(m),
            }
        },
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
        pattern: r"^(?:{vague_count} (?:von )?)?{vague_sum}(?: an| von|)(?: |-)(?:(?P<country>{money_land}) )?(?P<cur>{currency})",
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
