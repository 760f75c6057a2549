//! From names to entities: which keys are one body, why, and what was kept apart.
//!
//! A node is a name key. Edges join nodes: the same gazetteer row, the same transliterated skeleton, an acronym that a text binds to a
//! full name. Edges are taken strongest first, each through the guards; a refused edge is recorded. The result depends on the set of
//! names and bindings alone, not on their order.

use super::bundle::{Bundle, Name};
use crate::model::{Evidence, Kind, Lang, Link};
use crate::text::skeleton;
use std::collections::{BTreeMap, BTreeSet};

/// A name key of one kind.
pub(super) type Node = (Kind, String);

/// What is known of a node, over all documents.
#[derive(Debug, Default)]
struct Known {
    /// Normal forms; the least one speaks for the node in evidence.
    texts: BTreeSet<String>,
    rows: BTreeSet<String>,
    countries: BTreeSet<String>,
    concepts: BTreeSet<String>,
    acronym: bool,
    generic: bool,
}

/// Names in full, each with the language it was read in.
type FullNames = BTreeSet<(Node, Lang)>;

/// Collects names and bindings, then solves them.
#[derive(Debug, Default)]
pub(super) struct Linker {
    nodes: BTreeMap<Node, Known>,
    /// By short name and document (by no document where the acronym is long): the full names with their languages.
    shared: BTreeMap<(Node, Option<String>), FullNames>,
    /// Full name, short name, rule; with the first document and words that show it.
    bindings: BTreeMap<(Node, Node, String), Evidence>,
}

/// An edge that a guard refused.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) a: Node,
    pub(super) b: Node,
    pub(super) rule: &'static str,
    pub(super) because: String,
}

/// The solved clusters.
#[derive(Debug, Default)]
pub(super) struct Entities {
    ids: BTreeMap<Node, String>,
    /// By entity id: its key ids.
    pub(super) keys: BTreeMap<(Kind, String), BTreeSet<String>>,
    /// By entity id: the links that made it.
    pub(super) links: BTreeMap<(Kind, String), Vec<Link>>,
    /// What was kept apart.
    pub(super) refused: Vec<Refused>,
}

impl Linker {
    /// Takes the names and bindings of a document that is not a copy.
    pub(super) fn add(&mut self, bundle: &Bundle) {
        for name in &bundle.names {
            let known = self.nodes.entry(node(name)).or_default();
            known.texts.insert(name.text.clone());
            known.rows.extend(name.row.clone());
            known.countries.extend(name.country.clone());
            known.concepts.extend(name.concepts.clone());
            known.acronym |= name.acronym;
            known.generic |= name.generic;
        }
        for binding in &bundle.bindings {
            let (Some(a), Some(b)) = (bundle.names.get(binding.a), bundle.names.get(binding.b)) else { continue };
            if b.acronym {
                let long = b.text.chars().filter(|c| c.is_alphabetic()).count() >= LONG_ACRONYM;
                let doc = (!long).then(|| bundle.document.id.clone());
                self.shared.entry((node(b), doc)).or_default().insert((node(a), a.lang));
            }
            self.bindings
                .entry((node(a), node(b), binding.rule.clone()))
                .or_insert_with(|| Evidence { doc: Some(bundle.document.id.clone()), text: binding.evidence.clone() });
        }
    }

    /// Joins what belongs together.
    pub(super) fn solve(self) -> Entities {
        let mut solver = Solver::new(self.nodes);
        for (row, nodes) in solver.groups(|known| known.rows.first().cloned()) {
            solver.chain(&nodes, "gazetteer-row", 100, &row);
        }
        for (skeleton, nodes) in solver.groups(long_skeleton) {
            solver.chain(&nodes, "transliteration", 70, &skeleton);
        }
        for (concepts, nodes) in solver.groups(|known| known.concepts.first().filter(|_| !known.generic).cloned()) {
            solver.chain(&nodes, "concepts", 60, &concepts);
        }
        // Two names of one acronym in one text are one body if the acronym is long, or if the names are in two languages.
        for ((short, doc), fulls) in &self.shared {
            let several: BTreeSet<Lang> = fulls.iter().map(|f| f.1).collect();
            if several.len() > 1 || doc.is_none() {
                let text = solver.text_of(short);
                let fulls: Vec<Node> = fulls.iter().map(|f| f.0.clone()).collect();
                solver.chain(&fulls, "one-acronym", 80, &text);
            }
        }
        // A short name that texts bind to several bodies belongs to none of them alone; in each text it is the one named there.
        let mut owners: BTreeMap<&Node, BTreeMap<usize, (&Node, &Evidence)>> = BTreeMap::new();
        for ((full, short, _), evidence) in &self.bindings {
            let Some(root) = solver.root_of(full) else { continue };
            owners.entry(short).or_default().entry(root).or_insert((full, evidence));
        }
        for (short, fulls) in owners {
            let several = fulls.len() > 1;
            for (full, evidence) in fulls.values() {
                if several {
                    solver.refuse(
                        full,
                        short,
                        "bound-in-text",
                        "texts bind this short name to different bodies".to_owned(),
                    );
                } else {
                    solver.join(full, short, "bound-in-text", 90, (*evidence).clone());
                }
            }
        }
        solver.finish()
    }
}

/// From so many letters on, an acronym that two texts define is one body's.
const LONG_ACRONYM: usize = 5;
/// Two different bodies seldom share a name of so many letters in two scripts.
const LONG: usize = 6;

/// The skeleton of a name, if it is long enough to tell bodies apart.
fn long_skeleton(known: &Known) -> Option<String> {
    if known.generic {
        return None;
    }
    let skeleton = skeleton(known.texts.first()?);
    (skeleton.chars().filter(|c| c.is_alphanumeric()).count() >= LONG).then_some(skeleton)
}

/// The node of a name.
pub(super) fn node(name: &Name) -> Node {
    (name.kind, name.key.clone())
}

/// Union-find with guards.
struct Solver {
    nodes: Vec<Node>,
    places: BTreeMap<Node, usize>,
    known: Vec<Known>,
    parent: Vec<usize>,
    /// By root: what the whole set has.
    rows: Vec<BTreeSet<String>>,
    countries: Vec<BTreeSet<String>>,
    links: Vec<(usize, Link)>,
    refused: Vec<Refused>,
}

impl Solver {
    fn new(nodes: BTreeMap<Node, Known>) -> Self {
        let (nodes, known): (Vec<_>, Vec<_>) = nodes.into_iter().unzip();
        Self {
            places: nodes.iter().cloned().enumerate().map(|(i, n)| (n, i)).collect(),
            parent: (0..nodes.len()).collect(),
            rows: known.iter().map(|k| k.rows.clone()).collect(),
            countries: known.iter().map(|k| k.countries.clone()).collect(),
            nodes,
            known,
            links: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// The nodes that share a property, two or more, by kind, in order.
    fn groups(&self, of: impl Fn(&Known) -> Option<String>) -> Vec<(String, Vec<Node>)> {
        let mut groups: BTreeMap<(Kind, String), Vec<Node>> = BTreeMap::new();
        for (node, known) in self.nodes.iter().zip(&self.known) {
            if let Some(value) = of(known) {
                groups.entry((node.0, value)).or_default().push(node.clone());
            }
        }
        groups.into_iter().filter(|g| g.1.len() > 1).map(|((_, value), nodes)| (value, nodes)).collect()
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    fn root_of(&self, node: &Node) -> Option<usize> {
        self.places.get(node).map(|&i| self.root(i))
    }

    fn text_of(&self, node: &Node) -> String {
        self.places.get(node).and_then(|&i| self.known[i].texts.first()).cloned().unwrap_or_default()
    }

    fn chain(&mut self, nodes: &[Node], rule: &'static str, strength: u8, line: &str) {
        for pair in nodes.windows(2) {
            self.join(&pair[0], &pair[1], rule, strength, Evidence { doc: None, text: line.to_owned() });
        }
    }

    fn join(&mut self, a: &Node, b: &Node, rule: &'static str, strength: u8, evidence: Evidence) {
        let (Some(&place), Some(x), Some(y)) = (self.places.get(a), self.root_of(a), self.root_of(b)) else { return };
        if x == y {
            return;
        }
        if let Some(because) = self.guard(x, y) {
            return self.refuse(a, b, rule, because);
        }
        // The lesser root stays, so that the shape does not depend on who joined whom.
        let (root, child) = (x.min(y), x.max(y));
        self.parent[child] = root;
        let (rows, countries) = (std::mem::take(&mut self.rows[child]), std::mem::take(&mut self.countries[child]));
        self.rows[root].extend(rows);
        self.countries[root].extend(countries);
        let link = Link { a: a.1.clone(), b: b.1.clone(), rule: rule.to_owned(), strength, evidence: vec![evidence] };
        self.links.push((place, link));
    }

    /// Why two sets must stay apart, if they must.
    fn guard(&self, x: usize, y: usize) -> Option<String> {
        let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
        if differ(&self.rows[x], &self.rows[y]) {
            return Some(format!("different gazetteer rows: {} and {}", list(&self.rows[x]), list(&self.rows[y])));
        }
        if differ(&self.countries[x], &self.countries[y]) {
            return Some(format!("different countries: {} and {}", list(&self.countries[x]), list(&self.countries[y])));
        }
        (self.known[x].generic || self.known[y].generic).then(|| "a generic institution without a country".to_owned())
    }

    fn refuse(&mut self, a: &Node, b: &Node, rule: &'static str, because: String) {
        self.refused.push(Refused { a: a.clone(), b: b.clone(), rule, because });
    }

    /// Names the sets: the least gazetteer row, else the least key id.
    fn finish(self) -> Entities {
        let mut entities = Entities::default();
        for (i, node) in self.nodes.iter().enumerate() {
            let root = self.root(i);
            // The root is the least node of its set.
            let id = self.rows[root].first().cloned().unwrap_or_else(|| self.nodes[root].1.clone());
            entities.keys.entry((node.0, id.clone())).or_default().insert(node.1.clone());
            entities.ids.insert(node.clone(), id);
        }
        for (place, link) in self.links {
            let node = &self.nodes[place];
            if let Some(id) = entities.ids.get(node) {
                entities.links.entry((node.0, id.clone())).or_default().push(link);
            }
        }
        entities.refused = self.refused;
        entities
    }
}

impl Entities {
    /// The entity of a node.
    pub(super) fn id(&self, node: &Node) -> Option<&str> {
        self.ids.get(node).map(String::as_str)
    }

    /// The entities of a document's names, by place in `names`: a short name is the body that this text binds it to.
    pub(super) fn of_document(&self, bundle: &Bundle) -> Vec<Option<String>> {
        let mut ids: Vec<Option<String>> = bundle.names.iter().map(|n| self.id(&node(n)).map(str::to_owned)).collect();
        for binding in &bundle.bindings {
            let refused = |r: &Refused| {
                bundle.names.get(binding.a).is_some_and(|n| r.a == node(n))
                    && bundle.names.get(binding.b).is_some_and(|n| r.b == node(n))
            };
            let several = |r: &&Refused| r.because.starts_with("texts bind");
            if self.refused.iter().filter(several).any(refused) {
                ids[binding.b] = ids.get(binding.a).cloned().flatten();
            }
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name_key;

    fn linker(names: &[(&str, Option<&str>, Option<&str>)], bindings: &[(usize, usize)]) -> (Linker, Vec<Node>) {
        let mut linker = Linker::default();
        let nodes: Vec<Node> = names.iter().map(|n| (Kind::Org, name_key(n.0))).collect();
        for ((text, row, country), node) in names.iter().zip(&nodes) {
            let known = linker.nodes.entry(node.clone()).or_default();
            known.texts.insert((*text).to_owned());
            known.rows.extend(row.map(str::to_owned));
            known.countries.extend(country.map(str::to_owned));
        }
        for (a, b) in bindings {
            let evidence = Evidence { doc: Some("d".to_owned()), text: String::new() };
            linker.bindings.insert((nodes[*a].clone(), nodes[*b].clone(), "brackets".to_owned()), evidence);
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
        let entities = linker.solve();
        let id = |i: usize| entities.id(&nodes[i]).unwrap();
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
            key: name_key("OSCE"),
            text: "OSCE".to_owned(),
            lang,
            acronym: true,
            org: None,
            country: None,
            country_basis: None,
            generic: false,
            row: None,
            concepts: None,
        };
        assert_eq!(node(&name(Lang::En)), node(&name(Lang::De)));
    }
}
