//! German citations.

use super::chapters::chapter;
use super::expr::{CodeNames, Expr, Name, cited_in, code, eu_act, named, split_offences_code};
use crate::gazetteer::Class;
use crate::gazetteer::morphology::de::endings::is_abstract_noun;
use crate::kinds::anchors::Anchor::{Law, Provision};
use crate::kinds::rule::{Findings, Match, Rule};
use crate::model::Span;

/// A number with the parts behind it: "129a Abs. 1 Satz 2 Nr. 3 Buchst. b", "17 ff.", "6 Absatz 1".
macro_rules! number {
    () => {
        concat!(
            r"\d+(?:[.-]\d+)*(?:[a-z]? [a-ceghjk](?-u:\b)|[a-z]{0,2})(?: [IVX]+(?-u:\b)(?: \d(?-u:\b))?(?:, ?[IVX]+(?-u:\b)(?: \d(?-u:\b))?)*)?(?:,? ?",
            part!(),
            r"| ?\(\d+[a-z]?\)| {provision_ff}(?-u:\b)\.?)*"
        )
    };
}

/// "Abs. 1", "Satz 1 und 2", "Halbs. 2".
macro_rules! part {
    () => {
        r"(?:(?:\d\. )?{provision_inner}(?-u:\b)\.? ?(?:\d+[a-z]?(?: [a-ceghjk])?(?-u:\b)|[a-z]{1,2}(?-u:\b)|[IVX]+(?-u:\b))\)?(?: ?[-–] ?\d+|(?:,| und| bis| oder) (?:\d+[a-z]?|[a-z])(?-u:\b))*|\d\. (?:Halbsatz|Halbs\.|HS|Hs\.|Alt\.|Alternative|Var\.))"
    };
}

/// What an abbreviation of a law looks like behind a provision: StGB, SGB V, AufenthG, FreizügG/EU,
/// EGBGB, DVO.EKD, LVO SH, VO 1990; a collective agreement by its field: "MTV Metall 2014".
macro_rules! abbreviation {
    () => {
        concat!(
            r"(?:SGB [IVX]+|{law_agreement}(?: [A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]+){1,3}(?: (?:19|20)\d\d)?|",
            r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]*[A-ZÄÖÜ](?:/EU|[a-z]|\.[A-ZÄÖÜ]{2,}[a-z]?)?(?: (?:{law_scope}|[IVX]+))?(?: (?:19|20)\d\d)?(?: [an]F| [an]\.F\.)?)"
        )
    };
}

/// How long an abbreviation may be, in bytes, without the words of an agreement's field.
const SHORT: usize = 24;

/// An abbreviation that no table knows.
fn abbreviation(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let text = &m.text[span.range()];
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let roman = text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let between = &m.text[m.base..span.start];
    if upper < 2
        || roman
        || m.words.is(Class::NoLawShort, text)
        // "§ 11 Rn. 5" of a commentary.
        || between.split(' ').any(|word| m.words.is(Class::LawMargin, word))
    {
        return None;
    }
    let text = &text[..agreement(m, text).unwrap_or(text.len())];
    if text.len() > SHORT && !text.contains(' ') {
        return None;
    }
    let name = Name { title: Some(text.to_owned()), weak: true, ..Name::default() };
    Some(vec![m.at(Span::new(span.start, span.start + text.len()), Expr::Name(name))])
}

/// Where the name of a collective agreement ends, if it is one: a field, then acronyms, scopes and
/// a year. "MTV Metall Ansprüche" ends behind its field.
fn agreement(m: &Match<'_, '_>, text: &str) -> Option<usize> {
    let (kind, rest) = text.split_once(' ')?;
    if !m.words.is(Class::LawAgreement, kind) {
        return None;
    }
    let mut end = kind.len();
    for (at, word) in rest.split(' ').enumerate() {
        let many = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        let year = word.bytes().all(|b| b.is_ascii_digit());
        let field = at == 0 && !m.words.is(Class::CommonNoun, word) && !is_abstract_noun(word);
        if m.words.is(Class::NoLawShort, word)
            || !(many || year || field || m.words.is(Class::LawScope, word))
        {
            break;
        }
        end += " ".len() + word.len();
    }
    Some(end)
}

/// How German names codes.
const CODES: CodeNames =
    CodeNames { constitution_alone: false, constitution_described: false, nested: false };

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "law/de/provisions",
        description: "the provisions of a law: articles, sections, paragraphs",
        examples: &["Nach Art. 5 Abs. 1 GG ist das erlaubt."],
        anchors: &[Provision],
        pattern: concat!(
            r"^(?:{provision_outer}|§§?) ?",
            number!(),
            r"(?:(?:,| und| oder| bis| sowie| ?[-–]|,? in Verbindung mit|,? i\. ?V\. ?m\.|,? iVm|,? i\.V\.m|,? ggf\. i\.V\.m\.) ?(?:(?:{provision_outer}|§§?) ?)?",
            number!(),
            r"|(?:,| und|,? in Verbindung mit|,? i\. ?V\. ?m\.|,? iVm) ",
            part!(),
            r")*"
        ),
        build: |m| {
            // "§ 5 a. F.": the letter is that of an older wording.
            let span = m.span();
            let old = m.text[span.range()].ends_with(" a") && m.tail().starts_with('.');
            cited_in(m, Span::new(span.start, span.end - if old { " a".len() } else { 0 }))
        },
    },
    Rule {
        name: "law/de/abbreviation",
        description: "an abbreviation that no table knows, behind a provision",
        examples: &["Das folgt aus § 7 Abs. 2 TaubFG."],
        anchors: &[Provision],
        pattern: concat!(
            r"^(?:{provision_outer}|§§?) ?",
            number!(),
            r"[^.;()§]{0,60}? (?P<span>",
            abbreviation!(),
            ")"
        ),
        build: abbreviation,
    },
    Rule {
        name: "law/de/compound",
        description: "a law in one compound word",
        examples: &["PHC-Gesetz"],
        anchors: &[Law],
        pattern: concat!(
            r"(?:(?<span>(?:(?:[A-ZÄÖÜ][a-zäöüß]+isch|Allgemein)(?:e|en|er|es|em) |{law_region} )?(?:[A-ZÄÖÜ][a-zäöüß]+- und )?))?^(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöüß0-9-]*(?:gesetzbuch(?:e?s)?|gesetz(?:es)?|-Gesetz(?:es)?|verordnung|-Verordnung|(?:prozess|prozeß|gerichts|abgaben|bau|gewerbe|handwerks|gebühren|insolvenz|gemeinde|anwalts|verkehrs|zulassungs|haushalts|versicherungs|kommunal|vergabe|markt|polizei|approbations|konkurs|schieds)ordnung|konvention|-Protokolls?)",
            r"(?: \d{4})?|EU-[A-ZÄÖÜ][A-Za-zäöüß-]+richtlinie)"
        ),
        build: |m| {
            let text = &m.text[m.span().range()];
            let word = m.text[m.base..m.span().end].split(' ').next().unwrap_or(text);
            // "Einzelgesetz", "Naturgesetz", a plain "Gesetz"; and a plain "Verordnung" behind a
            // hyphen of its own.
            if m.words.is(Class::NoLaw, word) || word.len() < 9 {
                return None;
            }
            named(m, Name { title: Some(text.to_owned()), ..Name::default() })
        },
    },
    Rule {
        name: "law/de/gesetz-zu",
        description: "a law by the words behind \"Gesetz\"",
        examples: &["Gesetz zum Schutz von Frauen", "Gesetzes zur Änderung des …"],
        anchors: &[Law],
        pattern: concat!(
            r"^(?:Gesetz(?:es)?|Übereinkommen|Übereinkommens) (?:zum|zur|gegen|über|für)(?: (?:den|die|das|der|dem|des|eine[rsnm]?))?(?: [a-zäöüß]+(?:en|er|es|e|em|ten))? [A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]+",
            r"(?: (?:(?:und )?(?:von|vor|der|des|in|im|bei|zur|zum|eines|einer)|und|über)(?: (?:der|des|den|dem|die|das|eines|einer))?(?: (?:[a-zäöüß]+(?:en|er|es|e|em))){0,2} [A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]+| [a-zäöüß]+er [A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]+(?:en|er|s)(?-u:\b)){0,6}(?: vom \d{1,2}\. [A-ZÄÖÜ][a-zäöüß]+ \d{4})?"
        ),
        build: |m| {
            named(m, Name { title: Some(m.text[m.span().range()].to_owned()), ..Name::default() })
        },
    },
    Rule {
        name: "law/de/code",
        description: "a code or constitution, with or without its country",
        examples: &[
            "des russischen Strafgesetzbuchs",
            "Verfassung der Türkei",
            "Verfassung Polens",
        ],
        anchors: &[Law],
        pattern: r"(?:(?<span>{law_land} ))?^(?P<kind>{law_kind})(?: (?:(?:der|des|von) )?(?P<of>{law_of}))?",
        build: |m| code(m, &CODES),
    },
    Rule {
        name: "law/de/code-split",
        description: "a code with its country inside its name",
        examples: &["Das Gesetzbuch der Republik Kasachstan über Ordnungswidrigkeiten gilt."],
        anchors: &[Law],
        pattern: r"^Gesetzbuch(?:e?s)? (?:der|des|von) (?P<of>{law_of}) über Ordnungswidrigkeiten",
        build: split_offences_code,
    },
    Rule {
        name: "law/de/chapter",
        description: "a chapter of the US Bankruptcy Code by its number",
        examples: &["Die Kette beantragte Gläubigerschutz nach Chapter 11."],
        anchors: &[Law],
        pattern: r"^(?P<chapter>{law_chapter})(?: des (?P<code>(?:US-|(?:US-)?amerikanischen )(?:Insolvenz|Konkurs|Bankrott)(?:recht|gesetz|ordnung)(?:e?s)?))?",
        build: chapter,
    },
    Rule {
        name: "law/de/eu-act",
        description: "an act of the European Union by its number",
        examples: &["Richtlinie 2008/94/EG", "Verordnung (EU) 2016/679", "VO (EG) Nr. 2419/2001"],
        anchors: &[Law],
        pattern: r"(?:(?<span>EU-|EG-|Delegierten? ))?^(?P<act>(?:[A-ZÄÖÜ][a-zäöüß]+)?(?:[Rr]ichtlinie|[Vv]erordnung|[Bb]eschluss)|VO|RL)(?: des Rates)?(?: ?(?P<of>[(<](?:EU|EG|EWG|Euratom|EU, Euratom)[)>]))?(?: ?(?P<no>Nr\.?))? (?P<a>\d{1,4})/(?P<b>\d{1,4})(?P<by>/(?:EU|EG|EWG|JI|GASP|Euratom)| (?:EU|EG|EWG)(?-u:\b))?",
        build: |m| {
            let act = m.get("act")?.to_lowercase();
            if act.ends_with("beschluss") {
                // Councils and clubs decide every day.
                let of_union = m.has("of") || m.has("by") || m.span().start < m.base;
                return if of_union { eu_act(m, 'D') } else { None };
            }
            let directive = act.ends_with("richtlinie") || act == "rl";
            eu_act(m, if directive { 'L' } else { 'R' })
        },
    },
];
