//! Russian names of organisations.

use super::{Expr, described, headed};
use crate::gazetteer::Anchor;
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, Span};

pub(super) const RULES: &[Rule<Expr>] = &[
    // Фонд «Общественный вердикт», Общественное объединение «Достоинство»
    Rule {
        name: "org/ru/head-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org-head}) (?:«(?P<name>[^«»]{2,90}(?:«[^«»]*»)?)»|"(?P<name2>[^"]{2,90})")"#,
        build: head_quoted,
    },
    // ООО «Ромашка», АО «КазМунайГаз»
    Rule {
        name: "org/ru/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r#"^(?P<head>{legal-pre}) (?:«[^«»]{2,80}(?:«[^«»]*»)?»|"[^"]{2,80}")"#,
        build: |m| headed(m, "legal-pre", Confidence::Certain),
    },
    // компания «Газпром», газета «Известия»: the name without its descriptor
    Rule {
        name: "org/ru/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org-descriptor}):? (?:– |- )?[«"](?P<name>[^«»"]{2,60})[»"]"#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // компания Apple, НПО Еркіндік Қанаты
    Rule {
        name: "org/ru/described-name",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org-descriptor}) (?:– |- )?(?P<name>[A-Z][\p{L}\d&.-]+(?: [A-Z][\p{L}\d&.-]+){0,3})",
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // МИД РФ, МВД Украины; МИД alone
    Rule {
        name: "org/ru/state-body",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org-state})(?: (?:{country}))?",
        build: |m| headed(m, "org-state", Confidence::Strong),
    },
    // правительство России, полиция Алматы; парламент alone
    Rule {
        name: "org/ru/lower-case-body",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org-lower})(?: (?:{country}|\p{Lu}\p{Ll}+(?:а|ы|и|я|ии|ой|ского|ской)(?: (?:области|края|района))?))?",
        build: lower_case,
    },
    // Министерство иностранных дел РК, Комитет по мониторингу уголовной реформы, Верховный суд РФ, Норвежский Хельсинкский комитет
    Rule {
        name: "org/ru/head-noun",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org-head})(?P<of>(?: [\p{L}\d-]+){0,9})",
        build: head_noun,
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
    let start = adjectives_before(m.text, whole.start);
    match m.text[start..name.start].find(char::is_uppercase) {
        Some(first) => vec![m.at(Span::new(start + first, whole.end), expr)],
        None => vec![m.at(name, expr)],
    }
}

/// Where the adjectives before a head begin: at most five, told by their endings, "и" between two.
fn adjectives_before(text: &str, at: usize) -> usize {
    const ENDINGS: [&str; 16] =
        ["ый", "ий", "ой", "ое", "ее", "ая", "яя", "ого", "его", "ому", "ему", "ым", "им", "ом", "ую", "ей"];
    let adjective = |word: &str| word.chars().count() > 4 && ENDINGS.iter().any(|e| word.ends_with(e));
    let mut start = at;
    for _ in 0..5 {
        let Some((word, from)) = super::before_space(text, start).and_then(|end| super::word_ending(text, end)) else {
            break;
        };
        if adjective(word) {
            start = from;
            continue;
        }
        match super::before_space(text, from).and_then(|end| super::word_ending(text, end)) {
            Some((second, from)) if word == "и" && adjective(second) && start < at => start = from,
            _ => break,
        }
    }
    start
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
    let Some(head) = m.span_of("head") else { return Vec::new() };
    let of = complement(m.get("of").unwrap_or_default());
    let span: Span<crate::model::Normal> = Span::new(adjectives_before(m.text, head.start), head.end + of.len());
    let word = &m.text[head.range()];
    let kind = super::kind_of(m, "org-head", word);
    let before = &m.text[span.start..head.start];
    let lower = word.to_lowercase();
    let state =
        ["министерств", "прокуратур", "генпрокуратур", "администраци", "мэри", "посольств", "департамент", "управлени"]
            .iter()
            .any(|s| lower.starts_with(s));
    let court = lower.starts_with("суд");
    // The name begins at its first capital; adjectives in lower case before a state body belong to it (районный суд).
    let start = match m.text[span.start..head.end].find(char::is_uppercase) {
        Some(i) => span.start + i,
        None if state && !of.is_empty() => head.start,
        None if court
            && !before.is_empty()
            && (before.contains("районн")
                || before.contains("городск")
                || before.contains("областн")
                || before.contains("верховн")) =>
        {
            span.start
        }
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

/// The words after a head that belong to its name: a genitive or dative chain, or a place. Case endings tell, verbs stop it.
fn complement(of: &str) -> &str {
    const CASES: [&str; 35] = [
        "ого",
        "его",
        "ому",
        "ему",
        "ой",
        "ей",
        "ых",
        "их",
        "ым",
        "им",
        "ов",
        "ев",
        "ам",
        "ям",
        "ия",
        "ии",
        "ию",
        "ий",
        "ости",
        "ства",
        "ству",
        "ств",
        "ек",
        "ок",
        "дел",
        "сил",
        "лиц",
        "прав",
        "жертв",
        "ью",
        "а",
        "я",
        "ы",
        "и",
        "у",
    ];
    const VERBS: [&str; 18] =
        ["ла", "ло", "ли", "ал", "ил", "ел", "ул", "ся", "сь", "ть", "ет", "ит", "ют", "ут", "ят", "ена", "ены", "ено"];
    const LINKS: [&str; 5] = ["по", "за", "против", "и", "для"];
    let mut end = 0;
    let mut at = 0;
    let mut link: Option<&str> = None;
    for word in of.split_inclusive(' ').skip(1) {
        let start = 1 + at;
        at += word.len();
        let word = word.trim_end();
        if LINKS.contains(&word) {
            if link.is_some() {
                break;
            }
            link = Some(word);
            continue;
        }
        let capital = word.starts_with(char::is_uppercase);
        let letters = word.chars().count();
        // "статья 13" after a name begins a citation.
        let verb = letters > 4 && (VERBS.iter().any(|e| word.ends_with(e)) || word.starts_with("стать"));
        let cased = letters > 2 && !verb && CASES.iter().any(|e| word.ends_with(e));
        if !capital && !cased {
            break;
        }
        end = start + word.len();
        link = None;
        if capital && word.chars().count() > 1 && word.chars().all(char::is_uppercase) {
            break;
        }
    }
    &of[..end]
}

#[cfg(test)]
mod tests {
    use super::complement;

    #[test]
    fn complements() {
        assert_eq!(complement(" иностранных дел РК директор"), " иностранных дел РК");
        assert_eq!(
            complement(" по мониторингу уголовной реформы и правам человека в Павлодаре"),
            " по мониторингу уголовной реформы и правам человека"
        );
        assert_eq!(complement(" обвинил власти"), "");
        assert_eq!(complement(" прав человека и сообщил"), " прав человека");
    }
}
