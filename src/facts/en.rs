//! English words of claims.

use super::language::TargetSide::{After, Before};
use super::language::{ClaimPattern, ClaimWords};
use crate::model::FactKind::{
    Acquisition, Charge, Closure, Conviction, Fine, Funding, Lawsuit, Suspension,
};

#[rustfmt::skip]
const PATTERNS: &[ClaimPattern] = &[
    ClaimPattern { name: "fact/en/fined-org", kind: Fine, cue: "fined|has fined|have fined|had fined|penali[sz]ed", target: After },
    ClaimPattern { name: "fact/en/org-was-fined", kind: Fine, cue: "(?:was|were|has been|have been|had been)(?: also| each| jointly| reportedly| heavily| both| then)? (?:fined|penali[sz]ed with a fine)", target: Before },
    ClaimPattern { name: "fact/en/org-sentenced-to-fine", kind: Fine, cue: "(?:was |were )?(?:sentenced to|hit with|slapped with|handed|given|ordered to pay) (?:a |an )?(?:{m} |[a-z]+ ){0,2}(?:fine|penalty)", target: Before },
    ClaimPattern { name: "fact/en/fine-on-org", kind: Fine, cue: "(?:imposed|levied|slapped|issued) (?:a |an )?(?:[a-z\u{2}]+ ){0,4}?(?:fines?|penalty)(?: of [^.;,]{0,50}?)? (?:on|against)", target: After },
    ClaimPattern { name: "fact/en/fine-was-imposed-on-org", kind: Fine, cue: "(?:fine|penalty)(?: of [^.;,]{0,50}?)? (?:was|has been|had been) (?:imposed|levied) on", target: After },
    ClaimPattern { name: "fact/en/org-received-fine", kind: Fine, cue: "(?:received|got|paid|pays|must pay|has to pay|have to pay|had to pay|pay) (?:a |an )(?:[a-z]+ ){0,2}?fine of", target: Before },
    ClaimPattern { name: "fact/en/org-to-pay-in-fines", kind: Fine, cue: "to pay (?:[a-z]+ ){0,3}?{m}(?: \\((?:[a-z]+ ){0,2}{m}\\))? in fines?", target: Before },
    ClaimPattern { name: "fact/en/org-to-pay-same-fine", kind: Fine, cue: "(?:to pay|paid|got|received|was given|were given) the same fine", target: Before },
    ClaimPattern { name: "fact/en/suspended-org", kind: Suspension, cue: "suspended|has suspended|had suspended|have suspended", target: After },
    ClaimPattern { name: "fact/en/ruled-to-suspend-org", kind: Suspension, cue: "(?:ruled|decided|voted|ordered)(?: on {d})? to suspend", target: After },
    ClaimPattern { name: "fact/en/org-was-suspended", kind: Suspension, cue: "(?:was|were|has been|have been|had been)(?: also)? suspended", target: Before },
    ClaimPattern { name: "fact/en/org-silenced", kind: Suspension, cue: "(?:was|were|has been|have been)(?: also)? (?:silenced|closed|shut|banned) for {d}", target: Before },
    ClaimPattern { name: "fact/en/org-obliged-to-suspend", kind: Suspension, cue: "(?:was|were|has been|have been) (?:obliged|ordered|forced|required|told) to (?:suspend|cease|halt|stop) (?:its |their |all )?(?:activities|operations|work|activity)", target: Before },
    ClaimPattern { name: "fact/en/org-has-to-suspend", kind: Suspension, cue: "(?:has|have|had|must) (?:to )?(?:suspend|cease|halt|stop) (?:its |their |all )?(?:activities|operations|work|activity) for {d}", target: Before },
    ClaimPattern { name: "fact/en/suspension-of-org", kind: Suspension, cue: "(?:ordered|announced|imposed|decreed|confirmed) (?:the |a )?suspension of", target: After },
    ClaimPattern { name: "fact/en/charged-org", kind: Charge, cue: "(?:charged|indicted|brought charges against|filed charges against|pressed charges against)", target: After },
    ClaimPattern { name: "fact/en/org-was-charged", kind: Charge, cue: "(?:was|were|has been|have been|had been|was being|is being)(?: also| formally)? (?:charged|indicted)", target: Before },
    ClaimPattern { name: "fact/en/convicted-org", kind: Conviction, cue: "(?:convicted|found guilty)", target: After },
    ClaimPattern { name: "fact/en/org-was-convicted", kind: Conviction, cue: "(?:(?:was|were|has been|have been|had been)(?: also)? (?:convicted|found guilty)|pleaded guilty)", target: Before },
    ClaimPattern { name: "fact/en/found-org-guilty", kind: Conviction, cue: "(?:court|jury|judge|tribunal) found(?: that)?", target: After },
    ClaimPattern { name: "fact/en/sued-org", kind: Lawsuit, cue: "(?:sued|is suing|are suing|has sued|have sued|(?:filed|brought|launched) (?:a |an )?(?:[a-z]+ ){0,2}?(?:lawsuit|suit|legal action|claim) against)", target: After },
    ClaimPattern { name: "fact/en/org-was-sued", kind: Lawsuit, cue: "(?:was|were|has been|have been|is being) sued", target: Before },
    ClaimPattern { name: "fact/en/closed-org", kind: Closure, cue: "(?:liquidated|dissolved|shut down|closed down|(?:ordered|announced|approved) the (?:liquidation|closure|dissolution) of)", target: After },
    ClaimPattern { name: "fact/en/org-was-closed", kind: Closure, cue: "(?:was|were|has been|have been|had been) (?:liquidated|dissolved|shut down|closed down|disbanded)", target: Before },
    ClaimPattern { name: "fact/en/funded-org", kind: Funding, cue: "(?:granted|awarded|donated {m} to|gave {m} to|invested {m} in|(?:provided|approved) {m} (?:to|for)|awarded {m} to)", target: After },
    ClaimPattern { name: "fact/en/org-received-funding", kind: Funding, cue: "(?:received|secured|raised|was awarded|was granted) (?:a grant of |funding of |a loan of |about |some |nearly |almost |more than |over )?{m}", target: Before },
    ClaimPattern { name: "fact/en/acquired-org", kind: Acquisition, cue: "(?:acquired|has acquired|bought|has bought|took over|has taken over|completed (?:its|the) (?:acquisition|takeover|purchase) of)", target: After },
    ClaimPattern { name: "fact/en/org-was-acquired", kind: Acquisition, cue: "(?:was|were|has been|had been) (?:acquired|bought|taken over|purchased)", target: Before },
];

#[rustfmt::skip]
pub(super) const WORDS: ClaimWords = ClaimWords {
    patterns: PATTERNS,
    trigger: &["fine", "Fine", "penalt", "penali", "suspen", "Suspen", "silenced", "cease ", "halt ", "stop ", "closed", "shut", "charge", "indict", "convicted", "guilty",
        "sued", "suing", "suit", "legal action", "claim against", "liquidat", "dissol", "disband", "closure", "grant", "award", "donated", "gave", "invested", "provided",
        "approved", "received", "secured", "raised", "acqui", "bought", "took over", "taken over", "takeover", "purchase"],
    refuse: &["not", "never", "no", "n't", "nor", "neither", "threat*", "may", "might", "could", "would", "should", "can", "if", "unless", "whether", "risk*", "possib*", "likely", "expected",
        "plans", "plan", "demand*", "without", "denied", "denies", "overturned", "annulled", "cancelled", "canceled", "lifted", "revoked", "quashed", "asked", "wanted", "wants", "planned",
        "proposed", "allegedly", "calls for", "called for", "urged", "instead of", "rather than", "had it", "failed to", "refused to", "acquitted", "hopes", "considering", "rumor*", "rumour*",
        "would-be", "hypothetical*", "avoid*"],
    contrast: &["; ", ", but ", " – but ", ", although ", ", while "],
    other: &["offensive", "season", "game*", "from", "who", "whose", "that", "which", "after", "because", "against", "by", "when", "while", "for violating", "for failing", "people", "his", "her", "they", "he", "she", "we", "i", "you", "told", "said",
        "players", "shares of", "shares in", "stake in", "trading in", "ties with", "talks with", "contract with", "membership of", "including", "such as", "like"],
    indirect: &["in", "at", "on", "to", "into", "with", "near", "for"],
    person: &["member", "members", "activist", "activists", "campaigners", "journalist", "journalists", "employee", "employees", "leader*", "head", "heads", "director*", "chairman", "chairwoman", "chief",
        "chairs", "chair", "boss", "owner", "owners", "founder*", "editor*", "player", "players", "staff", "spokesman", "spokeswoman", "spokesperson", "lawyer", "lawyers", "official", "officials", "workers",
        "reporter", "reporters", "executive*", "president", "ceo", "manager*", "coach", "driver", "drivers", "customers", "subsidiary", "subsidiaries", "division", "branch", "account", "accounts", "deputy", "deputies", "lawmaker*",
        "supporters", "fans", "candidate*", "trader*", "banker*", "contract*", "licen[cs]e"],
    noun: "(?:ngos?|(?:non-governmental |nongovernmental |human rights |rights |civil society |media |election monitoring )?(?:groups?|organi[sz]ations?)|compan(?:y|ies)|firms?|banks?|part(?:y|ies)|newspapers?|broadcasters?|foundations?|associations?|charit(?:y|ies)|outlets?|institutions?|bodies|clubs?|unions?|operators?|retailers?|carmakers?)",
    one: "(?:(?:the|this|his|her|their) {noun}(?:'s?)?|it)",
    many: &[
        (2, "(?:both|both of the|both the|the two|these two|those two) {noun}(?:'s?)?"),
        (3, "(?:the|all|these|all of the|all the) three {noun}(?:'s?)?"),
        (4, "(?:the|all|these|all of the|all the) four {noun}(?:'s?)?"),
        (5, "(?:the|all|these|all of the|all the) five {noun}(?:'s?)?"),
    ],
    join: "\\)?[\"']?(?: {noun})?(?:, (?:which|who|that|whose|an?) [^,;:.]{1,80}\\)?)?,?(?: as well as| along with| together with| and| and also)?(?: the| its rival| a second {noun},?| another {noun},?)? ?[\"]?",
    next: "\\)?(?: each| apiece)?,?(?: and| as well as| while)(?: an?| the)?(?: [a-z]+){0,3} ?[–-]* ?[\"]?",
    each: &["each", "apiece"],
    total: &["total", "totalling", "totaling", "combined", "together", "jointly", "between them", "altogether", "shared"],
    respectively: &["respectively"],
    no_sum: &["which", "who", "whose", "after", "because", "when", "where", "for failing", "for not", "revenue*", "profit*", "turnover", "worth", "sales", "debt*", "tax", "taxes", "budget", "salary", "earn*", "out of", "instead of", "down from",
        "up from", "last year's", "said", "appealed", "per", "a day", "despite", "misuse*", "stolen", "laundering", "embezzl*", "fraud"],
    addressee: &["told", "informed", "with"],
    source: &[
        r"[Aa]ccording to (?:the |a |an )?(?P<who>\p{Lu}[\p{L}\d/'.-]*(?: (?:of |for |and |the )?\p{Lu}[\p{L}\d/'-]*){0,5})",
        r"(?:said|reported by|as reported by) (?:the )?(?P<who>\p{Lu}[\p{L}/'-]+(?: \p{Lu}[\p{L}/'-]+){0,3})",
        r"(?P<who>\p{Lu}[\p{L}/'-]+(?: \p{Lu}[\p{L}/'-]+){0,3}),? (?:said|told|reported|reports|wrote|writes)",
    ],
    by: "[^,.;:]{0,30}?(?:\\(?[^()]{0,30}\\)? )?by (?:the )?[\"]?",
    acts: "[\"']?(?: on {d}| in {d}|,? [a-z]+ {d})? ?(?:has |had |have |also |then |therefore |already )?",
    same: "the same (?:fine|sum|amount|penalty) as (?:the )?[\"]?{o}",
};
