//! English citations.

use super::chapters::chapter;
use super::en_title::title;
use super::expr::{CodeNames, Expr, Name, cited, code, eu_act, named};
use super::provisions;
use crate::gazetteer::Class;
use crate::kinds::anchors::Anchor::{Law, Provision};
use crate::kinds::rule::Rule;
use crate::model::{Provision as Cited, Span, SubProvision};

/// A provision's number with its parts: "460-1", "129A", "6(1)(f)", "VII".
macro_rules! number {
    () => {
        r"(?:\d+(?:[-.]\d+)*[A-Z]{0,2}[a-z]?(?:-[A-Z]{1,2})?|[IVXL]+)(?: ?\((?:\d{1,3}[A-Za-z]?|[A-Za-z]{1,5})\))*(?: {provision_ff}(?-u:\b))?"
    };
}

/// A number of the codes of the United States: "1395w-4", "240.10b5-1", "240.14d-2(b)".
macro_rules! code_number {
    () => {
        r"\d+[A-Za-z]{0,2}(?:\.\d+[A-Za-z]?\d*)?(?:-\d+[A-Za-z]{0,2})*(?: ?\((?:\d{1,3}[A-Za-z]?|[A-Za-z]{1,5})\))*(?:-\d+[A-Za-z]?)?(?: {provision_ff}(?-u:\b))?"
    };
}

/// A capitalised word of a name.
macro_rules! word {
    () => {
        r"(?:[A-Z][A-Za-z'&-]+|[A-Z]\.?)"
    };
}

/// How English names codes.
const CODES: CodeNames =
    CodeNames { constitution_alone: false, constitution_described: true, nested: false };

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "law/en/provisions",
        description: "the provisions of a law: articles, sections, paragraphs",
        examples: &["A court cited Article 6(1)(f) of the GDPR against the shop."],
        anchors: &[Provision],
        pattern: concat!(
            r"(?:(?<span>{provision_inner} ",
            number!(),
            r" of ))?^{provision_outer}(?: -)? ?",
            number!(),
            r"(?:(?:,? and |,? or | & |, ?| ?/ ?| to |[-–]| ?read with | r/w | rws )(?:{provision_outer} ?|{provision_inner} ?)?",
            number!(),
            r"|(?:,? and |,? or |, ?)(?:\((?:\d{1,3}[A-Za-z]?|[A-Za-z]{1,5})\))+| {provision_outer} ",
            number!(),
            ")*"
        ),
        build: cited,
    },
    Rule {
        name: "law/en/section-of-title",
        description: "a section of a title of a code",
        examples: &["The ferry owner points to section 112 of title 46 of the U.S. Code."],
        anchors: &[Provision],
        pattern: concat!(
            r"^(?P<sections>{provision_outer} ?",
            number!(),
            r"(?:(?:,? and |, ?| to )",
            number!(),
            r")*) of [Tt]itle (?P<title>\d{1,2})"
        ),
        build: |m| {
            let sections = provisions::parse(m.words, m.get("sections")?);
            let parts = sections.into_iter().flat_map(|section| {
                let Cited { unit, number, to, sub } = section;
                std::iter::once(SubProvision { unit, number, to }).chain(sub)
            });
            let title = Cited {
                unit: "title".to_owned(),
                number: m.get("title")?.to_owned(),
                to: None,
                sub: parts.collect(),
            };
            Some(vec![m.whole(Expr::Provisions(vec![title], None))])
        },
    },
    Rule {
        name: "law/en/usc",
        description: "a title and section of a numbered code",
        examples: &["18 U.S.C. § 1030(a)(2)"],
        anchors: &[Law],
        pattern: concat!(
            r"(?<span>\d+ )^(?<code>{law_usc})(?: ?§§?| [Ss]ections?| [Ss]ecs?\.)? ?(?P<n>",
            code_number!(),
            ")"
        ),
        build: |m| {
            let row = Name {
                kind: Some(
                    if m.text[m.span().range()].contains('F') { "us/cfr" } else { "us/usc" }
                        .to_owned(),
                ),
                ..Name::default()
            };
            let number = m.get("n")?;
            let mut list = provisions::parse(m.words, &format!("§ {number}"));
            if number.contains(")-") {
                // "1.501(c)(3)-1" is one number.
                let unit = "section".to_owned();
                list = vec![Cited { unit, number: number.to_owned(), to: None, sub: Vec::new() }];
            }
            let (title, place) = (m.span_of("code")?, m.span_of("n")?);
            let from = title.end + m.text[title.end..place.start].len()
                - m.text[title.end..place.start].trim_start().len();
            let name = m.at(Span::new(m.span().start, title.end), Expr::Name(row));
            Some(vec![name, m.at(Span::new(from, place.end), Expr::Provisions(list, None))])
        },
    },
    Rule {
        name: "law/en/title",
        description: "a law by its title",
        examples: &["Gold Reserve Act of 1934"],
        anchors: &[Law],
        pattern: r"^(?P<head>Acts?|Treaty|Protocol|Convention|Charter|Covenant|Code|Laws?|Ordinance|Statute|Rules|Regulations)(?: \([A-Z][a-z][^()]{2,40}\))?(?: of \d{4}|,? \d{4})?",
        build: title,
    },
    Rule {
        name: "law/en/of",
        description: "a law by the words behind its head noun",
        examples: &["Law on Civil Servants"],
        anchors: &[Law],
        pattern: concat!(
            r"(?:(?<span>(?:(?:International|European|United Nations|UN|Inter-American|American|Framework|Comprehensive|Universal|Single|Optional) )+))?^(?:(?:Treaty|Convention|Protocol|Covenant|Articles|Declaration|Charter) (?:of|on|for|against|to|relating to|concerning|Concerning|Relating to)|(?:Law|Act|Code|Decree|Ordinance) (?:on|for|against|concerning)|Code of) (?:the )?",
            word!(),
            r"(?:(?: (?:of|and|the|for|to|on|in|against|from|by|their))* ",
            word!(),
            r")*(?: of \d{4}|,? \d{4})?"
        ),
        build: |m| {
            let text = m.text[m.span().range()].to_lowercase();
            // The codes that every country has are read with their country by the rule below.
            let code =
                m.words.lexicon.forms(Class::LawKind).any(|(kind, _)| text.starts_with(kind));
            if code { None } else { named(m, Name::default()) }
        },
    },
    Rule {
        name: "law/en/code",
        description: "a code or constitution, with or without its country",
        examples: &["the Russian Criminal Code", "Code on Administrative Offences of Kazakhstan"],
        anchors: &[Law],
        pattern: r"(?:(?<span>{law_land}(?:'s)? ))?^(?P<kind>{law_kind})(?: (?:of|in) (?P<of>{law_of}))?",
        build: |m| code(m, &CODES),
    },
    Rule {
        name: "law/en/short",
        description: "an abbreviated code",
        examples: &["Section 420 IPC", "Cr.P.C."],
        anchors: &[Law],
        pattern: r"^(?P<short>{law_short})",
        build: |m| code(m, &CODES),
    },
    Rule {
        name: "law/en/numbered",
        description: "a law by its number",
        examples: &["Executive Order 13582", "Resolution 1973"],
        anchors: &[Law],
        pattern: r"(?:(?<span>Executive |UN |U\.N\. |(?:UN |U\.N\. )?Security Council |(?:UN |U\.N\. )?General Assembly ))?^(?:Order(?: No\.)? \d{4,5}|[Rr]esolutions? \d{2,4}(?: \(\d{4}\))?|Act No\. ?\d+ of \d{4})",
        build: |m| {
            let text = &m.text[m.span().range()];
            let bare = text.starts_with("Order");
            // "new year resolution 2021"
            let year = ["resolution 19", "resolution 20"].iter().any(|head| text.starts_with(head))
                && text.len() == 15;
            if bare || year { None } else { named(m, Name::default()) }
        },
    },
    Rule {
        name: "law/en/public-law",
        description: "a law of the United States by the number of its Congress and its own",
        examples: &["Public Law 104-191", "The board quotes Pub. L. No. 111-203."],
        anchors: &[Law],
        pattern: r"(?:(?<span>Public ))?^(?P<head>Law|Pub\. ?L\.|P\. ?L\.)(?: Nos?\.?)? ?(?P<number>\d{2,3}-\d{1,3})",
        build: |m| {
            let span = &m.text[m.span().range()];
            if span.starts_with("Law") {
                return None;
            }
            let number = m.get("number").map(str::to_owned);
            let id = number.as_ref().map(|number| format!("us/pl/{number}"));
            named(m, Name { id, number, ..Name::default() })
        },
    },
    Rule {
        name: "law/en/chapter",
        description: "a chapter of the US Bankruptcy Code by its number alone",
        examples: &["The airline filed for Chapter 11 to hold off its creditors."],
        anchors: &[Law],
        pattern: r"^(?P<chapter>{law_chapter})",
        build: chapter,
    },
    Rule {
        name: "law/en/eu-act",
        description: "an act of the European Union by its number",
        examples: &["Directive 2012/34/EU", "Regulation (EU) 2016/679"],
        anchors: &[Law],
        pattern: r"(?:(?<span>(?:(?:Council|Commission|EU|EC|Framework|Implementing|Delegated) )+))?^(?P<act>[Dd]irective|[Rr]egulation|Decision)(?: ?(?P<of>\((?:EU|EC|EEC|Euratom|EU, Euratom)\)))?(?: ?(?P<no>No\.?|no\.?|Nr\.?))? ?(?P<a>\d{1,4})/(?P<b>\d{1,4})(?P<by>/(?:EU|EC|EEC|JHA|CFSP|Euratom)| (?:EU|EC|EEC)(?-u:\b))?",
        build: |m| {
            eu_act(
                m,
                match m.get("act")? {
                    "Directive" | "directive" => 'L',
                    "Decision" if m.has("of") || m.has("by") || m.span().start < m.base => 'D',
                    // Courts and clubs decide every day.
                    "Decision" => return None,
                    _ => 'R',
                },
            )
        },
    },
    Rule {
        name: "law/en/amendment",
        description: "an amendment of a constitution",
        examples: &["Sixth Amendment", "14th Amendment"],
        anchors: &[Law],
        pattern: r"(?<span>(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth|\d+(?:st|nd|rd|th)) )^Amendments?",
        build: |m| named(m, Name { kind: Some("us/const".to_owned()), ..Name::default() }),
    },
];
