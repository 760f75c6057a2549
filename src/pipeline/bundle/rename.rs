//! Gives a document another id, wherever its bundle names it.

use super::line::Bundle;
use super::outline::Outline;
use crate::pipeline::name_key::NameKey;

impl Outline {
    /// Gives the document another id. Returns the old one.
    pub(crate) fn rename(&mut self, id: String) -> String {
        for name in self.names.iter_mut().filter(|name| name.is_of_document()) {
            name.key = NameKey::of_law_in(&id, &name.text);
        }
        std::mem::replace(&mut self.head.id, id)
    }
}

impl Bundle {
    /// Gives the document another id.
    pub(crate) fn rename(&mut self, id: String) -> serde_json::Result<()> {
        let old = self.outline.rename(id);
        let new = self.outline.head.id.as_str();
        self.claims.rename(&old, new)?;
        self.mentions.rename(&old, new);
        self.document.rename(new)
    }
}
