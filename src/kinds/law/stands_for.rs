//! What stands for a law beside a provision: the noun of a treaty that the text has named ("Article 8
//! of the Convention"), or the body that a treaty founded ("NATO's Article 5").

use super::conventions_of;
use super::expr::{Expr, Name};
use super::identify::{IdentifiedLaw, Identifier};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::Finding;
use crate::model::{Normal, Provision, Span};
use crate::text::boundary::{is_word, word_after, word_before};

/// How many names before a provision are asked, so that long texts take no quadratic time.
const NAMES: usize = 64;

/// Reads the words beside a provision.
pub(super) struct StandsFor<'a> {
    /// The normalised text.
    pub(super) text: &'a str,
    /// The words of its language.
    pub(super) words: &'a Vocabulary,
    pub(super) identifier: &'a Identifier<'a>,
}

impl StandsFor<'_> {
    /// The treaty of the body whose name stands before the provision or behind it: "NATO's
    /// Article 5", "Artikel 5 der Nato", «статья 5 НАТО».
    pub(super) fn founding(&self, span: Span<Normal>, list: &[Provision]) -> Option<IdentifiedLaw> {
        if !is_article(list) {
            return None;
        }
        let of = |name: &str| self.words.value(Class::LawFounding, name);
        let before = self.text[..span.start].strip_suffix("'s ");
        let id = before.and_then(|head| of(word_before(head, head.len())));
        let id = id.or_else(|| of(self.behind(span.end, Class::LawFounding)?.1))?;
        self.identifier.of_id(id)
    }

    /// Where the noun of a treaty ends that stands behind a provision, and the treaty: the last one
    /// of this kind that the text names before. Without it an article is one of a treaty that is not
    /// known; the section of a contract is none.
    pub(super) fn generic(
        &self,
        span: Span<Normal>,
        list: &[Provision],
        names: &[Finding<Expr>],
    ) -> Option<(usize, IdentifiedLaw)> {
        let (end, word) = self.behind(span.end, Class::LawGeneric)?;
        let next = word_after(self.text, end);
        let goes_on = conventions_of(self.words.lang).capital_goes_on;
        let is_name = goes_on && next.starts_with(char::is_uppercase);
        if is_name || self.words.is(Class::NoGeneric, next) {
            return None;
        }
        let stem = self.words.value(Class::LawGeneric, word)?;
        let before = names.partition_point(|name| name.span.end <= span.start);
        let named =
            names[..before].iter().rev().take(NAMES).filter(|name| self.is_of_kind(name, stem));
        let law = named.map(|name| self.identifier.identify(name, &[])).next();
        match law {
            Some(law) => Some((end, law)),
            None if is_article(list) => Some((end, IdentifiedLaw::default())),
            None => None,
        }
    }

    /// Whether a provision is one of a contract: «статья 5 договора аренды».
    pub(super) fn is_of_contract(&self, span: Span<Normal>) -> bool {
        self.behind(span.end, Class::LawGeneric)
            .is_some_and(|(end, _)| self.words.is(Class::NoGeneric, word_after(self.text, end)))
    }

    /// The word of a class behind a provision and a link, and where it ends.
    fn behind(&self, from: usize, class: Class) -> Option<(usize, &str)> {
        let rest = self.text[from..].strip_prefix(' ')?;
        let links = self.words.lexicon.forms(Class::ProvisionLink).map(|(link, _)| link);
        let tails = links.filter_map(|link| rest.strip_prefix(link)?.strip_prefix(' '));
        let bare = conventions_of(self.words.lang).genitive_links.then_some(rest);
        tails.chain(bare).find_map(|tail| {
            let word = &tail[..tail.find(|c| !is_word(c)).unwrap_or(tail.len())];
            let end = self.text.len() - tail.len() + word.len();
            self.words.is(class, word).then_some((end, word))
        })
    }

    /// Whether a name or its title has the noun in it.
    fn is_of_kind(&self, name: &Finding<Expr>, stem: &str) -> bool {
        let Expr::Name(Name { rows, weak, kind, .. }) = &name.value else { return false };
        let has = |title: &str| title.to_lowercase().contains(stem);
        let laws = &self.identifier.laws.laws;
        let known = || rows.iter().any(|row| has(laws[*row].title(name.lang)));
        let unsure = *weak && rows.is_empty() && kind.is_none();
        !unsure && (has(&self.text[name.span.range()]) || known())
    }
}

/// Whether a list is one of articles: treaties have no sections.
fn is_article(list: &[Provision]) -> bool {
    list.first().is_some_and(|first| first.unit == "article")
}
