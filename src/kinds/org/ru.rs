//! Russian names of organisations.

use super::{Expr, described, headed};
use crate::gazetteer::Class;
use crate::kinds::anchors::Anchor;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::{Finding, Findings, Match, Rule};
use crate::model::{Confidence, Span};

pub(super) const RULES: &[Rule<Expr>] = &[
    // Фонд «Общественный вердикт», Общественное объединение «Достоинство»
    Rule {
        name: "org/ru/head-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_head}) (?:«(?P<name>[^«»]{2,90}(?:«[^«»]*»)?)»|"(?P<name2>[^"]{2,90})")"#,
        build: head_quoted,
    },
    // ООО «Ромашка», АО «КазМунайГаз»
    Rule {
        name: "org/ru/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r#"^(?P<head>{legal_pre}) (?:«[^«»]{2,80}(?:«[^«»]*»)?»|"[^"]{2,80}")"#,
        build: |m| headed(m, Class::LegalPre, Confidence::Certain),
    },
    // компания «Газпром», газета «Известия»: the name without its descriptor
    Rule {
        name: "org/ru/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}):? (?:– |- )?[«"](?P<name>[^«»"]{2,60})[»"]"#,
        build: |m| described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    // гендиректор «Уралпласта», акции «Волны», сообщает «Тихий берег»
    Rule {
        name: "org/ru/cued-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_cue}) [«"](?P<name>\p{Lu}[^«»" ]{1,30}(?: [^«»" ]{1,30})?)[»"]"#,
        build: |m| described(m, Class::OrgCue, Confidence::Medium),
    },
    // компания Apple, НПО Еркіндік Қанаты
    Rule {
        name: "org/ru/described-name",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_descriptor}) (?:– |- )?(?P<name>[A-Z][\p{L}\d&.-]*[\p{L}\d](?: [A-Z&][\p{L}\d&.-]*[\p{L}\d]){0,3})",
        build: |m| described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    // МИД РФ, МВД Украины; МИД alone
    Rule {
        name: "org/ru/state-body",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_state})(?: (?:{country}))?",
        build: |m| headed(m, Class::OrgState, Confidence::Strong),
    },
    // правительство России, полиция Алматы; парламент alone
    Rule {
        name: "org/ru/lower-case-body",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_lower})(?: (?:{country}|\p{Lu}\p{Ll}+(?:а|ы|и|я|ии|ой|ского|ской)(?: (?:области|края|района))?))?",
        build: lower_case,
    },
    // сборная Португалии, вооружённых сил Украины, кабинет министров Латвии
    Rule {
        name: "org/ru/lower-case-body-of",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_lower_of}) (?:{country})",
        build: |m| headed(m, Class::OrgLowerOf, Confidence::Medium),
    },
    // Министерство иностранных дел РК, Комитет по мониторингу уголовной реформы, Верховный суд РФ, Норвежский Хельсинкский комитет
    Rule {
        name: "org/ru/head-noun",
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_head})(?P<of>(?: [\p{L}\d-]+){0,9})",
        build: head_noun,
    },
];

/// With a capital the type word belongs to the name (Фонд «…»), in lower case it describes it (фонд «…»).
fn head_quoted(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let whole = m.span();
    let name = m.span_of("name").or_else(|| m.span_of("name2"))?;
    let kind = m.get("head").and_then(|h| super::kind_of(m, Class::OrgHead, h));
    let expr = Expr { kind, confidence: Confidence::Strong, entry: None };
    if !m.text[name.range()].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    let start = adjectives_before(m.text, whole.start);
    // «Телеканал „Волна“» at the start of a sentence is a capital of the sentence's.
    let described = m.get("head").filter(|_| start == whole.start).and_then(|h| m.words.value(Class::OrgDescriptor, h));
    if matches!(described, Some("company" | "media" | "team" | "party"))
        && crate::text::boundary::opens_sentence(m.text, start)
    {
        return Some(vec![m.at(name, expr)]);
    }
    match m.text[start..name.start].find(char::is_uppercase) {
        Some(first) => Some(vec![m.at(Span::new(start + first, whole.end), expr)]),
        None => Some(vec![m.at(name, expr)]),
    }
}

/// Where the adjectives before a head begin: at most five, told by their endings, "и" between two.
fn adjectives_before(text: &str, at: usize) -> usize {
    const ENDINGS: [&str; 16] =
        ["ый", "ий", "ой", "ое", "ее", "ая", "яя", "ого", "его", "ому", "ему", "ым", "им", "ом", "ую", "ей"];
    // Nouns in the instrumental and gerunds end like adjectives: "директором", "создавая".
    const OTHERS: [&str; 9] = ["ором", "ером", "иком", "ентом", "истом", "вая", "телем", "ием", "еем"];
    let adjective = |word: &str| {
        word.chars().count() > 4
            && ENDINGS.iter().any(|e| word.ends_with(e))
            && !OTHERS.iter().any(|e| word.ends_with(e))
    };
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
fn lower_case(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let text = m.get("head").unwrap_or_default();
    if text.chars().all(char::is_uppercase) && text.chars().count() > 1 {
        return None;
    }
    let mut found = headed(m, Class::OrgLower, Confidence::Medium)?;
    // "украинского правительства": whose it is, belongs to the name; the name without it stands inside.
    let start = owner_before(m, m.span().start);
    let inner: Vec<_> =
        m.span_of("head").filter(|head| head.end < m.span().end || start < head.start).into_iter().collect();
    for f in &mut found {
        f.span.start = start;
    }
    let nested: Vec<_> = found
        .iter()
        .flat_map(|f| inner.iter().map(|head| Finding { span: *head, nested: true, ..f.clone() }))
        .collect();
    found.extend(nested);
    Some(found)
}

/// Where the adjective before a lower-case body begins, if it says whose body it is: of a nation, a region, the army.
fn owner_before(m: &Match<'_, '_>, at: usize) -> usize {
    match super::before_space(m.text, at).and_then(|end| super::word_ending(m.text, end)) {
        Some((word, from))
            if word.ends_with(char::is_lowercase)
                && m.words.is_any(&[Class::Nationality, Class::OrgAdjective], word) =>
        {
            from
        }
        _ => at,
    }
}

/// A head with a complement is a name if it is capitalised, or if it is a body that only the state has.
fn head_noun(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let head = m.span_of("head")?;
    let of = complement(m.get("of").unwrap_or_default(), m.words);
    let mut span: Span<crate::model::Normal> = Span::new(adjectives_before(m.text, head.start), head.end + of.len());
    span.end = named_after(m.text, span.end);
    let of = &m.text[head.end..span.end];
    let word = &m.text[head.range()];
    let kind = super::kind_of(m, Class::OrgHead, word);
    let expr = Expr { kind, confidence: Confidence::Medium, entry: None };
    let before = &m.text[span.start..head.start];
    let lower = word.to_lowercase();
    let state = m.words.is(Class::OrgHeadState, word);
    let court = lower.starts_with("суд");
    // The name begins at its first capital; adjectives in lower case before a state body belong to it (районный суд).
    let start = match m.text[span.start..head.end].find(char::is_uppercase) {
        Some(i) => span.start + i,
        // "управление компанией", "посольства в Европе": running something, or many of them.
        None if state && (managed(word, of) || ["ах", "ами", "ций"].iter().any(|e| word.ends_with(e))) => {
            return None;
        }
        None if state && !of.is_empty() => owner_before(m, head.start),
        None if court && before.split(' ').any(|w| m.words.is(Class::CourtAdjective, w)) => span.start,
        None => return None,
    };
    let proper = of.split(' ').any(|w| w.starts_with(char::is_uppercase));
    // "Крупнейший оператор" tells of a body and does not name it.
    let first = m.text[start..head.end].split(' ').next().unwrap_or_default();
    if start < head.start && m.words.is(Class::OrgNotFirst, first) {
        return None;
    }
    if start == head.start && of.is_empty() || m.words.is(Class::Country, &m.text[start..head.end]) {
        return None;
    }
    let opens = crate::text::boundary::opens_sentence(m.text, start);
    // "Корпорация Bluewater": at the start of a sentence a capital does not make the descriptor a part of the name.
    let latin = of.strip_prefix(' ').filter(|of| of.is_ascii() && !of.is_empty());
    if let Some(name) = latin.filter(|_| start == head.start && opens) {
        let described = m.words.is(Class::OrgDescriptor, word) && name.starts_with(char::is_uppercase);
        return if described { Some(vec![m.at(Span::new(span.end - name.len(), span.end), expr)]) } else { None };
    }
    // "Компания России", "Мусульманская организация": a capital at the start of a sentence says nothing.
    let adjectives = before.split_whitespace().count();
    let phrase = m.words.is(Class::OrgHead, &m.text[start..head.end]) && start < head.start;
    if opens && !proper && !state && !court && !phrase && (start == head.start || adjectives == 1 && of.is_empty()) {
        return None;
    }
    // "Союз ТМА-12" is a ship.
    if of.split(' ').any(|w| w.contains(|c: char| c.is_ascii_digit()) && w.contains('-') && w.starts_with("ТМ")) {
        return None;
    }
    Some(vec![m.at(Span::new(start, span.end), expr)])
}

/// Whether a capitalised word is a name in the nominative: it ends in a consonant, as no genitive does. "Республики Крым" has one.
fn nominative(before: &str, word: &str) -> bool {
    const PLACES: [&str; 6] = ["республик", "город", "штат", "остров", "провинци", "сел"];
    let place = before.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    word.ends_with(['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'ф', 'ч', 'ш', 'щ'])
        && !PLACES.iter().any(|p| place.starts_with(p))
        && !["ов", "ев", "ых", "их", "ым", "им", "ам", "ям", "ств", "прав", "дел", "сил"]
            .iter()
            .any(|e| word.ends_with(e))
}

/// Whether a head is a verbal noun here: управление + instrumental.
fn managed(head: &str, of: &str) -> bool {
    const INSTRUMENTAL: [&str; 6] = ["ой", "ей", "ом", "ем", "ами", "ями"];
    let next = of.split_whitespace().next().unwrap_or_default();
    head.starts_with("управлени") && INSTRUMENTAL.iter().any(|e| next.ends_with(e))
}

/// Where a name ends that is given in honour of somebody: "имени М. В. Ломоносова", "им. Склифосовского".
fn named_after(text: &str, end: usize) -> usize {
    let Some(tail) = [" имени ", " им. "].iter().find_map(|link| text[end..].strip_prefix(link)) else {
        return end;
    };
    let mut at = text.len() - tail.len();
    let mut surname = false;
    for word in tail.split_inclusive([' ', '.']).take(5) {
        let bare = word.trim_end_matches([' ', '.', ',', '"', '»']);
        if bare.is_empty() {
            at += word.len();
            continue;
        }
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        at += word.len();
        if bare.chars().count() > 1 {
            surname = true;
            at -= word.len() - bare.len();
            break;
        }
    }
    if surname { at } else { end }
}

/// The words after a head that belong to its name: a genitive or dative chain, or a place. Case endings tell, verbs stop it.
fn complement<'t>(of: &'t str, words: &Vocabulary) -> &'t str {
    const CASES: [&str; 36] = [
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
        "ю",
        "а",
        "я",
        "ы",
        "и",
        "у",
    ];
    const VERBS: [&str; 18] =
        ["ла", "ло", "ли", "ал", "ил", "ел", "ул", "ся", "сь", "ть", "ет", "ит", "ют", "ут", "ят", "ена", "ены", "ено"];
    const LINKS: [&str; 4] = ["по", "за", "против", "и"];
    // Adjectives and participles that agree with what comes next, not with what was said.
    const NOMINATIVES: [&str; 9] = ["щий", "щая", "щее", "щие", "ший", "шая", "ный", "ная", "ские"];
    let mut end = 0;
    let mut at = 0;
    let mut link: Option<&str> = None;
    for word in of.split_inclusive(' ').skip(1) {
        let start = 1 + at;
        at += word.len();
        let word = word.trim_end();
        if word == "имени" {
            break;
        }
        if LINKS.contains(&word) {
            if link.is_some() {
                break;
            }
            link = Some(word);
            continue;
        }
        let capital = word.starts_with(char::is_uppercase);
        let letters = word.chars().count();
        // Whoever is named next in the nominative does something; a second capitalised member is another body.
        let person = capital && (words.is(Class::GivenName, word) || nominative(&of[..start], word));
        if person || capital && link == Some("и") || NOMINATIVES.iter().any(|e| letters > 5 && word.ends_with(e)) {
            break;
        }
        // "статья 13" after a name begins a citation.
        let verb = letters > 4 && (VERBS.iter().any(|e| word.ends_with(e)) || word.starts_with("стать"));
        let cased = letters > 2 && !verb && CASES.iter().any(|e| word.ends_with(e));
        if !capital && !cased {
            break;
        }
        end = start + word.len();
        link = None;
        // Nothing follows a country but the field or the place of its office: "МВД России по Москве".
        let country = words.is(Class::Country, word);
        if country && !of[end..].trim_start().starts_with("по ") {
            break;
        }
        if capital && !country && word.chars().count() > 1 && word.chars().all(char::is_uppercase) {
            break;
        }
    }
    &of[..end]
}

#[cfg(test)]
mod tests {
    use super::{complement, named_after};
    use crate::gazetteer::{BUILT_IN, Lexicon, Table};
    use crate::kinds::context::Vocabulary;
    use crate::model::Lang;

    #[test]
    fn complements() {
        let tables: Vec<Table<'_>> = BUILT_IN.iter().map(|table| table.parse().unwrap()).collect();
        let tables: Vec<&Table<'_>> = tables.iter().collect();
        let words = Vocabulary { lang: Lang::Ru, lexicon: Lexicon::new(Lang::Ru, &[], &tables).unwrap() };
        let same = |of: &str, wanted: &str| assert_eq!(complement(of, &words), wanted, "{of}");
        same(" иностранных дел РК директор", " иностранных дел РК");
        same(
            " по мониторингу уголовной реформы и правам человека в Павлодаре",
            " по мониторингу уголовной реформы и правам человека",
        );
        same(" обвинил власти", "");
        same(" прав человека и сообщил", " прав человека");
        same(" Нижнего Посада Ольга Зимина", " Нижнего Посада");
        same(" обороны Венесуэлы были", " обороны Венесуэлы");
        same(" России по Верхнему краю", " России по Верхнему краю");
        same(" культуры и Рыбнадзора", " культуры");
    }

    #[test]
    fn in_honour_of() {
        let same = |text: &str, wanted: &str| assert_eq!(&text[..named_after(text, "Музей".len())], wanted);
        same("Музей имени И. Д. Воробьёва в Уржуме", "Музей имени И. Д. Воробьёва");
        same("Музей им. Крылова, где", "Музей им. Крылова");
        same("Музей имени отца", "Музей");
    }
}
