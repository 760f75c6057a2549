//! The words around a date that belong to it, the same in every rule: a weekday before, "of last
//! year" or a part of day behind, "the end of" before, and a direction ("since") that stays outside
//! the span; and whether the sentence looks ahead or back. The words are classes of
//! `gazetteers/calendar.tsv`.

mod de_ru;
mod draft;
pub(super) mod edge;
mod en;
pub(super) mod tense;

use super::expr::{Expr, TimeExpr};
use crate::kinds::rule::{Finding, Match};
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::is_edge;
use draft::Draft;

/// A finding over `span` with everything around it that belongs to it.
pub(super) fn attach_context(m: &Match<'_, '_>, span: Span<Normal>, expr: Expr) -> Finding<Expr> {
    let mut draft = Draft { m, span, expr };
    match m.words.lang {
        Lang::En => en::attach(&mut draft),
        Lang::De | Lang::Ru => de_ru::attach(&mut draft),
    }
    draft.finding()
}

/// A finding over the whole match with everything around it that belongs to it; nothing where the
/// match begins inside a word, for digits that anchor a rule may be the rest of a code ("A2019").
pub(super) fn in_context(m: &Match<'_, '_>, time: TimeExpr) -> Option<Finding<Expr>> {
    let span = m.span();
    is_edge(m.text, span.start).then(|| attach_context(m, span, Expr::new(time)))
}
