//! The rules of dates, for the readers of web pages.

use crate::ingest::DayFinder;
use crate::kinds::Grammar;
use crate::model::{Document, Lang, Value};
use crate::text::Text;
use std::sync::Arc;

/// Finds the first whole day that a line names. Where its language is not known, the first language
/// whose rules find one decides.
pub(crate) fn day_finder(grammar: &Arc<Grammar>) -> DayFinder {
    let grammar = Arc::clone(grammar);
    DayFinder::new(move |line, lang| {
        let langs = lang.map_or(Lang::ALL.to_vec(), |lang| vec![lang]);
        langs.into_iter().find_map(|lang| {
            let document = Document::from_text("", line);
            let found = grammar.find(&document, &Text::new(line, Some(lang)), None);
            found.mentions.iter().find_map(|f| match &f.value {
                // A day in EDTF; months and intervals are no days.
                Value::Date(date) => date.edtf.as_deref()?.parse().ok(),
                Value::Money(_) | Value::Law(_) | Value::Org(_) => None,
            })
        })
    })
}
