//! German words of claims.

use super::language::TargetSide::{After, Before};
use super::language::{ClaimPattern, ClaimWords};
use crate::model::FactKind::{
    Acquisition, Charge, Closure, Conviction, Fine, Funding, Lawsuit, Suspension,
};

#[rustfmt::skip]
const PATTERNS: &[ClaimPattern] = &[
    ClaimPattern { name: "fact/de/geldstrafe-gegen-org", kind: Fine, cue: "(?:verhängte|verhängten|verhängt|erließ|sprach|hat|haben)[^.;:]{0,80}?(?:geldstrafen?|geldbußen?|bußgeld(?:er)?|strafen?|kartellstrafe)(?: in höhe)?(?: von [^.;,]{0,50}?)? gegen", target: After },
    ClaimPattern { name: "fact/de/verhaengte-gegen-org", kind: Fine, cue: "(?:verhängte|verhängten) (?:am {d} |im {d} )?gegen", target: After },
    ClaimPattern { name: "fact/de/gegen-org-verhaengt", kind: Fine, cue: "(?:wurde|wurden|ist|sind) [^.;:\u{1}]{0,80}?(?:geldstrafe|geldbuße|bußgeld)[^.;:\u{1}]{0,60}verhängt", target: Before },
    ClaimPattern { name: "fact/de/belegte-org", kind: Fine, cue: "(?:belegte|belegten)", target: After },
    ClaimPattern { name: "fact/de/bestrafte-org", kind: Fine, cue: "bestraften?", target: After },
    ClaimPattern { name: "fact/de/org-zu-geldstrafe", kind: Fine, cue: "(?:zu|mit) (?:einer|einem) (?:[a-zäöüß]+ )?(?:geldstrafe|geldbuße|bußgeld|strafe)(?: (?:von|in höhe von|über) [^.;,]{0,60}?)? (?:belegt|verurteilt|bestraft|verdonnert)", target: Before },
    ClaimPattern { name: "fact/de/org-muss-geldstrafe-zahlen", kind: Fine, cue: "(?:muss|müssen|musste|mussten)[^.;:]{0,60}?(?:geldstrafe|geldbuße|bußgeld|strafe)", target: Before },
    ClaimPattern { name: "fact/de/suspendierte-org", kind: Suspension, cue: "(?:suspendierten?|setzte die (?:tätigkeit|arbeit) (?:der|des|von)|untersagten?)", target: After },
    ClaimPattern { name: "fact/de/org-wurde-suspendiert", kind: Suspension, cue: "(?:wurde|wurden) (?:[^.;:\u{1}]{0,50} )?suspendiert", target: Before },
    ClaimPattern { name: "fact/de/org-muss-einstellen", kind: Suspension, cue: "(?:muss|müssen|musste|mussten) (?:ihre |seine )(?:tätigkeit|arbeit|aktivitäten)(?:en)? für {d} (?:einstellen|aussetzen|ruhen lassen)", target: Before },
    ClaimPattern { name: "fact/de/klagte-org-an", kind: Charge, cue: "(?:erhob|erhoben|erhebt|hat) (?:am {d} )?anklage gegen", target: After },
    ClaimPattern { name: "fact/de/org-wurde-angeklagt", kind: Charge, cue: "(?:wurde|wurden) (?:[^.;:\u{1}]{0,50} )?angeklagt", target: Before },
    ClaimPattern { name: "fact/de/org-wurde-verurteilt", kind: Conviction, cue: "(?:wurde|wurden) (?:[^.;:\u{1}]{0,50} )?(?:verurteilt|schuldig gesprochen)", target: Before },
    ClaimPattern { name: "fact/de/verurteilte-org", kind: Conviction, cue: "verurteilten?", target: After },
    ClaimPattern { name: "fact/de/verklagte-org", kind: Lawsuit, cue: "(?:verklagten?|verklagt|(?:reichte|reichten) (?:[^.;:\u{1}]{0,30} )?klage gegen)", target: After },
    ClaimPattern { name: "fact/de/org-wurde-aufgeloest", kind: Closure, cue: "(?:wurde|wurden) (?:[^.;:\u{1}]{0,50} )?(?:aufgelöst|liquidiert|geschlossen|verboten)", target: Before },
    ClaimPattern { name: "fact/de/loeste-org-auf", kind: Closure, cue: "(?:verfügte|ordnete|beschloss) die (?:auflösung|schließung|liquidation) (?:der|des|von)", target: After },
    ClaimPattern { name: "fact/de/org-erhielt", kind: Funding, cue: "(?:erhielt|erhielten|bekam|bekamen|erhält|bekommt) (?:[^.;:\u{1}]{0,50} )?{m}", target: Before },
    ClaimPattern { name: "fact/de/uebernahm-org", kind: Acquisition, cue: "(?:übernahm|übernahmen|kaufte|kauften|erwarb|erwarben)", target: After },
    ClaimPattern { name: "fact/de/org-wurde-uebernommen", kind: Acquisition, cue: "(?:wurde|wurden) (?:[^.;:]{0,50} )?(?:übernommen|gekauft|erworben)", target: Before },
];

#[rustfmt::skip]
pub(super) const WORDS: ClaimWords = ClaimWords {
    patterns: PATTERNS,
    trigger: &["trafe", "buße", "ußgeld", "belegte", "bestraft", "suspendiert", "Tätigkeit", "Arbeit", "Aktivität", "untersagte", "nklage", "ngeklagt", "verurteilt", "erklagt", "Klage", "aufgelöst", "liquidiert",
        "geschlossen", "verboten", "uflösung", "chließung", "iquidation", "erhielt", "bekam", "erhält", "bekommt", "bernahm", "kauft", "erwarb", "bernommen", "erworben"],
    refuse: &["nicht", "nie", "niemals", "kein*", "droh*", "könnte*", "dürfte*", "würde*", "sollte*", "soll", "sollen", "falls", "wenn", "ob", "möglich*", "forder*", "ohne", "aufgehoben", "zurückgenommen", "wollte*", "will", "wollen", "beantragt*",
        "kann", "können", "riskier*", "plant", "planen", "angeblich*", "erwägt", "prüft", "statt", "hätte*", "freigesprochen", "gefordert*", "befürchte*", "vermeiden"],
    contrast: &["; ", ", aber ", ", doch ", ", jedoch ", ", während "],
    other: &["der sich", "die sich", "weil", "nachdem", "von", "durch", "dass", "wegen", "aus", "sie", "er", "wir", "ich", "sagte", "anteil*", "beteiligung*", "vertrag*", "aktien"],
    indirect: &["in", "im", "an", "am", "bei", "beim", "zu", "zum", "zur", "mit", "für", "nahe"],
    person: &["mitglied*", "aktivist*", "journalist*", "mitarbeiter*", "chef*", "leiter*", "vorsitzend*", "gründer*", "direktor*", "präsident*", "geschäftsführer*", "sprecher*", "manager*", "vorstand*", "anwalt", "anwälte", "spieler*", "trainer*",
        "funktionär*", "beamte*", "redakteur*", "tochter*", "fahrer*", "banker*", "politiker*", "abgeordnete*", "unbekannt", "mann", "frau", "männer", "frauen", "ex-*"],
    noun: "(?:ngos?|organisation(?:en)?|gruppen?|vereine?|vereins|verbände?|verbands?|stiftung(?:en)?|unternehmen|firm(?:a|en)|konzerne?|konzerns|banken?|bank|partei(?:en)?|zeitung(?:en)?|sender|gesellschaft(?:en)?|anbieter|betreiber|hersteller)",
    one: "(?:(?:die|der|das|den|dem|diese|dieser|ihre|seine) {noun})",
    many: &[
        (2, "(?:beide|beiden|die beiden|der beiden|die zwei) {noun}"),
        (3, "(?:die|der|alle|aller) drei {noun}"),
        (4, "(?:die|der|alle|aller) vier {noun}"),
    ],
    join: "\\)?[\"']?(?:, (?:die|der|das) [^,;:.]{1,80}\\)?)?,?(?: und| sowie| und auch)?(?: die| der| das| den| dem| gegen die| gegen den| gegen das| gegen)? ?[\"]?",
    next: "\\)?,?(?: und| sowie| während)(?: eine| einen| ein| die| das| den| der)?(?: [a-zäöüß]+){0,3} ?[–-]* ?[\"]?",
    each: &["je", "jeweils", "jede", "jeder", "jedes"],
    total: &["insgesamt", "zusammen", "gemeinsam", "in summe"],
    respectively: &["jeweils", "beziehungsweise", "bzw", "respektive"],
    no_sum: &["der", "weil", "nachdem", "obwohl", "wo", "umsatz*", "gewinn*", "erlös*", "verlust*", "schulden", "steuer*", "gehalt*", "gegenüber", "nach", "statt", "sagte", "pro", "täglich", "betrug*"],
    addressee: &["gegenüber"],
    source: &[
        r"(?:[Ll]aut|[Nn]ach Angaben (?:der|des|von)|[Nn]ach Informationen (?:der|des|von)) (?P<who>\p{Lu}[\p{L}\d/'-]*(?: \p{Lu}[\p{L}\d/'-]*){0,4})",
        r"(?:sagte|berichtete|berichtet|teilte|meldet|meldete) (?:die |der |das )?(?P<who>\p{Lu}[\p{L}/'-]+(?: \p{Lu}[\p{L}/'-]+){0,3})",
    ],
    by: "[^,.;:]{0,40}?(?:von|durch)(?: der| die| das| dem)? ?[\"]?",
    acts: "[\"']?(?: hat| am {d}| im {d})? ?",
    same: "(?:die gleiche|dieselbe|die selbe|eine ebenso hohe) (?:geldstrafe|strafe|geldbuße) wie (?:die |der |das )?[\"]?{o}",
};
