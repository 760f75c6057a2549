//! "Chapter 11": the chapters of the US Bankruptcy Code, which news names without the code.
//!
//! A chapter of a book looks the same. It is one of the code where the paragraph speaks of
//! insolvency, and everywhere else in the document then.

use super::expr::{Expr, Name, named};
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::country::Country;
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::Provision;
use crate::text::boundary::{word_after, word_before};

/// The law.
const CODE: &str = "us/bankruptcy";
/// Values of [`Class::LawChapter`] that begin with it say a chapter of the code only in a text that
/// speaks of the United States: «глава 11» is one of any law.
const TOLD: &str = "us/";

/// A chapter by its number. Groups: `chapter`; perhaps `code`, the code behind it.
pub(super) fn chapter(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let value = m.words.value(Class::LawChapter, m.get("chapter")?)?;
    // "Chapter 11 of the book", and of the code by its name, which is a citation.
    if m.get("code").is_none() && m.words.is(Class::LawChapterOf, word_after(m.text, m.span().end))
    {
        return None;
    }
    let told = value.starts_with(TOLD);
    // «Глава 11 районов»: without the code a chapter needs "under" before it.
    let led = || m.words.is(Class::LawChapterLead, word_before(m.text, m.span().start));
    if told && m.get("code").is_none() && !led() {
        return None;
    }
    let chapter = Provision {
        unit: "chapter".to_owned(),
        number: value.trim_start_matches(TOLD).to_owned(),
        to: None,
        sub: Vec::new(),
    };
    let kind = Some(CODE.to_owned());
    named(m, Name { kind, cited: vec![chapter], if_told: told, weak: true, ..Name::default() })
}

/// Whether a name is a chapter in a paragraph that speaks of insolvency.
pub(super) fn is_of_insolvency(name: &Finding<Expr>, context: &Context<'_>) -> bool {
    let Expr::Name(Name { cited, .. }) = &name.value else { return false };
    if cited.is_empty() || !may_be_meant(name, context) {
        return false;
    }
    let words = context.words(name.lang);
    let paragraph = context.text.paragraphs.iter().find(|p| p.span.contains(name.span));
    let tokens = paragraph.map_or(&[][..], |p| context.tokens_in(p.span));
    let text = &context.text.normal;
    let head = text[..name.span.start].trim_end();
    let led = || {
        let mut leads = words.lexicon.forms(Class::InsolvencyLead).map(|(lead, _)| lead);
        leads.any(|lead| head.strip_suffix(lead).is_some_and(|rest| rest.ends_with(' ')))
    };
    words.is(Class::InsolvencyTail, word_after(text, name.span.end))
        || led()
        || tokens.iter().any(|t| words.is(Class::InsolvencyWord, &text[t.start..t.end]))
}

/// Whether a chapter may be one of the code.
pub(super) fn may_be_meant(name: &Finding<Expr>, context: &Context<'_>) -> bool {
    let Expr::Name(Name { if_told, .. }) = &name.value else { return false };
    !if_told || Country::from_code("US").is_some_and(|us| context.countries().has(us))
}
