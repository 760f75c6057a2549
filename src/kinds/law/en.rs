//! English citations.

use super::expr::{Expr, Name, cited, code, eu_act, named, without_openers};
use crate::gazetteer::Anchor::{Law, Provision};
use crate::kinds::rule::Rule;
use crate::model::Span;

/// A provision's number with its parts: "460-1", "129A", "6(1)(f)", "VII".
macro_rules! number {
    () => {
        r"(?:\d+(?:[-.]\d+)*[A-Z]{0,2}[a-z]?(?:-[A-Z]{1,2})?|[IVXL]+)(?: ?\(\w{1,5}\))*(?: {provision_ff}(?-u:\b))?"
    };
}

/// A capitalised word of a name.
macro_rules! word {
    () => {
        r"(?:[A-Z][A-Za-z'&-]+|[A-Z]\.?)"
    };
}

/// Words that begin a sentence and no name.
const OPENERS: &[&str] = &[
    "The",
    "Under",
    "In",
    "A",
    "An",
    "This",
    "That",
    "These",
    "Since",
    "When",
    "While",
    "But",
    "And",
    "As",
    "At",
    "By",
    "For",
    "From",
    "If",
    "It",
    "Its",
    "Of",
    "On",
    "Or",
    "Our",
    "Their",
    "To",
    "With",
    "After",
    "Before",
    "Both",
    "However",
    "Although",
    "Because",
    "His",
    "Her",
    "New",
    "Proposed",
    "Mr.",
    "Mr",
    "Congress",
    "Parliament",
    "President",
    "Senate",
    "State",
    "Section",
    "Article",
    "Like",
    "No",
    "Any",
    "Every",
    "Said",
    "Unlike",
    "Using",
    "Is",
    "Are",
    "Does",
    "What",
    "Which",
    "U.S.",
    "UNESCO's",
    "Joining",
    "the",
    "of",
    "and",
    "for",
    "to",
    "on",
    "in",
    "by",
    "from",
    "with",
    "against",
    "&",
];

/// "X Act": a name before its head.
fn title(m: &crate::kinds::rule::Match<'_, '_>) -> Vec<crate::kinds::rule::Finding<Expr>> {
    let Some(span) = without_openers(m, OPENERS) else {
        return Vec::new();
    };
    let text = &m.text[span.range()];
    let Some((first, rest)) = text.split_once(' ') else {
        return Vec::new();
    };
    let head = m.get("head").unwrap_or_default();
    let lead = text.split(head).next().unwrap_or_default().trim_end().to_lowercase();
    if [" of", " for", " and", " the", " in", " on", " to", ","].iter().any(|link| lead.ends_with(link)) {
        return Vec::new();
    }
    // Conventions are meetings, too; the treaties of that name are known or named after a place.
    if head == "Convention" && !PLACES.contains(&first) || m.tail().trim_start().starts_with("Organi") {
        return Vec::new();
    }
    if text.starts_with(head) || first.ends_with('.') && rest.starts_with(head) {
        return Vec::new();
    }
    let risky = matches!(head, "Law" | "Laws" | "Code" | "Rules" | "Charter" | "Regulations");
    let the = m.text[..span.start].ends_with("the ")
        || m.text[..span.start].ends_with("The ")
        || m.text[..span.start].ends_with("s ");
    let single = rest.starts_with(head);
    if risky && (!the || (single && m.words.value("no_law", first).is_some())) {
        return Vec::new();
    }
    if matches!(
        m.tail().trim_start().split([' ', '.', ',']).next(),
        Some("School" | "Firm" | "Professor" | "of" | "Enforcement" | "Review" | "Society" | "II")
    ) && risky
    {
        return Vec::new();
    }
    // "the Election Act and Media Act" are two.
    if let Some(cut) = text.find(" Act and ").filter(|_| head == "Act") {
        let middle = span.start + cut + " Act".len();
        let second = Span::new(middle + " and ".len(), span.end);
        return [Span::new(span.start, middle), second]
            .into_iter()
            .map(|s| m.at(s, Expr::Name(Name::default())))
            .collect();
    }
    vec![m.at(span, Expr::Name(Name::default()))]
}

/// Places after which conventions between states are called.
const PLACES: &[&str] = &[
    "Geneva",
    "Hague",
    "Vienna",
    "Genocide",
    "Refugee",
    "Torture",
    "Bern",
    "Berne",
    "Basel",
    "Rotterdam",
    "Stockholm",
    "Minsk",
    "Chicago",
    "Warsaw",
    "Istanbul",
    "Montreux",
    "Ottawa",
    "Oslo",
    "Aarhus",
    "Ramsar",
    "Barcelona",
    "Lugano",
    "Lanzarote",
    "Budapest",
    "Espoo",
    "Montreal",
    "Tokyo",
];

pub(super) const RULES: &[Rule<Expr>] = &[
    // "articles 460-1 and 460-2", "Sections 122, 126 and 127", "paragraph 2 of Article 6(1)(f)", "Order VII Rule 11"
    Rule {
        name: "law/en/provisions",
        anchors: &[Provision],
        pattern: concat!(
            r"(?:{provision_inner} ",
            number!(),
            r" of )?{provision_outer}(?: -)? ?",
            number!(),
            r"(?:(?:,? and |,? or | & |, ?| ?/ ?| to |[-–]| ?read with | r/w | rws )(?:{provision_outer} ?|{provision_inner} ?)?",
            number!(),
            r"| {provision_outer} ",
            number!(),
            ")*"
        ),
        build: cited,
    },
    // "18 U.S.C. § 1030(a)(2)"
    Rule {
        name: "law/en/usc",
        anchors: &[Provision],
        pattern: concat!(r"\d+ (?:U\.?S\.?C\.?|C\.?F\.?R\.?)(?: ?§§?| [Ss]ection| [Ss]ec\.) ?(?P<n>", number!(), ")"),
        build: |m| {
            let row = Name {
                kind: Some(if m.text[m.span().range()].contains('F') { "us/cfr" } else { "us/usc" }.to_owned()),
                ..Name::default()
            };
            let mut found = named(m, row);
            let list = super::provisions::parse(m.words, &format!("§ {}", m.get("n").unwrap_or_default()));
            found.extend(m.span_of("n").map(|span| m.at(span, Expr::Provisions(list))));
            found
        },
    },
    // "the Clean Air Act", "Motor Vehicles Act, 1988", "the Kyoto Protocol", "Gold Reserve Act of 1934"
    Rule {
        name: "law/en/title",
        anchors: &[Law],
        pattern: concat!(
            r"(?:",
            word!(),
            r"(?: \([A-Z][A-Za-z ,&]+\))?,?(?: (?:of|and|the|for|to|on|in|against|by|from|with|&))* ){1,9}",
            r"(?P<head>Acts?|Treaty|Protocol|Convention|Charter|Covenant|Code|Laws?|Ordinance|Statute|Rules|Regulations)(?: \([A-Z][a-z][^()]{2,40}\))?(?: of \d{4}|,? \d{4})?"
        ),
        build: title,
    },
    // "Treaty of Versailles", "Law on Civil Servants", "Convention against Torture"
    Rule {
        name: "law/en/of",
        anchors: &[Law],
        pattern: concat!(
            r"(?:(?:International|European|United Nations|UN|Inter-American|American|Framework|Comprehensive|Universal|Single|Optional) )*(?:(?:Treaty|Convention|Protocol|Covenant|Articles|Declaration|Charter) (?:of|on|for|against|to|relating to|concerning|Concerning|Relating to)|(?:Law|Act|Code|Decree|Ordinance) (?:on|for|against|concerning)|Code of) (?:the )?",
            word!(),
            r"(?:(?: (?:of|and|the|for|to|on|in|against|from|by|their))* ",
            word!(),
            r")*(?: of \d{4}|,? \d{4})?"
        ),
        build: |m| {
            let text = m.text[m.span().range()].to_lowercase();
            // The codes that every country has are read with their country by the rule below.
            let code = m.words.lexicon.forms("law_kind").any(|(kind, _)| text.starts_with(kind));
            if code { Vec::new() } else { named(m, Name::default()) }
        },
    },
    // "the Russian Criminal Code", "Code on Administrative Offences of Kazakhstan", "the Constitution"
    Rule {
        name: "law/en/code",
        anchors: &[Law],
        pattern: r"(?:(?P<land>{law_land})(?:'s)? )?(?P<kind>{law_kind})(?: (?:of|in) (?P<of>{law_of}))?",
        build: code,
    },
    // "IPC", "Cr.P.C."
    Rule { name: "law/en/short", anchors: &[Law], pattern: r"(?P<short>{law_short})", build: code },
    // "Executive Order 13582", "Public Law 104-191", "Resolution 1973", "Act No. 20 of 2014"
    Rule {
        name: "law/en/numbered",
        anchors: &[Law],
        pattern: r"Executive Order(?: No\.)? \d{4,5}|Public Law \d+-\d+|(?:UN |U\.N\. |(?:UN )?Security Council |General Assembly )?[Rr]esolutions? \d{2,4}(?: \(\d{4}\))?|Act No\. ?\d+ of \d{4}",
        build: |m| named(m, Name::default()),
    },
    // "Directive 2012/34/EU", "Regulation (EU) 2016/679"
    Rule {
        name: "law/en/eu-act",
        anchors: &[Law],
        pattern: r"(?:Council |Commission |EU |EC )?(?P<act>Directive|Regulation|Decision)(?: \((?:EU|EC|EEC)\))?(?: No\.?)? (?P<a>\d{2,4})/(?P<b>\d{1,4})(?:/(?:EU|EC|EEC))?",
        build: eu_act,
    },
    // "Sixth Amendment", "14th Amendment"
    Rule {
        name: "law/en/amendment",
        anchors: &[Law],
        pattern: r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth|\d+(?:st|nd|rd|th)) Amendments?",
        build: |m| named(m, Name { kind: Some("us/const".to_owned()), ..Name::default() }),
    },
];
