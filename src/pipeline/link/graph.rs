//! The graph of names: nodes, edges, what guards compare, and the entities that come of them.

use super::few::Few;
use crate::model::{Evidence, Kind, Link, RefusedLink};
use crate::pipeline::extraction::Name;
use crate::pipeline::name_key::NameKey;
use crate::text::skeleton;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A name of one kind: its key and, where the tables tell it, its row. The names of two rows are two
/// nodes, also where their keys are equal («Банк России» and «банк „Россия“»).
pub(in crate::pipeline) type Node = (Kind, NameKey, RowKey);

/// The hash of a gazetteer row's id (FNV-1a); 0 of a name that has no row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::pipeline) struct RowKey(u64);

impl RowKey {
    /// Of a row.
    fn of(row: &str) -> Self {
        let step =
            |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(row.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }

    /// Whether the name has no row.
    pub(in crate::pipeline) fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// What is known of a node, over all documents.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct NodeFacts {
    /// Normal forms; the least one speaks for the node in evidence.
    pub(in crate::pipeline) texts: Few<Box<str>>,
    pub(in crate::pipeline) concepts: Few<Box<str>>,
    /// The keys of its names without their legal forms; its own key where it has none.
    pub(in crate::pipeline) without_legal_form: Few<NameKey>,
    pub(in crate::pipeline) acronym: bool,
    /// Whether the name alone joins it to nothing.
    pub(in crate::pipeline) homonym: bool,
    /// What guards compare.
    pub(in crate::pipeline) guards: MergeGuards,
}

/// Nodes with what is known of each. The facts lie apart from the table that finds them: a table
/// that grows moves all that is in it.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Nodes {
    places: FxHashMap<Node, u32>,
    known: Vec<NodeFacts>,
}

impl Nodes {
    /// What is known of a node, if there is one.
    pub(in crate::pipeline) fn get_mut(&mut self, node: &Node) -> Option<&mut NodeFacts> {
        self.known.get_mut(*self.places.get(node)? as usize)
    }

    /// What is known of a node, which is new if there is none.
    pub(in crate::pipeline) fn known(&mut self, node: Node) -> &mut NodeFacts {
        let place = *self.places.entry(node).or_insert(self.known.len() as u32) as usize;
        if place == self.known.len() {
            self.known.push(NodeFacts::default());
        }
        &mut self.known[place]
    }

    /// All nodes in order, what is known of each, and the table, which finds the places in that
    /// order.
    pub(in crate::pipeline) fn sorted(self) -> (Vec<Node>, Vec<NodeFacts>, FxHashMap<Node, u32>) {
        let Self { places, mut known } = self;
        let mut nodes: Vec<(Node, u32)> = places.into_iter().collect();
        nodes.sort_unstable();
        let facts = nodes.iter().map(|(_, at)| std::mem::take(&mut known[*at as usize])).collect();
        let places = nodes.iter().zip(0..).map(|((node, _), place)| (*node, place)).collect();
        (nodes.into_iter().map(|(node, _)| node).collect(), facts, places)
    }
}

/// The node of a name.
pub(in crate::pipeline) fn node(name: &Name) -> Node {
    (name.kind, name.key, name.row.as_deref().map(RowKey::of).unwrap_or_default())
}

/// What guards compare: of a node, and of the set that it belongs to.
#[derive(Debug, Clone, Default)]
pub(in crate::pipeline) struct MergeGuards {
    pub(in crate::pipeline) rows: Few<Box<str>>,
    pub(in crate::pipeline) countries: Few<Box<str>>,
    /// Whether it is a generic institution whose country no text tells.
    pub(in crate::pipeline) generic: bool,
    /// List and item: the items of one list are different organisations.
    pub(in crate::pipeline) items: Few<(u32, u32)>,
    /// Skeletons of quoted names inside the name («Голос» in «Фонд «Голос»»), by script: a
    /// translated name may differ.
    pub(in crate::pipeline) latin: Few<Box<str>>,
    pub(in crate::pipeline) cyrillic: Few<Box<str>>,
}

impl MergeGuards {
    /// Notes the quoted name inside a longer one.
    pub(in crate::pipeline) fn quote(&mut self, text: &str) {
        let Some(inner) = quoted(text) else { return };
        let cyrillic = inner.chars().any(|c| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c));
        let set = if cyrillic { &mut self.cyrillic } else { &mut self.latin };
        set.insert(skeleton(inner).into());
    }

    pub(in crate::pipeline) fn absorb(&mut self, other: Self) {
        self.rows.absorb(other.rows);
        self.countries.absorb(other.countries);
        self.generic |= other.generic;
        self.items.absorb(other.items);
        self.latin.absorb(other.latin);
        self.cyrillic.absorb(other.cyrillic);
    }
}

/// The quoted part of a name that has words outside the quotes as well.
pub(in crate::pipeline) fn quoted(text: &str) -> Option<&str> {
    let quote = |c: char| matches!(c, '"' | '«' | '»' | '„' | '“' | '”');
    let (outer, rest) = text.split_once(quote)?;
    let end = rest.rfind(quote).unwrap_or(rest.len());
    let outside = outer.chars().chain(rest[end..].chars()).any(char::is_alphanumeric);
    outside.then(|| rest[..end].trim_matches(quote)).filter(|inner| !inner.is_empty())
}

/// Two nodes that a rule says are one entity.
#[derive(Debug, Clone)]
pub(in crate::pipeline) struct Edge {
    pub(in crate::pipeline) strength: u8,
    pub(in crate::pipeline) rule: &'static str,
    pub(in crate::pipeline) a: usize,
    pub(in crate::pipeline) b: usize,
    pub(in crate::pipeline) evidence: Evidence,
}

/// An edge that a guard refused.
#[derive(Debug)]
pub(in crate::pipeline) struct Refused {
    pub(in crate::pipeline) a: Node,
    pub(in crate::pipeline) b: Node,
    pub(in crate::pipeline) rule: &'static str,
    pub(in crate::pipeline) because: String,
}

/// The place of an entity in [`Entities`].
pub(in crate::pipeline) type EntityIndex = u32;

/// A cluster.
#[derive(Debug)]
pub(in crate::pipeline) struct Entity {
    pub(in crate::pipeline) kind: Kind,
    pub(in crate::pipeline) id: String,
    /// Its keys, in order.
    pub(in crate::pipeline) keys: Vec<NameKey>,
    /// The links that made it.
    pub(in crate::pipeline) links: Vec<Link>,
}

impl Entity {
    /// The entity of a law that one document alone has.
    pub(in crate::pipeline) fn of_document(key: NameKey) -> Self {
        Self { kind: Kind::Law, id: key.to_string(), keys: vec![key], links: Vec::new() }
    }
}

/// The solved clusters.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Entities {
    pub(in crate::pipeline) list: Vec<Entity>,
    pub(in crate::pipeline) places: FxHashMap<Node, EntityIndex>,
    /// What was kept apart.
    pub(in crate::pipeline) refused: Vec<Refused>,
    /// Full and short names that texts join, where the short name belongs to several organisations.
    pub(in crate::pipeline) ambiguous: BTreeSet<(Node, Node)>,
    /// Decisions of the user that decide nothing, and why.
    pub(in crate::pipeline) undecided: Vec<String>,
}

impl Entities {
    /// The refused links of each entity.
    pub(in crate::pipeline) fn refused_by_place(
        &self,
    ) -> BTreeMap<EntityIndex, BTreeSet<RefusedLink>> {
        let mut by_place: BTreeMap<EntityIndex, BTreeSet<RefusedLink>> = BTreeMap::new();
        for r in &self.refused {
            if let (Some(&a), Some(&b)) = (self.places.get(&r.a), self.places.get(&r.b)) {
                for (one, other) in [(a, b), (b, a)] {
                    let other = self.list[other as usize].id.clone();
                    let link =
                        RefusedLink { other, rule: r.rule.to_owned(), because: r.because.clone() };
                    by_place.entry(one).or_default().insert(link);
                }
            }
        }
        by_place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_inside_names() {
        assert_eq!(quoted("Фонд «Голос»"), Some("Голос"));
        assert_eq!(quoted("Group \"North\" of Riga"), Some("North"));
        assert_eq!(quoted("«Голос»"), None);
        assert_eq!(quoted("Голос"), None);
    }
}
