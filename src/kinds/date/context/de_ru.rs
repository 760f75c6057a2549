//! The words around a German or Russian date.

use super::draft::Draft;
use super::tense::de_ru;
use crate::gazetteer::Class;
use crate::kinds::date::phrase::before_space;

/// Attaches the words around.
pub(super) fn attach(draft: &mut Draft<'_, '_, '_>) {
    draft.widen_right();
    draft.weekday_before();
    draft.edge_and_bound();
    if draft.expr.time.open() {
        let (m, span, expr) = (draft.m, draft.span, &mut draft.expr);
        // "der höchste Stand seit Februar" looks back.
        let since = before_space(m, span.start, Class::LooksBack).is_some();
        expr.ahead = !since && de_ru::looks_ahead(m, span)
            || de_ru::announces(m, span, &expr.time, expr.bound);
        expr.past = !expr.ahead && de_ru::past_before(m, span);
        expr.bygone = expr.past;
    }
    draft.around_day();
}
