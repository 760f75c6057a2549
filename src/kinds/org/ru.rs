//! Russian names of organisations.

use super::{Expr, described, headed};
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, Span};
use crate::text::Anchor;

/// A word of a complement: genitive or dative by its ending, or a capitalised word.
macro_rules! complement {
    () => {
        r"(?:[\p{Ll}-]+(?:ого|его|ой|ей|ых|их|ым|им|ов|ев|ам|ям|ия|ии|ия|ства|ств|ия|ний|ции|ций|ек|ок|дел|прав|сил|лиц|пыток|жертв|связи|веры|дома|быта|суда|труда|спорта|печати|юстиции|обороны|науки|культуры|области|края|района|города|округа|республики|человека|россии|туризма|рынка|бизнеса)|\p{Lu}[\p{L}\d-]+)"
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    // Фонд «Общественный вердикт», Общественное объединение «Достоинство»
    Rule {
        name: "org/ru/head-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"(?:\p{Lu}[\p{L}-]+(?:ый|ий|ой|ое|ая|ого|его|ому|ому|ым|им|ом|ую) )?(?:[\p{Lu}\p{Ll}][\p{L}-]+(?:ый|ий|ой|ое|ая|ого|его|ому|ым|им|ом|ую|ей) ){0,2}(?P<head>{org-head}) (?:«(?P<name>[^«»]{2,90}(?:«[^«»]*»)?)»|"(?P<name2>[^"]{2,90})")"#,
        build: head_quoted,
    },
    // ООО «Ромашка», АО «КазМунайГаз»
    Rule {
        name: "org/ru/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r#"(?P<head>{legal-pre}) (?:«[^«»]{2,80}(?:«[^«»]*»)?»|"[^"]{2,80}")"#,
        build: |m| headed(m, "legal-pre", Confidence::Certain),
    },
    // компания «Газпром», газета «Известия»: the name without its descriptor
    Rule {
        name: "org/ru/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"(?P<head>{org-descriptor}) (?:– |- )?[«"](?P<name>[^«»"]{2,60})[»"]"#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // компания Apple, НПО Еркіндік Қанаты
    Rule {
        name: "org/ru/described-name",
        anchors: &[Anchor::OrgHead],
        pattern: r"(?P<head>{org-descriptor}) (?P<name>[A-Z][\p{L}\d&.-]+(?: [A-Z][\p{L}\d&.-]+){0,3})",
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // МИД РФ, МВД Украины; МИД alone
    Rule {
        name: "org/ru/state-body",
        anchors: &[Anchor::OrgHead],
        pattern: r"(?P<head>{org-state})(?: (?:{country}))?",
        build: |m| headed(m, "org-state", Confidence::Strong),
    },
    // правительство России, полиция Алматы; парламент alone
    Rule {
        name: "org/ru/lower-case-body",
        anchors: &[Anchor::OrgHead],
        pattern: r"(?P<head>{org-lower})(?: (?:{country}|\p{Lu}\p{Ll}+(?:а|ы|и|я|ии|ой|ского|ской)(?: (?:области|края|района))?))?",
        build: lower_case,
    },
    // Министерство иностранных дел РК, Комитет по мониторингу уголовной реформы и правам человека, Верховный суд РФ
    Rule {
        name: "org/ru/head-noun",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"(?:\p{Lu}[\p{L}-]+(?:ый|ий|ой|ое|ая|ого|его|ому|ему|ым|им|ом|ем|ую|ей|ая) (?:и )?){0,3}(?:[\p{L}-]+(?:ый|ий|ое|ая|ого|ому|ым|им|ом|ую|ой) ){0,2}(?P<head>{org-head})",
            r"(?P<of>(?: (?:(?:по|за|против|и|в|на|при|для) )?", complement!(), r"){0,7})",
        ),
        build: head_noun,
    },
    // Норвежский Хельсинкский комитет: capitalised adjectives before a head
    Rule {
        name: "org/ru/adjective-head",
        anchors: &[Anchor::OrgHead],
        pattern: r"(?:\p{Lu}[\p{L}-]+(?:ый|ий|ой|ое|ая|ого|его|ому|ему|ым|им|ом|ем|ую|ей) ){1,3}(?P<head>{org-head})",
        build: |m| headed(m, "org-head", Confidence::Medium),
    },
];

/// With a capital the type word belongs to the name (Фонд «…»), in lower case it describes it (фонд «…»).
fn head_quoted(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let whole = m.span();
    let Some(name) = m.span_of("name").or_else(|| m.span_of("name2")) else { return Vec::new() };
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-head", h));
    let expr = Expr { kind, confidence: Confidence::Strong, entry: None };
    if !m.text[name.range()].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return Vec::new();
    }
    match m.text[whole.range()].find(|c: char| c.is_uppercase()).filter(|&i| whole.start + i < name.start) {
        Some(first) => vec![m.at(Span::new(whole.start + first, whole.end), expr)],
        None => vec![m.at(name, expr)],
    }
}

/// The plural of a lower-case body stands for many ("парламенты"), and so does one after a number.
fn lower_case(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let text = m.get("head").unwrap_or_default();
    if text.chars().all(char::is_uppercase) && text.chars().count() > 1 {
        return Vec::new();
    }
    headed(m, "org-lower", Confidence::Medium)
}

/// A head with a complement is a name if it is capitalised, or if it is a body that only the state has.
fn head_noun(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let (span, Some(head), of) = (m.span(), m.span_of("head"), m.get("of").unwrap_or_default()) else { return Vec::new() };
    let word = &m.text[head.range()];
    let kind = super::kind_of(m, "org-head", word);
    let before = &m.text[span.start..head.start];
    let lower = word.to_lowercase();
    let state = ["министерств", "прокуратур", "генпрокуратур", "администраци", "мэри", "посольств", "департамент", "управлени"].iter().any(|s| lower.starts_with(s));
    let court = lower.starts_with("суд");
    // The name begins at its first capital; adjectives in lower case before a state body belong to it (районный суд).
    let start = match m.text[span.start..head.end].find(char::is_uppercase) {
        Some(i) => span.start + i,
        None if state && !of.is_empty() => head.start,
        None if court && !before.is_empty() && (before.contains("районн") || before.contains("городск") || before.contains("областн") || before.contains("верховн")) => span.start,
        None => return Vec::new(),
    };
    let proper = of.split(' ').any(|w| w.starts_with(char::is_uppercase));
    if start == head.start && of.is_empty() {
        return Vec::new();
    }
    // "Компания России": a lone capitalised head at the start of a sentence with a lower-case complement says nothing.
    if start == head.start && !proper && crate::text::tokens::opens_sentence(m.text, start) && !state {
        return Vec::new();
    }
    let expr = Expr { kind, confidence: Confidence::Medium, entry: None };
    vec![m.at(Span::new(start, span.end), expr)]
}
