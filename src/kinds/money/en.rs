//! English sums.

use super::builders::{cents, range, single, vague, word_first};
use super::expr::Expr;
use crate::kinds::anchors::Anchor::{Currency, CurrencySign, Number};
use crate::kinds::rule::Rule;

/// A number: digits with scales ("2.5 million", "5bn", "180-million") or words ("two and a half
/// million").
macro_rules! number {
    () => {
        r"(?:{digits}(?:(?:[ -]?{scale})+|{scale_suffix})?|(?:{number}|{scale})(?:(?:[ -]|[ -]and[ -]|[ -]of[ -])(?:{number}|{scale}))*)"
    };
}

/// What stands before a number.
macro_rules! sign {
    () => {
        r"(?:{currency_sign}|{currency_mark}|{currency_code}|dlrs?)"
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
        name: "money/en/sign-range",
        description: "a range of sums, currency first",
        examples: &[
            "$10–20 million",
            "$30 million to $40 million",
            "between RM120,000 and RM150,000",
        ],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(
            r"^(?P<a>(?P<cur>",
            sign!(),
            r") ?(?P<n>",
            number!(),
            r"))(?: ?[-–] ?| to | and )(?P<b>(?P<cur2>",
            sign!(),
            r")? ?(?P<n2>",
            number!(),
            r"))(?P<late> ?{currency})?"
        ),
        build: |m| {
            let link =
                m.span_of("a").zip(m.span_of("b")).map_or("", |(a, b)| &m.text[a.end..b.start]);
            let head = m.head().trim_end().to_lowercase();
            let framed = head.ends_with("between") || head.ends_with("from");
            match link.trim() {
                // "$5 to 10 people": a bare number is an end only where a scale or a frame says so.
                "to" if !m.has("cur2")
                    && !framed
                    && !m.get("n2").is_some_and(|n| n.contains(char::is_alphabetic)) =>
                {
                    None
                }
                "and" if !head.ends_with("between") => None,
                _ => range(m),
            }
        },
    },
    Rule {
        name: "money/en/word-range",
        description: "a range of sums, currency last",
        examples: &["10 to 20 million dollars", "between 5,000 euros and 6,000 euros"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<a>(?P<n>",
            number!(),
            r")(?: ?(?P<cur>",
            word!(),
            r"))?)(?: ?[-–] ?| to | and | or )(?P<b>(?P<n2>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur2>",
            word!(),
            "))"
        ),
        build: |m| {
            let link =
                m.span_of("a").zip(m.span_of("b")).map_or("", |(a, b)| &m.text[a.end..b.start]);
            match link.trim() {
                "and" if !m.head().trim_end().to_lowercase().ends_with("between") => None,
                "or" if m.has("cur") => None,
                _ => range(m),
            }
        },
    },
    Rule {
        name: "money/en/sign",
        description: "a sum, currency first",
        examples: &["$4,700", "US$14 billion", "USD 1,400"],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(r"^(?P<cur>", sign!(), r") ?(?P<n>", number!(), ")"),
        build: single,
    },
    Rule {
        name: "money/en/sign-twice",
        description: "a sum with its currency on both sides",
        examples: &["$5.9 billion dollars", "$249 USD"],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(
            r"^(?P<cur>",
            sign!(),
            r") ?(?P<n>",
            number!(),
            r") (?P<again>{currency}|{currency_code})"
        ),
        build: single,
    },
    Rule {
        name: "money/en/word",
        description: "a sum, currency last",
        examples: &["2 million tenge", "3,900 euros", "a one-yen bid"],
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
        name: "money/en/word-first",
        description: "the name of a currency before a number",
        examples: &["ringgit 42"],
        anchors: &[Currency],
        pattern: r"^(?P<cur>{currency}) (?P<n>{digits}(?: ?{scale})?)",
        build: word_first,
    },
    Rule {
        name: "money/en/code-million",
        description: "a sum with a currency code that holds the million",
        examples: &["120 MEUR"],
        anchors: &[Number],
        pattern: r"^(?P<n>{digits}) ?(?P<million>{currency_code_million})",
        build: single,
    },
    Rule {
        name: "money/en/scale-last",
        description: "a sum with the scale behind the currency",
        examples: &["75 USD million"],
        anchors: &[Number],
        pattern: r"^(?P<n>{digits}) (?P<cur>{currency_code}) (?P<late>{scale})",
        build: single,
    },
    Rule {
        name: "money/en/word-cents",
        description: "a sum with its hundredths",
        examples: &["15 dollars and 50 cents"],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur>",
            word!(),
            r"),?(?: and)? (?P<sub>\d{1,2}|{number}(?:[ -]{number})?) ?(?P<subcur>{subunit}|c)"
        ),
        build: single,
    },
    Rule {
        name: "money/en/sign-cents",
        description: "a sum with its hundredths, currency first",
        examples: &["A ticket is $15 and 50 cents."],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(
            r"^(?P<cur>",
            sign!(),
            r") ?(?P<n>",
            number!(),
            r"),?(?: and)? (?P<sub>\d{1,2}) ?(?P<subcur>{subunit}|c)"
        ),
        build: single,
    },
    // Only at the end of a sentence.
    Rule {
        name: "money/en/word-close",
        description: "a sum in words with its hundredths as a bare number",
        examples: &["thirteen dollars forty-five."],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<n>",
            number!(),
            r")[ -]?(?:(?P<country>{money_land})[ -])?(?P<cur>{currency})(?: and)? (?P<sub>\d{2}|{number}(?:[ -]{number})?)"
        ),
        build: single,
    },
    Rule {
        name: "money/en/vague",
        description: "a sum without a number, or with a vague one",
        examples: &["billions of dollars", "tens of millions of euros"],
        anchors: &[Number],
        pattern: concat!(
            r"^{vague_sum}(?: (?:of )?(?:thousands|millions|billions|trillions))?(?: of| in|)",
            r" (?:(?P<country>{money_land}) )?(?P<cur>{currency})",
        ),
        build: vague,
    },
    Rule {
        name: "money/en/few",
        description: "a few thousands or millions of a currency",
        examples: &["He owed several million rubles."],
        anchors: &[Number],
        pattern: r"^{vague_count}[ -](?:hundred |thousand )?(?:hundred|thousand|million|billion|trillion)[ -](?:(?P<country>{money_land}) )?(?P<cur>{currency})",
        build: vague,
    },
    // "50p" is no sum here: it may be 50 pages.
    Rule {
        name: "money/en/cents",
        description: "hundredths of a currency alone",
        examples: &["28 cents"],
        anchors: &[Number],
        pattern: concat!(r"^(?P<n>", number!(), r")[ -]?(?P<subcur>{subunit})"),
        build: cents,
    },
    Rule {
        name: "money/en/lost-pound",
        description: "a sum whose pound sign was lost by an old encoding",
        examples: &["#13 billion"],
        anchors: &[Currency, CurrencySign],
        pattern: r"^(?P<cur>{currency_hash})(?P<n>{digits} ?{scale})",
        build: single,
    },
];
