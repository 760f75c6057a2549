//! Links names to entities: which keys denote one organisation or law, why, and what was refused.
//!
//! A node is a name key. Edges join nodes: the same gazetteer row, one acronym, the same place in
//! two parallel lists, the same transliterated skeleton, the same concepts, a typing error. All
//! edges are collected, sorted by strength, rule and keys, and applied strongest first. The guards
//! of [`Solver`] may refuse an edge; a refused edge is recorded. Short names follow in a second
//! round, because the first round decides which full names are one entity. The result depends only
//! on the set of names and bindings, not on their order.

mod decisions;
mod few;
mod graph;
mod solver;
mod typo;

pub use decisions::Decisions;
pub(super) use graph::{Entities, Entity, EntityIndex};

use super::bundle::line::EntityOfName;
use super::bundle::outline::Outline;
use crate::model::{Evidence, Kind, Lang};
use crate::pipeline::extraction::Name;
use crate::pipeline::name_key::NameKey;
use crate::text::{skeleton, skeleton_with_endings};
use few::Few;
use graph::{Edge, Node, NodeFacts, Nodes, node};
use solver::Solver;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Names in full, each with the language it was read in.
type FullNames = BTreeSet<(Node, Lang)>;

/// Collects names and bindings, then solves them.
#[derive(Debug, Default)]
pub(super) struct Linker {
    nodes: Nodes,
    /// The full names of each short name, with their languages: by document, or over all documents
    /// if the acronym is long.
    shared: BTreeMap<(Node, Option<String>), FullNames>,
    /// The evidence by full name, short name and rule: that of the document with the least id.
    bindings: BTreeMap<(Node, Node, String), Evidence>,
    /// Lists seen so far.
    lists: u32,
    /// Whether generic names without a country become entities, one for each document.
    keep_generic: bool,
    /// What the user's decisions name: without them, names of one document alone stay outside.
    decided: BTreeSet<String>,
}

/// Adds a value, if there is one, to the known ones; returns whether it was new. Most are known.
fn learn(known: &mut Few<Box<str>>, told: Option<&String>) -> bool {
    let new = told.filter(|told| !known.contains(told.as_str()));
    new.inspect(|told| known.insert(told.as_str().into())).is_some()
}

/// The rule's name in links, the strength of a binding by this rule, and its round. Short names
/// wait for the second round.
fn bound(rule: &str) -> (&'static str, u8, Round) {
    match rule {
        "parallel-list" => ("parallel-list", 85, Round::Full),
        "parallel-text" => ("parallel-text", 82, Round::Full),
        "quoted-name" => ("quoted-name", 75, Round::Short),
        _ => ("bound-in-text", 90, Round::Short),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    Full,
    Short,
}

impl Linker {
    /// Without names. With `keep_generic` each document's "ministry" becomes an entity.
    pub(super) fn new(keep_generic: bool, decisions: &Decisions) -> Self {
        Self { keep_generic, decided: decisions.names(), ..Self::default() }
    }

    /// Whether a name can be that of an entity of several documents.
    fn links(&self, name: &Name) -> bool {
        if name.is_of_document() {
            let named = |name: &str| self.decided.contains(name);
            return !self.decided.is_empty()
                && (named(&name.key.to_string()) || named(&Decisions::folded(&name.text)));
        }
        self.keep_generic || !name.generic
    }

    /// Takes the names and bindings of a document that is not an exact duplicate.
    pub(super) fn add(&mut self, outline: &Outline) {
        for name in &outline.names {
            if !self.links(name) {
                continue;
            }
            let known = self.nodes.known(node(name));
            let text = Some(&name.text).filter(|text| !text.is_empty());
            if learn(&mut known.texts, text) {
                known.guards.quote(&name.text);
            }
            learn(&mut known.concepts, name.concepts.as_ref());
            if name.kind == Kind::Org && !name.acronym {
                known.without_legal_form.insert(name.without_legal_form.unwrap_or(name.key));
            }
            known.acronym |= name.acronym;
            learn(&mut known.guards.rows, name.row.as_ref());
            learn(&mut known.guards.countries, name.country.as_ref());
            known.guards.generic |= name.generic;
            known.homonym |= name.homonym || name.is_of_document();
        }
        for list in &outline.lists {
            self.lists += 1;
            for (item, name) in (0..).zip(list) {
                if let Some(known) =
                    outline.names.get(*name).and_then(|n| self.nodes.get_mut(&node(n)))
                {
                    known.guards.items.insert((self.lists, item));
                }
            }
        }
        self.keep_legal_forms_apart(outline);
        for binding in &outline.bindings {
            let (Some(a), Some(b)) = (outline.names.get(binding.a), outline.names.get(binding.b))
            else {
                continue;
            };
            if b.acronym && bound(&binding.rule).2 == Round::Short {
                let long = b.text.chars().filter(|c| c.is_alphabetic()).count() >= LONG_ACRONYM;
                let doc = (!long).then(|| outline.head.id.clone());
                self.shared.entry((node(b), doc)).or_default().insert((node(a), a.lang));
            }
            let evidence =
                Evidence { doc: Some(outline.head.id.clone()), text: binding.evidence.clone() };
            let first = self
                .bindings
                .entry((node(a), node(b), binding.rule.clone()))
                .or_insert_with(|| evidence.clone());
            // Keeps the evidence of the document with the least id, so that the order of documents
            // does not matter.
            if evidence < *first {
                *first = evidence;
            }
        }
    }

    /// "Kroller GmbH" and "Kroller AG" of one text are two bodies: they stand apart as items of a
    /// list do. Only short forms tell that: "Corp." and "Corporation" are one.
    fn keep_legal_forms_apart(&mut self, outline: &Outline) {
        let mut forms: BTreeMap<NameKey, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        for (place, name) in outline.names.iter().enumerate() {
            let Some(bare) = name.without_legal_form.filter(|_| name.row.is_none()) else {
                continue;
            };
            let words = name.text.split(' ');
            let mut form = words.filter(|word| {
                word.chars().filter(|c| c.is_uppercase()).count() > 1 || word.len() <= SHORT_FORM
            });
            let form = form.next_back().map(|form| form.trim_end_matches('.').to_lowercase());
            if let Some(form) = form {
                forms.entry(bare).or_default().entry(form).or_default().push(place);
            }
        }
        for by_form in forms.values().filter(|by_form| by_form.len() > 1) {
            self.lists += 1;
            for (item, places) in (0..).zip(by_form.values()) {
                for name in places.iter().filter_map(|place| outline.names.get(*place)) {
                    if let Some(known) = self.nodes.get_mut(&node(name)) {
                        known.guards.items.insert((self.lists, item));
                    }
                }
            }
        }
    }

    /// Joins the names that denote one entity.
    pub(super) fn solve(self, decisions: &Decisions) -> Entities {
        let mut solver = Solver::new(self.nodes, decisions);
        let mut edges = Vec::new();
        edges.extend(solver.groups("gazetteer-row", 100, |known| {
            known.guards.rows.iter().map(ToString::to_string).collect()
        }));
        // "MPS" that a text binds to another body is not the row's: bindings come first.
        let bound_short: BTreeSet<usize> = self
            .bindings
            .keys()
            .filter(|(_, _, rule)| bound(rule).2 == Round::Short)
            .filter_map(|(_, short, _)| solver.place(short))
            .collect();
        let (later, now): (Vec<Edge>, Vec<Edge>) =
            solver.same_names().into_iter().partition(|edge| bound_short.contains(&edge.a));
        edges.extend(now);
        edges.extend(solver.groups("legal-form", 72, |known| {
            known
                .without_legal_form
                .iter()
                .filter(|_| !known.guards.generic)
                .map(ToString::to_string)
                .collect()
        }));
        edges.extend(solver.groups("transliteration", 70, long_skeletons));
        edges.extend(solver.groups("concepts", 60, |known| {
            let tells = !known.guards.generic && !known.homonym;
            known.concepts.iter().filter(|_| tells).map(ToString::to_string).collect()
        }));
        // Full names that share an acronym denote one organisation if the acronym is long, or if
        // one document has them in two languages.
        for ((short, doc), fulls) in &self.shared {
            let several: BTreeSet<Lang> = fulls.iter().map(|f| f.1).collect();
            if several.len() > 1 || doc.is_none() {
                let places = fulls.iter().filter_map(|f| solver.place(&f.0)).collect();
                edges.extend(solver.edges("one-acronym", 80, &solver.text_of(short), places));
            }
        }
        for ((full, short, rule), evidence) in &self.bindings {
            let (name, strength, round) = bound(rule);
            let (Some(a), Some(b)) = (solver.place(full), solver.place(short)) else { continue };
            if round == Round::Full {
                edges.push(Edge { strength, rule: name, a, b, evidence: evidence.clone() });
            }
        }
        edges.extend(typo::edges(solver.known()));
        solver.take(edges);

        let ambiguous = join_short_names(&self.bindings, later, &mut solver);
        let mut entities = solver.finish();
        entities.ambiguous = ambiguous;
        entities
    }
}

/// The second round: joins each short name to the organisation that texts bind it to, and to the row
/// of its name (`of_rows`). Returns the full and short names of which the short one is ambiguous.
fn join_short_names(
    bindings: &BTreeMap<(Node, Node, String), Evidence>,
    of_rows: Vec<Edge>,
    solver: &mut Solver<'_>,
) -> BTreeSet<(Node, Node)> {
    // A short name that texts bind to several organisations belongs to none of them. In each
    // text it denotes the organisation to which this text binds it.
    let mut owners: BTreeMap<&Node, BTreeMap<usize, (&Node, &str, &Evidence)>> = BTreeMap::new();
    let mut ambiguous = BTreeSet::new();
    for ((full, short, rule), evidence) in bindings {
        let Some(root) = solver.place(full).map(|p| solver.root(p)) else { continue };
        if bound(rule).2 == Round::Short {
            owners.entry(short).or_default().entry(root).or_insert((full, rule, evidence));
        }
    }
    let mut edges = Vec::new();
    let rows: BTreeSet<usize> = of_rows.iter().map(|edge| solver.root(edge.b)).collect();
    let words_of_rows = solver.words_of_sets(&rows);
    let mut of_row: BTreeMap<usize, Edge> =
        of_rows.into_iter().map(|edge| (edge.a, edge)).collect();
    for (short, fulls) in owners {
        let row = solver.place(short).and_then(|place| of_row.remove(&place));
        let is_other = |row: &Edge| {
            let row = solver.root(row.b);
            let is_row = |full| solver.may_be_one(full, row, &words_of_rows);
            !fulls.contains_key(&row) && !fulls.values().any(|(full, ..)| is_row(full))
        };
        let several = fulls.len() > 1 || row.as_ref().is_some_and(is_other);
        edges.extend(row.filter(|_| !several));
        for (full, rule, evidence) in fulls.values() {
            let (rule, strength, _) = bound(rule);
            let (Some(a), Some(b)) = (solver.place(full), solver.place(short)) else {
                continue;
            };
            if several {
                ambiguous.insert((**full, *short));
                solver.refuse(
                    a,
                    b,
                    rule,
                    "texts bind this short name to different bodies".to_owned(),
                );
            } else {
                edges.push(Edge { strength, rule, a, b, evidence: (*evidence).clone() });
            }
        }
    }
    edges.extend(of_row.into_values());
    solver.take(edges);
    ambiguous
}

/// Bytes of a short legal form with its full stop: "Ltd.", "Inc.".
const SHORT_FORM: usize = 4;
/// An acronym with at least this many letters stands for one organisation, even if two texts define
/// it.
const LONG_ACRONYM: usize = 5;
/// The least number of letters of a skeleton. Two organisations seldom share a name this long
/// across two scripts.
const LONG: usize = 6;

/// The skeletons of a name that are long enough to tell organisations apart: without endings, and of
/// a Russian name with those of its forms, of which one is the nominative.
fn long_skeletons(known: &NodeFacts) -> Vec<String> {
    let Some(first) = known.texts.first().filter(|_| !known.guards.generic && !known.homonym)
    else {
        return Vec::new();
    };
    let cyrillic = |text: &&str| text.chars().any(|c| ('а'..='я').contains(&c));
    let forms = known.texts.iter().map(AsRef::as_ref).filter(cyrillic).take(MOST_FORMS);
    let mut all: Vec<String> = forms.map(skeleton_with_endings).chain([skeleton(first)]).collect();
    all.retain(|s| s.chars().filter(|c| c.is_alphanumeric()).count() >= LONG);
    all.sort_unstable();
    all.dedup();
    all
}

/// Forms of a Russian name whose skeletons are compared, at most.
const MOST_FORMS: usize = 6;

impl Entities {
    /// An entity.
    pub(super) fn get(&self, place: EntityIndex) -> Option<&Entity> {
        self.list.get(place as usize)
    }

    /// The id of the entity of a name.
    pub(super) fn id(&self, of: EntityOfName) -> Option<Cow<'_, str>> {
        match of {
            EntityOfName::Nothing => None,
            EntityOfName::Linked(place) => self.get(place).map(|entity| entity.id.as_str().into()),
            EntityOfName::OfDocument(key) => Some(key.to_string().into()),
        }
    }

    /// The entity of each name of a document, in the order of `names`. An ambiguous short name gets
    /// the entity to which this text binds it.
    pub(super) fn of_document(&self, outline: &Outline) -> Vec<EntityOfName> {
        let entity = |name: &Name| match self.places.get(&node(name)) {
            Some(place) => EntityOfName::Linked(*place),
            None if name.is_of_document() => EntityOfName::OfDocument(name.key),
            None => EntityOfName::Nothing,
        };
        let mut entities: Vec<EntityOfName> = outline.names.iter().map(entity).collect();
        for binding in &outline.bindings {
            let (Some(a), Some(b)) = (outline.names.get(binding.a), outline.names.get(binding.b))
            else {
                continue;
            };
            if bound(&binding.rule).2 == Round::Short
                && self.ambiguous.contains(&(node(a), node(b)))
            {
                entities[binding.b] = entities[binding.a];
            }
        }
        entities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityExternal;
    use crate::pipeline::extraction::Name;
    use crate::text::name_key;

    fn key(name: &str) -> NameKey {
        NameKey::of(&name_key(name)).unwrap()
    }

    fn linker(
        names: &[(&str, Option<&str>, Option<&str>)],
        bindings: &[(usize, usize)],
    ) -> (Linker, Vec<Node>) {
        let mut linker = Linker::default();
        let nodes: Vec<Node> =
            names.iter().map(|n| (Kind::Org, key(n.0), graph::RowKey::default())).collect();
        for ((text, row, country), node) in names.iter().zip(&nodes) {
            let known = linker.nodes.known(*node);
            known.texts.insert((*text).into());
            row.iter().for_each(|row| known.guards.rows.insert((*row).into()));
            country.iter().for_each(|country| known.guards.countries.insert((*country).into()));
        }
        for (a, b) in bindings {
            let evidence = Evidence { doc: Some("d".to_owned()), text: String::new() };
            linker.bindings.insert((nodes[*a], nodes[*b], "brackets".to_owned()), evidence);
        }
        (linker, nodes)
    }

    #[test]
    fn joins_and_refuses() {
        let (linker, nodes) = linker(
            &[
                ("United Nations", Some("un"), None),
                ("ООН", Some("un"), None),
                ("Erkindik Kanaty", None, Some("KZ")),
                ("Еркіндік Қанаты", None, None),
                ("Human Rights Center", None, Some("GE")),
                ("Human Rights Centre of Azerbaijan", None, Some("AZ")),
                ("HRC", None, None),
            ],
            &[(4, 6), (5, 6)],
        );
        let entities = linker.solve(&Decisions::default());
        let id = |i: usize| entities.get(entities.places[&nodes[i]]).unwrap().id.as_str();
        assert_eq!(id(0), "un");
        assert_eq!(id(0), id(1));
        assert_eq!(id(2), id(3));
        assert_ne!(id(4), id(5));
        assert_ne!(id(6), id(4));
        assert_eq!(entities.refused.len(), 2);
    }

    #[test]
    fn lang_is_not_part_of_a_key() {
        let name = |lang| Name {
            kind: Kind::Org,
            key: key("OSCE"),
            text: "OSCE".to_owned(),
            lang,
            acronym: true,
            org: None,
            country: None,
            country_basis: None,
            generic: false,
            homonym: false,
            row: None,
            row_names: None,
            concepts: None,
            without_legal_form: None,
            external: EntityExternal::default(),
        };
        assert_eq!(node(&name(Lang::En)), node(&name(Lang::De)));
    }
}
