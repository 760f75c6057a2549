//! English sums.

use super::builders::{cents, joined, single, vague, word_first};
use super::change::{Joint, Told, link, opener, told};
use super::expr::Expr;
use crate::kinds::anchors::Anchor::{Currency, CurrencySign, Number};
use crate::kinds::rule::{Match, Rule};

/// A number: digits with scales ("2.5 million", "5bn", "180-million") or words ("two and a half
/// million").
macro_rules! number {
    () => {
        r"(?:{digits}(?: \d/\d| and an? (?:half|quarter))?(?:(?:[ -]?{scale})+|{scale_suffix})?|(?:{number}|{scale})(?:(?:[ -]|[ -]and[ -]|[ -]of[ -])(?:{number}|{number_part}|{scale}))*)"
    };
}

/// A number behind its currency, where a scale may be one letter: "Rs 3,500 cr", "$ 728 mil".
macro_rules! number_behind {
    () => {
        r"(?:{digits}(?: \d/\d| and an? (?:half|quarter))?(?:(?:[ -]?{scale})+|{scale_suffix}| {scale_spaced}(?-u:\b))?|(?:{number}|{scale})(?:(?:[ -]|[ -]and[ -]|[ -]of[ -])(?:{number}|{number_part}|{scale}))*)"
    };
}

/// What stands before a number.
macro_rules! sign {
    () => {
        r"(?:{currency_sign}|{currency_mark}|{currency_code}|{currency_told}|dlrs?)"
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
        build: |m| joined(m, joint(m)),
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
        build: |m| joined(m, joint(m)),
    },
    Rule {
        name: "money/en/change",
        description: "two sums of a change, the second without its currency",
        examples: &["Oil fell by 2 dollars to 83.85."],
        anchors: &[Number],
        pattern: concat!(
            r"^(?P<a>(?P<n>",
            number!(),
            r")[ -]?(?P<cur>",
            word!(),
            r")) to (?P<b>(?P<n2>",
            number!(),
            "))"
        ),
        build: |m| joined(m, joint(m).filter(|joint| *joint == Joint::Change)),
    },
    Rule {
        name: "money/en/sign",
        description: "a sum, currency first",
        examples: &["$4,700", "US$14 billion", "USD 1,400"],
        anchors: &[Currency, CurrencySign],
        pattern: concat!(r"^(?P<cur>", sign!(), r") ?(?P<n>", number_behind!(), ")"),
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
        pattern: r"^{vague_count}[ -](?:hundred |thousand )?(?:hundred|thousand|million|billion|trillion)(?:s of)?[ -](?:(?P<country>{money_land}) )?(?P<cur>{currency})",
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

/// How two numbers belong together.
fn joint(m: &Match<'_, '_>) -> Option<Joint> {
    let opener = opener(m).to_lowercase();
    match link(m) {
        "to" => {
            let known = ["from", "between", "by"].contains(&opener.as_str());
            // "$5 to 10 people": a bare number is an end only where a scale or a frame says so.
            let scaled = m.get("n2").is_some_and(|n| n.contains(char::is_alphabetic));
            if !m.has("cur2") && !known && !scaled {
                return None;
            }
            let changes = match opener.as_str() {
                "by" => true,
                "from" => told(m.words, m.head(), usize::MAX) == Told::Yes,
                // "fell $60 million to $240 million"
                _ => m.has("cur") && m.has("cur2") && is_told_right_before(m),
            };
            Some(if changes { Joint::Change } else { Joint::Range })
        }
        "and" => (opener == "between").then_some(Joint::Range),
        "or" => (!m.has("cur")).then_some(Joint::Range),
        _ => Some(Joint::Range),
    }
}

/// Whether the words right before a sum tell a change.
fn is_told_right_before(m: &Match<'_, '_>) -> bool {
    let scaled = |group: &str| m.get(group).is_some_and(|n| n.contains(char::is_alphabetic));
    match told(m.words, m.head(), 2) {
        Told::Yes => true,
        Told::OfPrice => !scaled("n") && !scaled("n2"),
        Told::No => false,
    }
}
