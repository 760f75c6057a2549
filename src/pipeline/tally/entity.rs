//! The counts of one entity, and the record that they give.

use crate::gazetteer::morphology::nominative_among;
use crate::model::{
    Day, EntityExternal, EntityRecord, Form, JurisdictionBasis, Kind, Lang, Names, OrgKind,
    RefusedLink, RowNames, SCHEMA_VERSION,
};
use crate::pipeline::extraction::Name;
use crate::pipeline::link::Entity;
use std::collections::BTreeSet;

/// Forms among which the nominative is looked for, at most.
const MOST_FORMS: usize = 8;

/// How often each of a few things was counted.
type Counts<K> = Vec<(K, u64)>;

/// The counts of a form, by language and whether it is an acronym.
type FormCounts = Counts<(Lang, bool)>;

/// The counts of one entity. [`merge`](Self::merge) adds those of other documents; neither order nor
/// grouping of the documents matters.
#[derive(Debug, Default)]
pub(super) struct EntityTally {
    /// By text, sorted: how often in which language, and whether as an acronym.
    forms: Vec<(Box<str>, FormCounts)>,
    pub(super) mentions: u64,
    /// Documents; of near-copies of one another only one counts.
    pub(super) documents: u64,
    /// The first and the last day of publication.
    days: Option<(Day, Day)>,
    kinds: Counts<OrgKind>,
    countries: Counts<(Box<str>, u8)>,
    external: EntityExternal,
    /// The names of its gazetteer row; of several rows, those of the least.
    row: Option<(Box<str>, Box<RowNames>)>,
}

/// Counts one of a few things more often.
fn count<K: PartialEq>(counts: &mut Counts<K>, key: K, more: u64) {
    match counts.iter_mut().find(|(k, _)| *k == key) {
        Some((_, count)) => *count += more,
        None => {
            // Most entities have no second one.
            counts.reserve_exact(1);
            counts.push((key, more));
        }
    }
}

/// How sure a country is, surest first, for choosing among several.
fn sure(basis: Option<JurisdictionBasis>) -> u8 {
    match basis {
        Some(JurisdictionBasis::Title) => 0,
        Some(JurisdictionBasis::Explicit) => 1,
        Some(JurisdictionBasis::Context) => 2,
        None => 3,
    }
}

fn basis(sure: u8) -> Option<JurisdictionBasis> {
    [JurisdictionBasis::Title, JurisdictionBasis::Explicit, JurisdictionBasis::Context]
        .get(usize::from(sure))
        .copied()
}

/// The span of two spans of days.
fn span(a: Option<(Day, Day)>, b: Option<(Day, Day)>) -> Option<(Day, Day)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// The name to show: that in the language of most mentions, else that in the language of the next
/// most, else the most frequent acronym. Of languages with equal counts the order is that of `Lang`.
fn display_name<'a>(
    names: &'a Names,
    acronyms: &'a BTreeSet<String>,
    forms: &'a [((String, Lang, bool), u64)],
) -> Option<&'a str> {
    let mentions = |lang: Lang| -> u64 {
        forms.iter().filter(|((_, l, _), _)| *l == lang).map(|(_, count)| count).sum()
    };
    let mut langs = Lang::ALL;
    langs.sort_by_key(|lang| std::cmp::Reverse(mentions(*lang)));
    let written = || forms.iter().map(|((text, ..), _)| text).find(|text| acronyms.contains(*text));
    langs
        .into_iter()
        .find_map(|lang| names.get(lang))
        .or_else(|| written().or_else(|| acronyms.first()).map(String::as_str))
}

impl EntityTally {
    /// Counts a name of a document: how often it names the entity, and how often it is written.
    pub(super) fn count(&mut self, name: &Name, mentions: u64, forms: u64) {
        self.mentions += mentions;
        if let Some((row, names)) = name.row.as_ref().zip(name.row_names.as_ref()) {
            self.learn_row(row, names);
        }
        if !name.text.is_empty() {
            count(self.form(&name.text), (name.lang, name.acronym), forms);
        }
        if let Some(kind) = name.org {
            count(&mut self.kinds, kind, mentions);
        }
        if let Some(country) = &name.country {
            let sure = sure(name.country_basis);
            match self.countries.iter_mut().find(|((c, s), _)| **c == **country && *s == sure) {
                Some((_, count)) => *count += mentions,
                None => self.countries.push(((country.as_str().into(), sure), mentions)),
            }
        }
        self.external.add(&name.external);
    }

    /// Counts a document of this day.
    pub(super) fn publish(&mut self, day: Option<Day>) {
        self.days = span(self.days, day.map(|day| (day, day)));
    }

    /// Adds the counts of other documents.
    #[cfg(test)]
    pub(super) fn merge(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.documents += other.documents;
        self.days = span(self.days, other.days);
        for (text, counts) in other.forms {
            let langs = self.form(&text);
            counts.into_iter().for_each(|(key, more)| count(langs, key, more));
        }
        other.kinds.into_iter().for_each(|(kind, more)| count(&mut self.kinds, kind, more));
        for (country, more) in other.countries {
            count(&mut self.countries, country, more);
        }
        self.external.add(&other.external);
        if let Some((row, names)) = &other.row {
            self.learn_row(row, names);
        }
    }

    /// The counts of a form.
    fn form(&mut self, text: &str) -> &mut FormCounts {
        let known = self.forms.binary_search_by(|(known, _)| (**known).cmp(text));
        let at = known.unwrap_or_else(|at| {
            if self.forms.is_empty() {
                self.forms.reserve_exact(1);
            }
            self.forms.insert(at, (text.into(), Vec::new()));
            at
        });
        &mut self.forms[at].1
    }

    fn learn_row(&mut self, row: &str, names: &RowNames) {
        if self.row.as_ref().is_none_or(|(known, _)| row < &**known) {
            self.row = Some((row.into(), Box::new(names.clone())));
        }
    }

    /// The record of the entity with these counts.
    pub(super) fn record(self, entity: &Entity, refused: Vec<RefusedLink>) -> EntityRecord {
        // Most frequent first; of equals the longer, for it says more; then by letters.
        let counts = self.forms.into_iter();
        let mut forms: Counts<(String, Lang, bool)> = counts
            .flat_map(|(text, by)| {
                by.into_iter().map(move |((l, a), n)| ((text.to_string(), l, a), n))
            })
            .collect();
        forms.sort_by(|(a, n), (b, m)| {
            m.cmp(n).then(b.0.chars().count().cmp(&a.0.chars().count())).then(a.cmp(b))
        });
        let mut names = Names::default();
        for ((text, lang, acronym), _) in &forms {
            let name = names.get_mut(*lang);
            if name.is_none() && !acronym {
                *name = Some(text.clone());
            }
        }
        // Texts of languages with cases mostly have a name in another one.
        for lang in Lang::ALL {
            let own = forms.iter().filter(|((_, l, acronym), _)| *l == lang && !acronym);
            let own: Vec<&str> =
                own.map(|((text, ..), _)| text.as_str()).take(MOST_FORMS).collect();
            if let Some(nominative) = nominative_among(&own, lang) {
                *names.get_mut(lang) = Some(nominative.to_owned());
            }
        }
        // A name that is only known as an acronym is that acronym.
        if Lang::ALL.iter().all(|lang| names.get(*lang).is_none()) {
            for ((text, lang, _), _) in &forms {
                names.get_mut(*lang).get_or_insert_with(|| text.clone());
            }
        }
        let acronyms = forms.iter().filter(|((_, _, acronym), _)| *acronym);
        let mut acronyms: BTreeSet<String> = acronyms.map(|((text, ..), _)| text.clone()).collect();
        if let Some((_, row)) = self.row {
            names = match entity.kind {
                Kind::Law => {
                    acronyms = row.abbreviations.into_iter().collect();
                    row.names
                }
                // Where the table has no name in a language, that of the texts is better than none.
                Kind::Org | Kind::Date | Kind::Money => row.names.or(names),
            };
        }
        let country = self
            .countries
            .into_iter()
            .min_by(|((a, s), n), ((b, t), m)| (s, m, a).cmp(&(t, n, b)))
            .map(|c| c.0);
        let day = |day: Day| day.to_string();
        EntityRecord {
            record: "entity".to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            id: entity.id.clone(),
            r#type: entity.kind,
            name: display_name(&names, &acronyms, &forms).unwrap_or(&entity.id).to_owned(),
            names,
            acronyms: acronyms.into_iter().collect(),
            keys: entity.keys.iter().map(ToString::to_string).collect(),
            kind: self
                .kinds
                .into_iter()
                .min_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)))
                .map(|k| k.0),
            country_basis: country.as_ref().and_then(|c| basis(c.1)),
            country: country.map(|c| c.0.into()),
            external: self.external,
            forms: forms
                .into_iter()
                .map(|((text, lang, _), count)| Form { text, lang, count })
                .collect(),
            mentions: self.mentions,
            documents: self.documents,
            first: self.days.map(|days| day(days.0)),
            last: self.days.map(|days| day(days.1)),
            links: entity.links.clone(),
            refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_to_show_is_that_of_most_mentions() {
        let shown = |names: [Option<&str>; 3], acronyms: &[&str], forms: &[(&str, Lang, u64)]| {
            let [en, de, ru] = names.map(|name| name.map(str::to_owned));
            let acronyms: BTreeSet<String> = acronyms.iter().map(ToString::to_string).collect();
            let forms: Vec<_> = forms
                .iter()
                .map(|(text, lang, count)| {
                    (((*text).to_owned(), *lang, acronyms.contains(*text)), *count)
                })
                .collect();
            display_name(&Names { en, de, ru }, &acronyms, &forms).map(str::to_owned)
        };
        let all = [Some("Harbour Court"), Some("Hafengericht"), Some("Портовый суд")];
        let forms = [("Harbour Court", Lang::En, 2), ("Hafengericht", Lang::De, 3)];
        assert_eq!(shown(all, &[], &forms).as_deref(), Some("Hafengericht"));
        // An acronym counts for the language of its text; of equals English comes first.
        let forms = [("HC", Lang::En, 1), ("Harbour Court", Lang::En, 2), forms[1]];
        assert_eq!(shown(all, &["HC"], &forms).as_deref(), Some("Harbour Court"));
        // Where that language has no name, another one does.
        let forms = [("ПС", Lang::Ru, 9), ("Hafengericht", Lang::De, 1)];
        let some = [None, Some("Hafengericht"), None];
        assert_eq!(shown(some, &["ПС"], &forms).as_deref(), Some("Hafengericht"));
        let forms = [("HC", Lang::En, 1), ("AHC", Lang::De, 4)];
        assert_eq!(shown([None, None, None], &["AHC", "HC"], &forms[..1]).as_deref(), Some("HC"));
        assert_eq!(shown([None, None, None], &["AHC", "HC"], &[]).as_deref(), Some("AHC"));
        assert_eq!(shown([None, None, None], &[], &forms), None);
    }
}
