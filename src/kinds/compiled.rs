//! A kind with its rules compiled for the three languages.

use super::anchors::{AnchorHit, AnchorWords};
use super::context::{Context, ResolvedMention};
use super::kind::{AnyKind, KindRules, Scanned};
use super::overlap::Taken;
use super::rule::{OtherRule, RuleWith};
use super::rule_set::{AnchoredParagraph, RuleSet};
use crate::gazetteer::NameIndex;
use crate::model::{Kind, Lang, RowNames, RuleInfo, by_lang};

/// A kind with its compiled rules.
struct Compiled<K: KindRules> {
    kind: K,
    rules: [RuleSet<K>; 3],
}

/// Compiles a kind's rules. Their patterns are compiled when first needed.
pub(crate) fn compile<K: KindRules>(kind: K) -> Box<dyn AnyKind> {
    Box::new(Compiled { kind, rules: by_lang(RuleSet::new) })
}

impl<K: KindRules> AnyKind for Compiled<K> {
    fn kind(&self) -> Kind {
        K::KIND
    }

    fn anchors(&self) -> &'static [AnchorWords] {
        K::ANCHORS
    }

    fn rules(&self, lang: Lang) -> Vec<RuleInfo> {
        let patterns = K::rules(lang).iter().map(RuleWith::about);
        patterns
            .chain(K::other_rules(lang).iter().copied())
            .map(|OtherRule { name, description, examples }| RuleInfo {
                name,
                kind: K::KIND,
                lang,
                description,
                examples,
            })
            .collect()
    }

    fn names(&self, lang: Lang) -> Vec<&NameIndex> {
        self.kind.names(lang)
    }

    fn row_names(&self, id: &str) -> Option<RowNames> {
        self.kind.row_names(id)
    }

    fn find(
        &self,
        scanned: &[Scanned],
        hits: &[AnchorHit],
        context: &Context<'_>,
        taken: &Taken,
    ) -> Vec<ResolvedMention> {
        let mut findings = Vec::new();
        for Scanned { paragraph, lang, hits: range } in scanned {
            let paragraph = AnchoredParagraph {
                words: context.words(*lang),
                text: &context.text.normal,
                span: paragraph.span,
                hits: &hits[range.clone()],
            };
            self.rules[lang.index()].find(&paragraph, &mut findings);
        }
        self.kind.resolve(findings, context, taken)
    }
}
