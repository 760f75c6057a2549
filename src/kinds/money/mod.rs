//! Sums of money.
//!
//! - `en.rs`, `de.rs`, `ru.rs`: the rules, which know the shapes; `builders.rs`: how they are read.
//! - `amount.rs`, `expr.rs`, `bounds.rs`: the number with its scale, the currency, what stands
//!   beside them; `no_money.rs`: what looks like a sum and is none; `change.rs`: whether two numbers
//!   are a range or a change; `ellipsis.rs`: sums that leave their currency out.
//! - `conventions.rs`: what the kind asks of every language beside its rules; `en_conventions.rs`
//!   and so on: the answers.
//! - `resolve.rs`: what only the document tells: which crown, which dollar, which sum repeats
//!   another in other money.
//!
//! The words are in `gazetteers/currencies.tsv` and `gazetteers/numbers.tsv`.

mod amount;
mod bounds;
mod builders;
mod change;
mod conventions;
mod de;
mod de_conventions;
mod ellipsis;
mod en;
mod en_conventions;
mod expr;
mod no_money;
mod resolve;
mod ru;
mod ru_conventions;

use conventions::Conventions;
use expr::Expr;

use super::anchors::{Anchor, AnchorWords, compounds, words};
use super::context::{Context, ResolvedMention};
use super::kind::KindRules;
use super::overlap::Taken;
use super::rule::{BuildFn, Finding, OtherRule, Rule, SubPattern, check};
use crate::gazetteer::Class;
use crate::model::{Kind, Lang};
use crate::numeral::DIGITS;

/// The sub-patterns of this kind.
const SUB_PATTERNS: &[SubPattern] = &[("digits", DIGITS)];

/// Amounts of money.
pub(super) struct Money;

impl KindRules for Money {
    type Expr = Expr;
    type Build = BuildFn<Expr>;

    const KIND: Kind = Kind::Money;

    const ANCHORS: &'static [AnchorWords] = &[
        words(Class::Currency, Anchor::Currency),
        words(Class::CurrencySign, Anchor::CurrencySign),
        words(Class::CurrencyMark, Anchor::CurrencySign),
        words(Class::CurrencyCode, Anchor::CurrencySign),
        words(Class::CurrencyCodeAfter, Anchor::Currency),
        words(Class::CurrencyHash, Anchor::CurrencySign),
        words(Class::CurrencyTold, Anchor::CurrencySign),
        words(Class::CurrencyCodeMillion, Anchor::CurrencySign),
        words(Class::Subunit, Anchor::Subunit),
        words(Class::Number, Anchor::Number),
        words(Class::NumberPart, Anchor::Number),
        words(Class::Scale, Anchor::Number),
        compounds(Class::NumberEnd, Anchor::Number),
        words(Class::NumberHalf, Anchor::Number),
        words(Class::VagueSum, Anchor::Number),
        words(Class::VagueCount, Anchor::Number),
    ];

    const COUNTED: &'static [Anchor] = &[Anchor::Currency, Anchor::CurrencySign, Anchor::Subunit];

    const REACH: usize = 128;

    const SUB_PATTERNS: &'static [SubPattern] = SUB_PATTERNS;

    fn rules(lang: Lang) -> &'static [Rule<Expr>] {
        match lang {
            Lang::En => en::RULES,
            Lang::De => de::RULES,
            Lang::Ru => ru::RULES,
        }
    }

    fn other_rules(lang: Lang) -> &'static [OtherRule] {
        std::slice::from_ref(&conventions_of(lang).ellipsis)
    }

    fn resolve(
        &self,
        findings: Vec<Finding<Expr>>,
        context: &Context<'_>,
        taken: &Taken,
    ) -> Vec<ResolvedMention> {
        resolve::resolve(findings, context, taken)
    }
}

/// How a language writes sums.
fn conventions_of(lang: Lang) -> &'static Conventions {
    match lang {
        Lang::En => &en_conventions::CONVENTIONS,
        Lang::De => &de_conventions::CONVENTIONS,
        Lang::Ru => &ru_conventions::CONVENTIONS,
    }
}

const _: () = {
    check(en::RULES, SUB_PATTERNS);
    check(de::RULES, SUB_PATTERNS);
    check(ru::RULES, SUB_PATTERNS);
};
