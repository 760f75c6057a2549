//! Amounts of money: what the words around a number and a currency say, in three languages.
//!
//! `en.rs`, `de.rs`, `ru.rs` hold the shapes, `expr.rs` reads their parts (number with scale, currency), `bounds.rs` what stands beside them, `resolve.rs` settles
//! what only the document tells: which crown, which dollar, which sum repeats another in other money. The words are in
//! `gazetteers/currencies.tsv` and `gazetteers/numbers.tsv`.

mod bounds;
mod de;
mod en;
mod expr;
mod resolve;
mod ru;

pub(crate) use expr::Expr;
pub(super) use resolve::resolve;

use super::rule::Rule;
use crate::gazetteer::Anchor;
use crate::model::Lang;

/// The classes of the lexicon that anchor rules of this kind.
pub(super) const ANCHORS: &[(&str, Anchor)] = &[
    ("currency", Anchor::Currency),
    ("currency_sign", Anchor::CurrencySign),
    ("currency_mark", Anchor::CurrencySign),
    ("currency_code", Anchor::CurrencySign),
    ("currency_code_after", Anchor::Currency),
    ("currency_hash", Anchor::CurrencySign),
    ("currency_code_million", Anchor::CurrencySign),
    ("subunit", Anchor::Subunit),
    ("number", Anchor::Number),
    ("scale", Anchor::Number),
    ("-number_end", Anchor::Number),
    ("number_half", Anchor::Number),
    ("vague_sum", Anchor::Number),
    ("vague_count", Anchor::Number),
];

/// What a number must stand before, somewhere, to begin a sum.
pub(super) const COUNTED: &[Anchor] = &[Anchor::Currency, Anchor::CurrencySign, Anchor::Subunit];

/// The rules of a language.
pub(super) fn rules(lang: Lang) -> &'static [Rule<Expr>] {
    match lang {
        Lang::En => en::RULES,
        Lang::De => de::RULES,
        Lang::Ru => ru::RULES,
    }
}
