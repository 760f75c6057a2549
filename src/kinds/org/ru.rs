//! Russian names of organisations.

use super::expr::{Expr, described, headed, kind_of, kind_of_head, one};
use super::kind;
use super::listed::listed;
use super::ru_complement::{complement, is_given_name, named_after};
use super::ru_latin;
use super::span::word_before_space;
use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::{endings, is_plural};
use crate::kinds::anchors::Anchor;
use crate::kinds::rule::{Finding, Findings, Match, Rule};
use crate::model::{Confidence, Normal, Span};
use crate::text::boundary::{opens_sentence, word_before};

/// An item of a list: a name in quotes, an acronym or a name in Latin letters.
macro_rules! item {
    () => {
        r#"(?:«[^«»]{2,50}»|"[^"]{2,50}"|[А-ЯЁ]{2,6}\d?|[A-Z][\p{L}\d&.-]*[\p{L}\d](?: [A-Z&][\p{L}\d&.-]*[\p{L}\d]){0,3})"#
    };
}

/// The rule of courts that are named by their town.
pub(super) const COURT_OF_TOWN: &str = "org/ru/court-of-town";

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "org/ru/head-quoted",
        description: "a head noun and the quoted name behind it",
        examples: &["Фонд «Общественный вердикт»", "Общественное объединение «Достоинство»"],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_head}) (?:«(?P<name>[^«»]{2,90}(?:«[^«»]*»)?)»|"(?P<name2>[^"]{2,90})")"#,
        build: head_quoted,
    },
    Rule {
        name: "org/ru/legal-form",
        description: "a name with its legal form",
        examples: &["ООО «Ромашка»", "АО «КазМунайГаз»"],
        anchors: &[Anchor::LegalForm],
        pattern: r#"^(?P<head>{legal_pre}) (?:«[^«»]{2,80}(?:«[^«»]*»)?»|"[^"]{2,80}")"#,
        build: |m| headed(m, Class::LegalPre, Confidence::Certain),
    },
    Rule {
        name: "org/ru/described-quoted",
        description: "a quoted name behind a word that says what it is",
        examples: &["Об этом написала газета: «Тихий берег»."],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}):? (?:– |- )?[«"](?P<name>[^«»"]{2,60})[»"]"#,
        build: described_quoted,
    },
    Rule {
        name: "org/ru/cued-quoted",
        description: "a quoted name behind a word that only precedes a body",
        examples: &["гендиректор «Уралпласта»", "акции «Волны»", "сообщает «Тихий берег»"],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_cue}) [«"](?P<name>\p{Lu}[^«»" ]{1,30}(?: [^«»" ]{1,30})?)[»"]"#,
        build: |m| described(m, Class::OrgCue, Confidence::Medium),
    },
    Rule {
        name: "org/ru/described-name",
        description: "a name in another script behind a word that says what it is",
        examples: &["Иск подала компания Bluewater Systems из Лондона."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_descriptor}) (?:– |- )?(?P<name>[A-Z][\p{L}\d&.-]*[\p{L}\d](?: [A-Z&][\p{L}\d&.-]*[\p{L}\d]){0,3})",
        build: |m| described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    Rule {
        name: "org/ru/listed",
        description: "a list of names behind a plural that says what they are",
        examples: &["Лицензии лишились шесть телеканалов – «Первый волжский», РТВ и Tarn TV."],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r#"^(?P<head>{org_many})(?:,? {org_include}|:| -| –)? (?P<list>"#,
            item!(),
            "(?:, ",
            item!(),
            "){0,20}(?:,? (?:и|а также|и также) ",
            item!(),
            ")?)"
        ),
        build: listed,
    },
    Rule {
        name: "org/ru/maker",
        description: "a name behind a word that says what the body makes or sells",
        examples: &["Суд оштрафовал производителя торфа «Мохнефть».", "сеть кафе «Тихий берег»"],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_maker})(?: [а-яё]{3,}(?:а|ов|ев|ей|ий|и|ы|я|ок|е|о)){1,3} (?:[«"](?P<name>\p{Lu}[^«»"]{1,60})[»"]|(?P<name2>[A-Z][\p{L}\d&.-]*[\p{L}\d](?: [A-Z&][\p{L}\d&.-]*[\p{L}\d]){0,3}))"#,
        build: made,
    },
    Rule {
        name: COURT_OF_TOWN,
        description: "a court by its town",
        examples: &["Партию запретил суд Заречинска.", "Об этом сообщил суд во Тверцах."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_court})(?: во?)? (?P<town>\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)",
        build: court_of_town,
    },
    Rule {
        name: "org/ru/event-name",
        description: "an acronym or a name in another script behind a deed that befalls a body",
        examples: &["Суд оштрафовал Bluewater на 2 млн руб.", "подала иск к Bluewater Systems"],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_event}) (?:[а-яё]+(?:ую|ой|ого|ому|ий) )?(?P<name>[A-Z][\p{L}\d&.-]*[\p{L}\d](?: [A-Z&][\p{L}\d&.-]*[\p{L}\d]){0,3}|[А-ЯЁ]{3,6})",
        build: |m| described(m, Class::OrgEvent, Confidence::Medium),
    },
    Rule {
        name: "org/ru/latin-head",
        description: "a name in another script around an English head",
        examples: &["Пакет достался Bluewater Stone Capital Partners."],
        anchors: &[Anchor::OrgHead],
        pattern: "^(?P<head>{org_latin_head})",
        build: ru_latin::headed,
    },
    Rule {
        name: "org/ru/latin-cued",
        description: "a name in another script behind a word that precedes a body",
        examples: &["акции Bluewater", "контракт с британской Stonehill"],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<cue>{org_latin_cue}) (?:[а-яё]+(?:ой|ого|ому|ую|ей) )?(?P<name>[A-Z][A-Za-z0-9&-]*[A-Za-z0-9])",
        build: ru_latin::cued,
    },
    Rule {
        name: "org/ru/latin-acting",
        description: "a name in another script before what companies do",
        examples: &["Bluewater приобрела верфь."],
        anchors: &[Anchor::OrgHead],
        pattern: r"[A-Za-z0-9&]+ ^{org_latin_act}",
        build: ru_latin::acting,
    },
    Rule {
        name: "org/ru/latin-of-nation",
        description: "a name in another script behind a nation, the word for a company left out",
        examples: &["Верфь строит норвежская Bluewater."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^{org_nation_she} (?P<name>[A-Z][A-Za-z0-9&-]*[A-Za-z0-9])",
        build: ru_latin::of_nation,
    },
    Rule {
        name: "org/ru/state-body",
        description: "a state body by its abbreviation, with or without its country",
        examples: &["МЧС Армении", "Об этом сообщили в МЧС Армении."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_state})(?: (?:{country}))?",
        build: |m| headed(m, Class::OrgState, Confidence::Strong),
    },
    Rule {
        name: "org/ru/lower-case-body",
        description: "a state body by a common noun, with or without its place",
        examples: &["правительство России", "полиция Алматы", "Парламент принял закон."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_lower})(?: (?:(?P<country>{country})|\p{Lu}\p{Ll}+(?: (?:области|края|района))?))?",
        build: lower_case,
    },
    Rule {
        name: "org/ru/lower-case-body-of",
        description: "a state body by several common nouns with its country",
        examples: &["сборная Португалии", "вооружённых сил Украины", "кабинет министров Латвии"],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_lower_of}) (?:{country})",
        build: |m| headed(m, Class::OrgLowerOf, Confidence::Medium),
    },
    Rule {
        name: "org/ru/head-noun",
        description: "a name around a head noun",
        examples: &["Дело вёл районный суд."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_head})(?P<of>(?:,? [\p{L}\d-]+){0,11})",
        build: head_noun,
    },
];

/// «производителя газа „Волна“»
fn made(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let name = m.span_of("name").or_else(|| m.span_of("name2"))?;
    // «оператор газопровода „Волна“»
    let quote = m.text[..name.start].trim_end_matches(['"', '«']);
    if ru_latin::names_thing(m.words, word_before(quote, quote.len())) {
        return None;
    }
    one(m, name, kind_of_head(m, Class::OrgMaker), Confidence::Strong)
}

/// «суд Львова», «суд в Праге»: the town has a case, and is no nominative.
fn court_of_town(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let town = m.get("town")?;
    if !endings::ends_in(town, endings::TOWNS) || m.words.is_any(&[Class::GivenName], town) {
        return None;
    }
    headed(m, Class::OrgCourt, Confidence::Medium)
}

/// «газета „Тихий берег“»; small letters in quotes are what somebody said: «компания „в сложный
/// период“».
fn described_quoted(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let name = m.get("name")?;
    let said = name.starts_with(char::is_lowercase)
        && (name.contains(' ') || !name.starts_with(|c: char| c.is_ascii_lowercase()));
    let none = said || m.words.is(Class::OrgNoQuoted, name);
    if none { None } else { described(m, Class::OrgDescriptor, Confidence::Strong) }
}

/// With a capital the type word belongs to the name (Фонд «…»), in lower case it describes it (фонд
/// «…»).
fn head_quoted(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let whole = m.span();
    let name = m.span_of("name").or_else(|| m.span_of("name2"))?;
    let called = &m.text[name.range()];
    if !called.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || m.words.is(Class::OrgNoQuoted, called)
    {
        return None;
    }
    let start = adjectives_before(m, whole.start);
    let kind = kind::told(m.words, &m.text[start..whole.end], kind_of_head(m, Class::OrgHead));
    // «Телеканал „Волна“» at the start of a sentence is a capital of the sentence's.
    let first = m.text[start..whole.start].split(' ').next().unwrap_or_default();
    let described = m
        .get("head")
        .filter(|_| start == whole.start || m.words.is(Class::Nationality, first))
        .and_then(|h| m.words.value(Class::OrgDescriptor, h));
    if matches!(described, Some("company" | "media" | "team" | "party"))
        && opens_sentence(m.text, start)
    {
        return one(m, name, kind, Confidence::Strong);
    }
    match m.text[start..name.start].find(char::is_uppercase) {
        Some(first) => one(m, Span::new(start + first, whole.end), kind, Confidence::Strong),
        None => one(m, name, kind, Confidence::Strong),
    }
}

/// Where the adjectives before a head begin: at most five, «и» between two.
fn adjectives_before(m: &Match<'_, '_>, at: usize) -> usize {
    let mut start = at;
    // «Ранее», «Потом» only look like adjectives; «Каримовой фонда» are two.
    let noun = m.get("head").unwrap_or_default();
    let fits = |word: &str| {
        endings::is_adjective(word)
            && endings::agrees(word, noun)
            && !m.words.is_any(&[Class::OrgNoAdjective, Class::Country], word)
    };
    for _ in 0..5 {
        let Some((word, from)) = word_before_space(m, start) else { break };
        if fits(word) {
            start = from;
            continue;
        }
        match word_before_space(m, from) {
            Some((second, from)) if word == "и" && fits(second) && start < at => {
                start = from;
            }
            _ => break,
        }
    }
    start
}

/// An institution in lower case. Its plural stands for many («парламенты»), and is not in the
/// table.
fn lower_case(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let text = m.get("head").unwrap_or_default();
    if text.chars().all(char::is_uppercase) && text.chars().count() > 1 {
        return None;
    }
    let mut found = headed(m, Class::OrgLower, Confidence::Medium)?;
    // «глава правительства Иван Орлов»: only a place goes on with the name.
    let head = m.span_of("head")?;
    let behind = m.text[head.end..m.span().end].split(' ').nth(1).unwrap_or_default();
    let place = endings::ends_in(behind, endings::PLACES) && !is_given_name(m.words, behind);
    let end = if m.has("country") || place { m.span().end } else { head.end };
    for f in &mut found {
        f.span.end = end;
    }
    // "украинского правительства": whose it is, belongs to the name; the name without it stands
    // inside.
    let start = owner_before(m, m.span().start);
    let inner: Vec<_> =
        m.span_of("head").filter(|head| head.end < end || start < head.start).into_iter().collect();
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

/// Where the adjective before an institution in lower case begins, if it says whose it is: of a
/// nation, a region, the army.
fn owner_before(m: &Match<'_, '_>, at: usize) -> usize {
    match word_before_space(m, at) {
        Some((word, from))
            if word.ends_with(char::is_lowercase)
                && m.words.is_any(&[Class::Nationality, Class::OrgAdjective], word) =>
        {
            from
        }
        _ => at,
    }
}

/// A head with a complement is a name if it is capitalised, or if only the state has such an
/// institution.
fn head_noun(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let head = m.span_of("head")?;
    let of = complement(&m.text[head.range()], m.get("of").unwrap_or_default(), m.words);
    // «Шанхайской биржи Shanghai Composite»: a name with an adjective has none behind it.
    let from = adjectives_before(m, head.start);
    let second = from < head.start
        && of.strip_prefix(' ').is_some_and(|of| of.starts_with(|c: char| c.is_ascii_uppercase()))
        && !m.words.is(Class::OrgDescriptor, &m.text[head.range()]);
    let of = if second { "" } else { of };
    let mut span: Span<Normal> = Span::new(from, head.end + of.len());
    span.end = named_after(m.words, m.text, span.end);
    let of = &m.text[head.end..span.end];
    let word = &m.text[head.range()];
    let kind = kind_of(m, Class::OrgHead, word);
    let before = &m.text[span.start..head.start];
    let lower = word.to_lowercase();
    let state = m.words.is(Class::OrgHeadState, word);
    let court = lower.starts_with("суд");
    // The name begins at its first capital; adjectives in lower case before a state institution
    // belong to it (районный суд).
    let start = match m.text[span.start..head.end].find(char::is_uppercase) {
        Some(i) => span.start + i,
        // "управление компанией", "посольства в Европе": running something, or many of them.
        None if state
            && (is_managing(m, word, of) || endings::ends_in(word, endings::PLURAL_HEADS)) =>
        {
            return None;
        }
        None if state && !of.is_empty() => owner_before(m, head.start),
        // «комитет Думы по обороне» is a part of that body alone.
        None if of.contains(" по ") && is_part_of_body(m, word, of) => head.start,
        None if court && before.split(' ').any(|w| m.words.is(Class::CourtAdjective, w)) => {
            span.start
        }
        None => return None,
    };
    // "Крупнейший оператор" tells of an organisation and does not name it.
    let first = m.text[start..head.end].split(' ').next().unwrap_or_default();
    if start < head.start && m.words.is(Class::OrgNotFirst, first) {
        return None;
    }
    if start == head.start && of.is_empty() || m.words.is(Class::Country, &m.text[start..head.end])
    {
        return None;
    }
    // «Банки Великобритании» are many.
    if start == head.start && is_many(m, word) {
        return None;
    }
    let opens = opens_sentence(m.text, start);
    // "Корпорация Bluewater": at the start of a sentence a capital does not make the descriptor a
    // part of the name.
    let latin = of.strip_prefix(' ').filter(|of| of.is_ascii() && !of.is_empty());
    let nation = m.words.is(Class::Nationality, first);
    if let Some(name) = latin.filter(|_| (start == head.start || nation) && opens) {
        let described =
            m.words.is(Class::OrgDescriptor, word) && name.starts_with(char::is_uppercase);
        let name = Span::new(span.end - name.len(), span.end);
        return if described { one(m, name, kind, Confidence::Medium) } else { None };
    }
    let name = Span::new(start, span.end);
    (!is_sentence_start(m, name, before, of) && !is_ship(of))
        .then(|| vec![m.at(name, Expr::new(kind, Confidence::Medium))])
}

/// Whether a name has its capital from the start of a sentence alone: «Компания России»,
/// «Мусульманская организация».
fn is_sentence_start(m: &Match<'_, '_>, name: Span<Normal>, before: &str, of: &str) -> bool {
    let Some(head) = m.span_of("head") else { return false };
    let word = &m.text[head.range()];
    let proper = of.split(' ').any(|w| w.starts_with(char::is_uppercase));
    let known = m.words.is(Class::OrgHeadState, word) || word.to_lowercase().starts_with("суд");
    let bare = name.start == head.start;
    let phrase = m.words.is(Class::OrgHead, &m.text[name.start..head.end]) && !bare;
    let adjectives = before.split_whitespace().count();
    opens_sentence(m.text, name.start)
        && !proper
        && !known
        && !phrase
        && (bare || adjectives == 1 && of.is_empty())
        // «Комитет по науке», «Совет при президенте»
        && ![" по ", " при "].iter().any(|link| of.starts_with(link))
}

/// Whether a complement is the number of a ship: «Союз ТМА-12».
fn is_ship(of: &str) -> bool {
    of.split(' ')
        .any(|w| w.contains(|c: char| c.is_ascii_digit()) && w.contains('-') && w.starts_with("ТМ"))
}

/// Whether a head stands for many bodies. Of several words («палаты общин», «районные суды») the
/// noun counts; abbreviations («НИИ») have no plural.
fn is_many(m: &Match<'_, '_>, head: &str) -> bool {
    let known = |word: &str| m.words.is(Class::OrgHead, word);
    let lower = head.to_lowercase();
    let (first, last) = (lower.split(' ').next(), lower.rsplit(' ').next());
    let noun = [first, last].into_iter().flatten().find(|word| known(word));
    let acronym = head.chars().all(char::is_uppercase);
    !acronym && noun.is_some_and(|noun| !noun.ends_with('о') && is_plural(noun, known))
}

/// Whether a head in lower case is a part of the body that its complement begins with.
fn is_part_of_body(m: &Match<'_, '_>, head: &str, of: &str) -> bool {
    let body = of.split(' ').nth(1).unwrap_or_default();
    const BODIES: &[Class] = &[Class::OrgHead, Class::OrgState, Class::OrgWhole];
    m.words.is(Class::OrgOfField, head)
        && body.starts_with(char::is_uppercase)
        && (m.words.is_any(BODIES, body) || body.chars().all(char::is_uppercase))
}

/// Whether a head is a verbal noun here: «управление» with an instrumental behind it.
fn is_managing(m: &Match<'_, '_>, head: &str, of: &str) -> bool {
    let next = of.split_whitespace().next().unwrap_or_default();
    // «под управлением Стоуна»
    let led = || word_before(m.text, m.base) == "под";
    head.starts_with("управлени") && (endings::ends_in(next, endings::INSTRUMENTAL) || led())
}
