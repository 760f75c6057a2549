//! The outline of a document: what finishing must know of all documents before it can write the
//! record of one. It decides everything: which names are one entity, and which documents are
//! copies. It is an object of its own in a bundle line and does not need the rest of it.

use super::names;
use super::order::{LineOrder, Ordered};
use super::records::DocumentHead;
use crate::pipeline::extraction::{Binding, Name};
use crate::pipeline::near::Sketch;
use serde::{Deserialize, Serialize};

/// See the [module](self). The order of the fields is that of the line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// What the document is.
    pub head: DocumentHead,
    /// The distinct names among the mentions.
    #[serde(with = "names")]
    pub names: Vec<Name>,
    /// Names that the text itself says are one body.
    pub bindings: Vec<Binding>,
    /// Lists of organisations: places in `names`.
    pub lists: Vec<Vec<usize>>,
    /// Finds near-copies.
    pub sketch: Sketch,
}

/// What the first reading takes of an outline.
#[derive(Deserialize)]
struct Deciding {
    head: DocumentHead,
    #[serde(deserialize_with = "names::read_deciding")]
    names: Vec<Name>,
    bindings: Vec<Binding>,
    lists: Vec<Vec<usize>>,
    sketch: Sketch,
}

/// What the second reading takes of it.
#[derive(Deserialize)]
struct Counted {
    head: DocumentHead,
    #[serde(deserialize_with = "names::read_counted")]
    names: Vec<Name>,
    bindings: Vec<Binding>,
}

impl Outline {
    /// Reads what the first reading needs. The names have no `row_names` and no `external`.
    pub(super) fn read_deciding(json: &str) -> serde_json::Result<Self> {
        let Deciding { head, names, bindings, lists, sketch } = serde_json::from_str(json)?;
        Ok(Self { head, names, bindings, lists, sketch })
    }

    /// Reads what the second reading needs: without lists, sketch, and the `concepts` of the names.
    pub(super) fn read_counted(json: &str) -> serde_json::Result<Self> {
        let Counted { head, names, bindings } = serde_json::from_str(json)?;
        Ok(Self { head, names, bindings, ..Self::default() })
    }
}

impl Ordered for Outline {
    fn order(&self) -> LineOrder<'_> {
        self.head.order()
    }
}
