//! German phrases of claims: enumerations, sources, comparisons.

use super::language::ClaimWords;

#[rustfmt::skip]
pub(super) const WORDS: ClaimWords = ClaimWords {
    noun: "(?:ngos?|organisation(?:en)?|gruppen?|vereine?|vereins|verbände?|verbands?|stiftung(?:en)?|unternehmen|firm(?:a|en)|konzerne?|konzerns|banken?|bank|partei(?:en)?|zeitung(?:en)?|sender|gesellschaft(?:en)?|anbieter|betreiber|hersteller)",
    join: "\\)?[\"']?(?:, (?:die|der|das) [^,;:.]{1,80}\\)?)?,?(?: und| sowie| und auch)?(?: die| der| das| den| dem| gegen die| gegen den| gegen das| gegen)? ?[\"]?",
    next: "\\)?,?(?: und| sowie| während)(?: eine| einen| ein| die| das| den| der)?(?: [a-zäöüß]+){0,3} ?[–-]* ?[\"]?",
    source: &[
        r"(?:[Ll]aut|[Nn]ach Angaben (?:der|des|von)|[Nn]ach Informationen (?:der|des|von)) (?P<who>\p{Lu}[\p{L}\d/'-]*(?: \p{Lu}[\p{L}\d/'-]*){0,4})",
        r"(?:sagte|berichtete|berichtet|teilte|meldet|meldete) (?:die |der |das )?(?P<who>\p{Lu}[\p{L}/'-]+(?: \p{Lu}[\p{L}/'-]+){0,3})",
    ],
    same: "(?:die gleiche|dieselbe|die selbe|eine ebenso hohe) (?:geldstrafe|strafe|geldbuße) wie (?:die |der |das )?[\"]?{o}",
};
