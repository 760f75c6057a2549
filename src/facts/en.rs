//! English phrases of claims: enumerations, sources, comparisons.

use super::language::ClaimWords;

#[rustfmt::skip]
pub(super) const WORDS: ClaimWords = ClaimWords {
    noun: "(?:ngos?|(?:non-governmental |nongovernmental |human rights |rights |civil society |media |election monitoring )?(?:groups?|organi[sz]ations?)|compan(?:y|ies)|firms?|banks?|part(?:y|ies)|newspapers?|broadcasters?|foundations?|associations?|charit(?:y|ies)|outlets?|institutions?|bodies|clubs?|unions?|operators?|retailers?|carmakers?)",
    join: "\\)?[\"']?(?: {noun})?(?:, (?:which|who|that|whose|an?) [^,;:.]{1,80}\\)?)?,?(?: as well as| along with| together with| and| and also)?(?: the| its rival| a second {noun},?| another {noun},?)? ?[\"]?",
    next: "\\)?(?: each| apiece)?,?(?: and| as well as| while)(?: an?| the)?(?: [a-z]+){0,3} ?[–-]* ?[\"]?",
    source: &[
        r"[Aa]ccording to (?:the |a |an )?(?P<who>\p{Lu}[\p{L}\d/'.-]*(?: (?:of |for |and |the )?\p{Lu}[\p{L}\d/'-]*){0,5})",
        r"(?:said|reported by|as reported by) (?:the )?(?P<who>\p{Lu}[\p{L}/'-]+(?: \p{Lu}[\p{L}/'-]+){0,3})",
        r"(?P<who>\p{Lu}[\p{L}/'-]+(?: \p{Lu}[\p{L}/'-]+){0,3}),? (?:said|told|reported|reports|wrote|writes)",
    ],
    same: "the same (?:fine|sum|amount|penalty) as (?:the )?[\"]?{o}",
};
