//! Legal articles and laws: provisions, names of laws, and the citations that join them.
//!
//! - `en.rs`, `de.rs`, `ru.rs`: the rules, which find provisions and the shapes of names;
//!   `expr.rs`, `provisions.rs` and files that begin with a language: how they are read.
//! - `conventions.rs`: what the kind asks of every language beside its rules; `en_conventions.rs`
//!   and so on: the answers.
//! - `gazetteer.rs`: the known laws, of `gazetteers/laws.tsv`.
//! - `chapters.rs`: "Chapter 11", a law without its name; `defined.rs`: short names that the text
//!   defines; `stands_for.rs`: "the Convention", "NATO's Article 5".
//! - `resolve.rs` joins what belongs together, `identify.rs` says which law is meant.
//!
//! The words are in `gazetteers/law_words.tsv`.

mod chapters;
mod conventions;
mod de;
mod de_conventions;
mod defined;
mod en;
mod en_conventions;
mod en_title;
mod expr;
mod gazetteer;
mod identify;
mod join;
mod provisions;
mod resolve;
mod ru;
mod ru_conventions;
mod ru_number;
mod ru_title;
mod stands_for;

use conventions::Conventions;
use expr::Expr;
use gazetteer::Gazetteer;

use super::anchors::{Anchor, AnchorWords, words};
use super::context::{Context, ResolvedMention};
use super::kind::KindRules;
use super::overlap::Taken;
use super::rule::{BuildFn, Finding, OtherRule, Rule, SubPattern, check};
use crate::gazetteer::{Class, NameIndex};
use crate::kinds::Tables;
use crate::model::{Kind, Lang, RowNames};
use crate::numeral::DIGITS;

/// The sub-patterns of this kind.
const SUB_PATTERNS: &[SubPattern] = &[("digits", DIGITS), ("law_date", ru_number::DATE)];

/// Legal articles and laws.
pub(super) struct Law {
    gazetteer: Gazetteer,
}

impl Law {
    /// Compiles the tables of laws.
    pub(super) fn new(tables: &Tables<'_>) -> Self {
        Self { gazetteer: Gazetteer::new(&tables.others, tables.without) }
    }
}

impl KindRules for Law {
    type Expr = Expr;
    type Build = BuildFn<Expr>;

    const KIND: Kind = Kind::Law;

    const ANCHORS: &'static [AnchorWords] = &[
        words(Class::ProvisionOuter, Anchor::Provision),
        words(Class::LawHead, Anchor::Law),
        words(Class::LawAnchor, Anchor::Law),
        words(Class::LawEnd, Anchor::Law),
        words(Class::LawKind, Anchor::Law),
        words(Class::LawShort, Anchor::Law),
        words(Class::LawZakon, Anchor::Law),
        words(Class::LawUkaz, Anchor::Law),
        words(Class::LawTreaty, Anchor::Law),
        words(Class::LawFz, Anchor::Law),
        words(Class::LawCodex, Anchor::Law),
        words(Class::LawUsc, Anchor::Law),
        words(Class::LawOrder, Anchor::Law),
        words(Class::LawChapter, Anchor::Law),
    ];

    const REACH: usize = 256;

    const SUB_PATTERNS: &'static [SubPattern] = SUB_PATTERNS;

    fn rules(lang: Lang) -> &'static [Rule<Expr>] {
        match lang {
            Lang::En => en::RULES,
            Lang::De => de::RULES,
            Lang::Ru => ru::RULES,
        }
    }

    fn other_rules(lang: Lang) -> &'static [OtherRule] {
        std::slice::from_ref(&conventions_of(lang).known)
    }

    fn names(&self, lang: Lang) -> Vec<&NameIndex> {
        vec![self.gazetteer.names(lang)]
    }

    fn row_names(&self, id: &str) -> Option<RowNames> {
        self.gazetteer.row_names(id)
    }

    fn resolve(
        &self,
        findings: Vec<Finding<Expr>>,
        context: &Context<'_>,
        _: &Taken,
    ) -> Vec<ResolvedMention> {
        resolve::resolve(findings, context, &self.gazetteer)
    }
}

/// How a language cites laws.
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
