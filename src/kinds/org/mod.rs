//! Organisations: names that the gazetteer has, names that their form gives away, names that their
//! document explains.
//!
//! - `en.rs`, `de.rs`, `ru.rs`: the rules of each language (head nouns, legal forms, descriptors,
//!   quotes), with what they need in files that begin with the language; `span.rs` and `expr.rs`:
//!   what they share.
//! - `gazetteer.rs`: the known organisations.
//! - `stages/`: from the rules' findings to the organisations of a document, in an ordered list of
//!   stages. Gazetteer and document add names there.
//! - `value.rs`: the name, key, kind and country of each.

/// What stands before `^` where only a capitalised word makes the rest a name: a stretch without
/// spaces that begins with no small letter. This admits more than capitals, and builders ask each
/// word again; but most anchors stand behind a word in small letters, and the search ends there.
macro_rules! capital_before {
    () => {
        r#"[^ a-zäöüß0-9.,;:!?()"'-][^ ]* "#
    };
}

mod cues;
mod de;
mod de_described;
mod de_names;
mod de_ru_cues;
mod en;
mod en_cues;
mod en_longer;
mod en_names;
mod expr;
mod gazetteer;
mod identity;
mod kind;
mod listed;
mod own_names;
mod ru;
mod ru_complement;
mod ru_latin;
mod ru_nominative;
mod span;
mod stages;
mod value;

use cues::Cues;
use expr::Expr;
use gazetteer::Gazetteer;
use identity::Identifier;
use stages::Sources;

use super::anchors::{Anchor, AnchorWords, compounds, words};
use super::context::{Context, ResolvedMention};
use super::kind::KindRules;
use super::overlap::Taken;
use super::rule::{BuildFn, Finding, OtherRule, Rule, SubPattern, check};
use crate::gazetteer::{Class, NameIndex};
use crate::kinds::Tables;
use crate::model::{Kind, Lang, RowNames};
use crate::numeral::DIGITS;

/// The sub-patterns of this kind.
const SUB_PATTERNS: &[SubPattern] = &[("digits", DIGITS)];

/// Organisations.
pub(super) struct Org {
    gazetteer: Gazetteer,
}

impl Org {
    /// Puts the user's tables before the built-in one.
    pub(super) fn new(tables: Tables<'_>) -> Self {
        Self { gazetteer: Gazetteer::new(tables.orgs, &tables.others, tables.without) }
    }
}

impl KindRules for Org {
    type Expr = Expr;
    type Build = BuildFn<Expr>;

    const KIND: Kind = Kind::Org;

    const ANCHORS: &'static [AnchorWords] = &[
        words(Class::OrgHead, Anchor::OrgHead),
        words(Class::OrgNamed, Anchor::OrgHead),
        compounds(Class::OrgSuffix, Anchor::OrgSuffix),
        words(Class::OrgQuoted, Anchor::OrgHead),
        words(Class::OrgTeam, Anchor::OrgHead),
        words(Class::OrgPlaced, Anchor::OrgHead),
        words(Class::OrgHyphen, Anchor::OrgHead),
        words(Class::OrgHyphens, Anchor::OrgHead),
        words(Class::OrgAfter, Anchor::OrgHead),
        words(Class::OrgEnglish, Anchor::OrgHead),
        words(Class::OrgPress, Anchor::OrgHead),
        words(Class::OrgRole, Anchor::OrgHead),
        compounds(Class::OrgDescribing, Anchor::OrgSuffix),
        words(Class::OrgFirst, Anchor::OrgHead),
        words(Class::OrgLower, Anchor::OrgHead),
        words(Class::OrgLowerOf, Anchor::OrgHead),
        words(Class::OrgCue, Anchor::OrgHead),
        words(Class::OrgEvent, Anchor::OrgHead),
        words(Class::OrgState, Anchor::OrgHead),
        words(Class::OrgDescriptor, Anchor::OrgHead),
        words(Class::OrgOf, Anchor::OrgHead),
        words(Class::OrgAlone, Anchor::OrgHead),
        words(Class::OrgBeat, Anchor::OrgHead),
        words(Class::OrgMany, Anchor::OrgHead),
        words(Class::OrgMaker, Anchor::OrgHead),
        words(Class::OrgCourt, Anchor::OrgHead),
        words(Class::OrgLatinHead, Anchor::OrgHead),
        words(Class::OrgLatinCue, Anchor::OrgHead),
        words(Class::OrgLatinAct, Anchor::OrgHead),
        words(Class::OrgNationShe, Anchor::OrgHead),
        words(Class::LegalPre, Anchor::LegalForm),
        words(Class::LegalPost, Anchor::LegalForm),
    ];

    const REACH: usize = 192;

    const SUB_PATTERNS: &'static [SubPattern] = SUB_PATTERNS;

    fn rules(lang: Lang) -> &'static [Rule<Expr>] {
        match lang {
            Lang::En => en::RULES,
            Lang::De => de::RULES,
            Lang::Ru => ru::RULES,
        }
    }

    fn other_rules(lang: Lang) -> &'static [OtherRule] {
        stages::rules(lang)
    }

    fn names(&self, lang: Lang) -> Vec<&NameIndex> {
        self.gazetteer.names(lang).collect()
    }

    fn row_names(&self, id: &str) -> Option<RowNames> {
        self.gazetteer.row_names(id)
    }

    fn resolve(
        &self,
        mut findings: Vec<Finding<Expr>>,
        context: &Context<'_>,
        taken: &Taken,
    ) -> Vec<ResolvedMention> {
        for f in &mut findings {
            let name = &context.text.normal[f.span.range()];
            f.value.kind = kind::told(context.words(f.lang), name, f.value.kind);
        }
        let found = stages::run(findings, &Sources { context, taken, gazetteer: &self.gazetteer });
        let identifier = Identifier::new(&found, context, &self.gazetteer);
        let mention = |finding| value::mention(finding, context, &self.gazetteer, &identifier);
        found.into_iter().map(mention).collect()
    }
}

/// What tells in a language what a name of the gazetteer stands for.
fn cues_of(lang: Lang) -> &'static Cues {
    match lang {
        Lang::En => &en_cues::CUES,
        Lang::De | Lang::Ru => &de_ru_cues::CUES,
    }
}

const _: () = {
    check(en::RULES, SUB_PATTERNS);
    check(de::RULES, SUB_PATTERNS);
    check(ru::RULES, SUB_PATTERNS);
};
