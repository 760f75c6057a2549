//! German words of claims.

use super::claims::{Pattern, Place, Words};
use crate::model::FactKind;

pub(super) const WORDS: Words = Words {
    patterns: &[
        Pattern {
            name: "fact/de/geldstrafe-gegen-org",
            kind: FactKind::Fine,
            cue: "geldstrafe gegen",
            target: Place::After,
        },
        Pattern {
            name: "fact/de/bussgeld-gegen-org",
            kind: FactKind::Fine,
            cue: "bußgeld gegen",
            target: Place::After,
        },
        Pattern { name: "fact/de/belegte-org", kind: FactKind::Fine, cue: "belegte", target: Place::After },
        Pattern {
            name: "fact/de/org-zu-geldstrafe",
            kind: FactKind::Fine,
            cue: "zu einer geldstrafe",
            target: Place::Before,
        },
        Pattern {
            name: "fact/de/verhaengte-gegen-org",
            kind: FactKind::Fine,
            cue: "verhängte gegen",
            target: Place::After,
        },
        Pattern {
            name: "fact/de/suspendierte-org",
            kind: FactKind::Suspension,
            cue: "suspendierte",
            target: Place::After,
        },
    ],
    refuse: &[
        "nicht",
        "nie",
        "kein*",
        "droh*",
        "könnte*",
        "dürfte*",
        "würde*",
        "sollte*",
        "falls",
        "wenn",
        "möglich*",
        "forder*",
        "ohne",
        "aufgehoben",
        "wollte*",
        "beantragt*",
    ],
    other: &[
        "mitglied*",
        "aktivist*",
        "journalist*",
        "mitarbeiter*",
        "chef*",
        "leiter*",
        "vorsitzend*",
        "der sich",
        "die sich",
        "weil",
        "nachdem",
        "von",
        "durch",
    ],
};
