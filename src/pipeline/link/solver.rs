//! Union-find with guards: takes edges strongest first, and refuses those that would join what must
//! stay apart.

use super::decisions::Decisions;
use super::few::Few;
use super::graph::{
    Edge, Entities, Entity, EntityIndex, MergeGuards, Node, NodeFacts, Nodes, Refused,
};
use crate::model::{Evidence, Kind, Link};
use crate::text::skeleton;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// At or above this strength an edge is stated by the text or the table itself. The guards for
/// lists and quoted names do not apply to it.
const SURE: u8 = 90;
/// Letters of a word that two names of one body share; shorter words are articles and acronyms.
const TELLING: usize = 5;
/// In a group up to this size every pair gets an edge. In a larger group only neighbours do.
const SMALL: usize = 12;

/// Words of the names of sets, by root.
pub(super) type SetWords = BTreeMap<usize, BTreeSet<String>>;

/// The words of a name's forms that two names of one body share, in Latin letters.
fn telling_words(known: &NodeFacts) -> BTreeSet<String> {
    let texts = known.texts.iter().map(|text| skeleton(text));
    let words = texts.flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>());
    words.filter(|word| word.len() >= TELLING).collect()
}

/// Union-find with guards.
pub(super) struct Solver<'d> {
    /// Sorted by kind and key.
    nodes: Vec<Node>,
    known: Vec<NodeFacts>,
    /// The index of each node.
    places: FxHashMap<Node, u32>,
    parent: Vec<usize>,
    /// For each root: what the guards compare, over the whole set.
    sets: Vec<MergeGuards>,
    links: Vec<(usize, Link)>,
    refused: Vec<Refused>,
    decisions: &'d Decisions,
    /// Pairs that the user keeps apart, with the line that says so.
    apart: Vec<(usize, usize, String)>,
    /// Decisions that decide nothing, and why.
    undecided: Vec<String>,
}

impl<'d> Solver<'d> {
    /// Takes the nodes and applies the user's decisions.
    pub(super) fn new(nodes: Nodes, decisions: &'d Decisions) -> Self {
        let (nodes, known, places) = nodes.sorted();
        let mut solver = Self {
            parent: (0..nodes.len()).collect(),
            sets: known.iter().map(|k: &NodeFacts| k.guards.clone()).collect(),
            nodes,
            known,
            places,
            links: Vec::new(),
            refused: Vec::new(),
            decisions,
            apart: Vec::new(),
            undecided: Vec::new(),
        };
        solver.decide();
        solver
    }

    /// The user's decisions come first: "same" joins over every guard, "different" is a guard
    /// itself.
    fn decide(&mut self) {
        if self.decisions.is_empty() {
            return;
        }
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (node, known)) in self.nodes.iter().zip(&self.known).enumerate() {
            let names = known.texts.iter().map(|t| Decisions::folded(t));
            for name in names
                .chain([node.1.to_string()])
                .chain(known.guards.rows.iter().map(ToString::to_string))
            {
                named.entry(name).or_default().push(place);
            }
        }
        let decisions = self.decisions;
        for line in decisions.lines() {
            let of = |name: &str| named.get(name).or_else(|| named.get(&Decisions::folded(name)));
            let (Some(a), Some(b)) = (of(&line.a), of(&line.b)) else {
                let both = [line.a.as_str(), line.b.as_str()];
                let unknown: Vec<&str> = both.into_iter().filter(|n| of(n).is_none()).collect();
                self.undecided.push(line.decides_nothing(&unknown));
                continue;
            };
            let text = line.evidence();
            for &x in a {
                for &y in b {
                    if self.nodes[x].0 != self.nodes[y].0 || x == y {
                        continue;
                    }
                    if line.same {
                        let evidence = Evidence { doc: None, text: text.clone() };
                        self.join(&Edge { strength: 100, rule: "decision", a: x, b: y, evidence });
                    } else {
                        self.apart.push((x, y, text.clone()));
                    }
                }
            }
        }
    }

    /// The nodes, in order of their keys.
    pub(super) fn known(&self) -> impl Iterator<Item = (&Node, &NodeFacts)> {
        self.nodes.iter().zip(&self.known)
    }

    /// The index of a node.
    pub(super) fn place(&self, node: &Node) -> Option<usize> {
        self.places.get(node).map(|place| *place as usize)
    }

    /// The telling words of the names of some sets, by root.
    pub(super) fn words_of_sets(&self, roots: &BTreeSet<usize>) -> SetWords {
        let mut words = SetWords::new();
        for place in (0..self.nodes.len()).filter(|_| !roots.is_empty()) {
            let root = self.root(place);
            if roots.contains(&root) {
                words.entry(root).or_default().extend(telling_words(&self.known[place]));
            }
        }
        words
    }

    /// Whether a name and the set of a row may be one body: the texts put both into one country, or
    /// their names share a word.
    pub(super) fn may_be_one(&self, name: &Node, row: usize, of_rows: &SetWords) -> bool {
        let Some(name) = self.place(name) else { return false };
        let countries = |place: usize| &self.sets[self.root(place)].countries;
        !countries(name).is_disjoint(countries(row))
            || of_rows
                .get(&row)
                .is_some_and(|words| !words.is_disjoint(&telling_words(&self.known[name])))
    }

    /// The form of a node that evidence shows: the least one.
    pub(super) fn text_of(&self, node: &Node) -> String {
        self.place(node)
            .and_then(|i| self.known[i].texts.first())
            .map_or_else(String::new, ToString::to_string)
    }

    /// Edges between the nodes that share a property.
    pub(super) fn groups(
        &self,
        rule: &'static str,
        strength: u8,
        of: impl Fn(&NodeFacts) -> Vec<String>,
    ) -> Vec<Edge> {
        let mut groups: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
        for (place, (node, known)) in self.nodes.iter().zip(&self.known).enumerate() {
            for value in of(known) {
                groups.entry((node.0, value)).or_default().push(place);
            }
        }
        groups
            .into_iter()
            .flat_map(|((_, value), places)| self.edges(rule, strength, &value, places))
            .collect()
    }

    /// Edges between the name of a row and the same name without a row, where the key is that of one
    /// row only.
    pub(super) fn same_names(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        let same = |a: &usize, b: &usize| {
            let (a, b) = (&self.nodes[*a], &self.nodes[*b]);
            (a.0, a.1) == (b.0, b.1)
        };
        let places: Vec<usize> = (0..self.nodes.len()).collect();
        for group in places.chunk_by(same) {
            // A name without a row sorts before those with one.
            if let [bare, row] = group
                && self.nodes[*bare].2.is_none()
            {
                edges.extend(self.edges("same-name", 100, "", vec![*bare, *row]));
            }
        }
        edges
    }

    /// Edges that join a group. A small group gets an edge for every pair. A large group is sorted
    /// by country and gets an edge between neighbours.
    pub(super) fn edges(
        &self,
        rule: &'static str,
        strength: u8,
        line: &str,
        mut places: Vec<usize>,
    ) -> Vec<Edge> {
        places.sort_unstable();
        places.dedup();
        let edge = |a: usize, b: usize| {
            let evidence = Evidence { doc: None, text: line.to_owned() };
            Edge { strength, rule, a: a.min(b), b: a.max(b), evidence }
        };
        if places.len() <= SMALL {
            let pairs = places
                .iter()
                .enumerate()
                .flat_map(|(i, a)| places[i + 1..].iter().map(move |b| (*a, *b)));
            return pairs.map(|(a, b)| edge(a, b)).collect();
        }
        places.sort_by_key(|&p| {
            (
                self.known[p].guards.countries.first().is_none(),
                self.known[p].guards.countries.first(),
                p,
            )
        });
        places.windows(2).map(|p| edge(p[0], p[1])).collect()
    }

    /// Applies edges, strongest first. Equally strong edges are ordered by rule, then by key (nodes
    /// are sorted by key).
    pub(super) fn take(&mut self, mut edges: Vec<Edge>) {
        edges.sort_by(|x, y| {
            (Reverse(x.strength), x.rule, x.a, x.b, &x.evidence).cmp(&(
                Reverse(y.strength),
                y.rule,
                y.a,
                y.b,
                &y.evidence,
            ))
        });
        for edge in edges {
            let (x, y) = (self.root(edge.a), self.root(edge.b));
            if x == y {
                continue;
            }
            match self.guard(x, y, edge.strength) {
                Some(because) => self.refuse(edge.a, edge.b, edge.rule, because),
                None => self.join(&edge),
            }
        }
    }

    /// The root of a node's set, which is its least node. Each join attaches the nodes on its path
    /// directly to the root, so that paths stay short.
    pub(super) fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, edge: &Edge) {
        let (x, y) = (self.root(edge.a), self.root(edge.b));
        if x == y {
            return;
        }
        // The lesser root stays, so that the root does not depend on the order of the joins.
        let (root, child) = (x.min(y), x.max(y));
        for at in [edge.a, edge.b, child] {
            self.shorten(at, root);
        }
        let guarded = std::mem::take(&mut self.sets[child]);
        self.sets[root].absorb(guarded);
        // That equal names are one needs no reason.
        if self.nodes[edge.a].1 == self.nodes[edge.b].1 {
            return;
        }
        let (a, b) = (self.nodes[edge.a].1.to_string(), self.nodes[edge.b].1.to_string());
        let link = Link {
            a,
            b,
            rule: edge.rule.to_owned(),
            strength: edge.strength,
            evidence: vec![edge.evidence.clone()],
        };
        self.links.push((edge.a, link));
    }

    /// Hangs a path of the set directly under its new root.
    fn shorten(&mut self, mut at: usize, root: usize) {
        while at != root {
            let next = std::mem::replace(&mut self.parent[at], root);
            if next == at {
                break;
            }
            at = next;
        }
    }

    /// Why two sets must stay apart; `None` if they may be joined.
    fn guard(&self, x: usize, y: usize, strength: u8) -> Option<String> {
        let (a, b) = (&self.sets[x], &self.sets[y]);
        let differ = |a: &Few<Box<str>>, b: &Few<Box<str>>| {
            !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
        };
        let list =
            |set: &Few<Box<str>>| set.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
        for (one, other, line) in &self.apart {
            let pair = (self.root(*one), self.root(*other));
            if pair == (x, y) || pair == (y, x) {
                return Some(format!("decision: {line}"));
            }
        }
        if differ(&a.rows, &b.rows) {
            return Some(format!(
                "different gazetteer rows: {} and {}",
                list(&a.rows),
                list(&b.rows)
            ));
        }
        if differ(&a.countries, &b.countries) {
            return Some(format!(
                "different countries: {} and {}",
                list(&a.countries),
                list(&b.countries)
            ));
        }
        if a.generic || b.generic {
            return Some("a generic institution without a country".to_owned());
        }
        if strength >= SURE {
            return None;
        }
        for (one, other) in [(&a.latin, &b.latin), (&a.cyrillic, &b.cyrillic)] {
            if differ(one, other) {
                return Some(format!("different quoted names: {} and {}", list(one), list(other)));
            }
        }
        // The smaller set is looked up in the larger.
        let (few, many) = if a.items.len() <= b.items.len() { (a, b) } else { (b, a) };
        let here = |list: u32| many.items.between(&(list, 0), &(list, u32::MAX));
        let clash = few.items.iter().any(|&(list, item)| {
            let items = here(list);
            !items.is_empty() && items.iter().all(|i| i.1 != item)
        });
        clash.then(|| "two items of one list".to_owned())
    }

    /// Records an edge that was not taken.
    pub(super) fn refuse(&mut self, a: usize, b: usize, rule: &'static str, because: String) {
        self.refused.push(Refused { a: self.nodes[a], b: self.nodes[b], rule, because });
    }

    /// Gives each set its id: its least gazetteer row, else its least key. Sets that guards kept
    /// apart but that get the same id are one entity.
    pub(super) fn finish(self) -> Entities {
        let mut entities = Entities::default();
        let mut named: BTreeMap<(Kind, String), EntityIndex> = BTreeMap::new();
        let mut of_node: Vec<EntityIndex> = Vec::with_capacity(self.nodes.len());
        for (i, node) in self.nodes.iter().enumerate() {
            let root = self.root(i);
            // The root is the least node of its set, so its entity is known before those of the
            // others.
            let known = of_node.get(root).copied();
            let place = known.unwrap_or_else(|| {
                let id = self.sets[root]
                    .rows
                    .first()
                    .map_or_else(|| self.nodes[root].1.to_string(), ToString::to_string);
                *named.entry((node.0, id)).or_insert_with_key(|(kind, id)| {
                    entities.list.push(Entity {
                        kind: *kind,
                        id: id.clone(),
                        keys: Vec::new(),
                        links: Vec::new(),
                    });
                    (entities.list.len() - 1) as EntityIndex
                })
            });
            let keys = &mut entities.list[place as usize].keys;
            if keys.last() != Some(&node.1) {
                keys.push(node.1);
            }
            of_node.push(place);
        }
        for (at, link) in self.links {
            entities.list[of_node[at] as usize].links.push(link);
        }
        entities.list.iter_mut().for_each(|entity| entity.links.sort());
        // The table of nodes becomes that of their entities.
        entities.places = self.places;
        for (node, place) in self.nodes.iter().zip(of_node) {
            entities.places.insert(*node, place);
        }
        entities.undecided = self.undecided;
        entities.refused = self.refused;
        entities
    }
}
