//! Russian words of claims.

use super::claims::{Pattern, Place, Words};
use crate::model::FactKind;

pub(super) const WORDS: Words = Words {
    patterns: &[
        Pattern {
            name: "fact/ru/oshtrafoval-org", kind: FactKind::Fine, cue: "оштрафовал*", target: Place::After
        },
        Pattern {
            name: "fact/ru/org-oshtrafovana", kind: FactKind::Fine, cue: "оштрафован*", target: Place::Before
        },
        Pattern {
            name: "fact/ru/shtraf-na-org", kind: FactKind::Fine, cue: "наложил* штраф на", target: Place::After
        },
        Pattern {
            name: "fact/ru/priostanovil-org",
            kind: FactKind::Suspension,
            cue: "приостановил деятельность",
            target: Place::After,
        },
        Pattern {
            name: "fact/ru/priostanovili-org",
            kind: FactKind::Suspension,
            cue: "приостановили деятельность",
            target: Place::After,
        },
        Pattern {
            name: "fact/ru/priostanovila-org",
            kind: FactKind::Suspension,
            cue: "приостановила деятельность",
            target: Place::After,
        },
    ],
    refuse: &[
        "не",
        "угрож*",
        "грозит",
        "грозят",
        "может",
        "могут",
        "могли",
        "если",
        "бы",
        "возможн*",
        "требу*",
        "без",
        "отменил*",
        "отменен*",
        "потребовал*",
        "хотел*",
        "намерен*",
    ],
    other: &[
        "член*",
        "активист*",
        "журналист*",
        "сотрудник*",
        "директор*",
        "глав*",
        "руководител*",
        "лидер*",
        "участник*",
        "котор*",
        "из",
        "за то",
        "после",
        "поскольку",
        "потому",
    ],
};
