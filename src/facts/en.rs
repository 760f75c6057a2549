//! English words of claims.

use super::claims::{Pattern, Place, Words};
use crate::model::FactKind;

pub(super) const WORDS: Words = Words {
    patterns: &[
        Pattern { name: "fact/en/fined-org", kind: FactKind::Fine, cue: "fined", target: Place::After },
        Pattern { name: "fact/en/org-was-fined", kind: FactKind::Fine, cue: "was fined", target: Place::Before },
        Pattern { name: "fact/en/org-has-been-fined", kind: FactKind::Fine, cue: "has been fined", target: Place::Before },
        Pattern { name: "fact/en/org-sentenced-to-fine", kind: FactKind::Fine, cue: "sentenced to a fine", target: Place::Before },
        Pattern { name: "fact/en/fine-on-org", kind: FactKind::Fine, cue: "imposed a fine", target: Place::After },
        Pattern { name: "fact/en/suspended-org", kind: FactKind::Suspension, cue: "suspended", target: Place::After },
        Pattern { name: "fact/en/org-was-suspended", kind: FactKind::Suspension, cue: "was suspended", target: Place::Before },
        Pattern { name: "fact/en/org-silenced", kind: FactKind::Suspension, cue: "silenced for", target: Place::Before },
    ],
    refuse: &[
        "not", "never", "no", "threat*", "may", "might", "could", "would", "should", "if", "unless", "risk*", "possib*", "demand*", "without",
        "denied", "appeal", "overturned", "annulled", "cancelled", "lifted", "asked", "wanted", "planned", "proposed",
    ],
    other: &[
        "from", "members", "member", "activists", "campaigners", "journalists", "employees", "leader*", "head", "director", "chairman",
        "chief", "who", "that", "which", "after", "because", "against", "by", "when", "while", "for violating", "people", "his", "her",
    ],
};
