//! Gives a document another id, wherever its bundle names it.

use super::line::Bundle;
use super::records::requalify;
use crate::model::Kind;
use crate::pipeline::name_key::NameKey;

impl Bundle {
    /// Gives the document another id.
    pub(crate) fn rename(&mut self, id: String) -> serde_json::Result<()> {
        let old = std::mem::replace(&mut self.head.id, id);
        let new = self.head.id.as_str();
        // A law of which no more than the title is known is one law in one document only.
        for name in &mut self.names {
            if name.kind == Kind::Law && name.row.is_none() && name.country.is_none() {
                name.key = NameKey::of_law_in(new, &name.text);
            }
        }
        for claim in self.claims.iter_mut().map(|c| &mut c.claim) {
            new.clone_into(&mut claim.doc);
            requalify(&mut claim.claim, &old, new);
            claim.mentions.iter_mut().for_each(|mention| requalify(mention, &old, new));
        }
        self.mentions.rename(&old, new);
        self.document.rename(new)
    }
}
