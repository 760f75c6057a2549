//! Russian citations.

use super::expr::{Expr, Name, cited, code, eu_act, named};
use crate::kinds::rule::Rule;
use crate::text::Anchor::{Law, Provision};

/// A number: «460-1», «20.3.3».
macro_rules! number {
    () => {
        r"\d+(?:[.-]\d+)*"
    };
}

/// A part before or behind an article: «п. „а“», «ч. 2.1», «части 1 и 2».
macro_rules! part {
    () => {
        concat!(
            r#"{provision_inner} ?["«']?(?:"#, number!(), r#"|[а-яё])["»']?(?:(?:,| и|, и) ?["«']?(?:"#, number!(), r#"|[а-яё])["»']?)*"#
        )
    };
}

/// The genitives behind «закон о …»: one word in the locative, then adjectives and nouns in the genitive, perhaps «и» and one more.
macro_rules! about {
    () => {
        concat!(
            r"(?:о|об|О|Об|против|за) (?:[а-яё-]+(?:ых|их|ом|ем|ой|ей|ым|ого|его) )?(?:[А-ЯЁа-яё-]+(?:ах|ях|ии|ие|е|и|у|ью|ю)|[А-ЯЁ]{2,6})",
            r"(?: (?:[а-яё-]+(?:ого|его|ой|ей|ых|их) ){0,2}[а-яё-]+(?:ия|ий|ии|ов|ев|ей|ты|ды|сти|ости|ства|ств|ка|ки|да|ма|ра|га|мы|ны|ры|зма|изма|иков|ан|щи|та|са|ста|нта))*(?: и (?:[а-яё-]+(?:ых|их|ом|ем|ой) )?[а-яё-]+(?:ах|ях|ии|ие|ов|ий|ей|ости))?"
        )
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    // «п. „а“ ч. 3 ст. 105», «статей 460-1 и 460-2», «ст. 105 ч. 2»
    Rule {
        name: "law/ru/provisions",
        anchors: &[Provision],
        pattern: concat!(
            r"(?:", part!(), r"(?:,| и|) ?)*{provision_outer} ?", number!(), r"(?:(?:,| и| или|, и| ?[-–]|,? по) ?(?:{provision_outer} ?)?", number!(), r")*(?:,? ", part!(), ")*",
            r"(?:(?:,| и|;) (?:", part!(), r"(?:,|) )*{provision_outer} ?", number!(), ")*"
        ),
        build: cited,
    },
    // «Уголовного кодекса РФ», «КоАП РФ», «УК Казахстана», «Конституции Украины»
    Rule {
        name: "law/ru/code",
        anchors: &[Law],
        pattern: r"(?P<kind>{law_kind})(?: (?P<of>{law_of}|страны))?",
        build: code,
    },
    Rule {
        name: "law/ru/short",
        anchors: &[Law],
        pattern: r"(?P<short>{law_short})(?: (?P<of>{law_of}))?",
        build: code,
    },
    // «Кодекса РК об административных правонарушениях»
    Rule {
        name: "law/ru/code-split",
        anchors: &[Law],
        pattern: r"{law_codex} (?P<of>{law_of}) об административных правонарушениях",
        build: |m| {
            let land = m.get("of").and_then(|o| m.words.value("law_of", o)).map(str::to_owned);
            named(m, Name { kind: Some("koap".to_owned()), land, ..Name::default() })
        },
    },
    // «закона „О защите конкуренции“», «Указ „О …“», «152-ФЗ „О персональных данных“»
    Rule {
        name: "law/ru/quoted",
        anchors: &[Law],
        pattern: concat!(
            r#"(?:[Фф]едеральн(?:ый|ого|ому|ым|ом) (?:конституционн(?:ый|ого|ому|ым|ом) )?)?(?:{law_zakon}|{law_ukaz}|{law_treaty}|(?P<number>\d+-{law_fz}))"#,
            r#"(?: (?P<of>{law_of}))?(?: (?:от )?(?:№|N) ?(?P<number2>\d+(?:-{law_fz})?))? ?(?P<title>«[^»]{4,200}»|"[^"]{4,200}")"#
        ),
        build: |m| {
            let title = m.get("title").map(|t| t.trim_matches(['«', '»', '"']).to_owned());
            let treaty = m.text[m.span().range()].to_lowercase();
            // «пакт „…“», «протокол „Зенита“»: quoted words are a title where they begin with «О».
            if !title.as_deref().is_some_and(|t| t.starts_with("О ") || t.starts_with("Об ") || t.starts_with("о ") || t.starts_with("об ") || treaty.contains("закон")) {
                return Vec::new();
            }
            let land = m.get("of").and_then(|o| m.words.value("law_of", o)).map(str::to_owned);
            let number = m.get("number").or_else(|| m.get("number2")).map(str::to_owned);
            named(m, Name { title, number, land, ..Name::default() })
        },
    },
    // «закон о повышении пенсионного возраста», «Конвенция о правах ребёнка», «указ о …»
    Rule {
        name: "law/ru/about",
        anchors: &[Law],
        pattern: concat!(
            r"(?:[Фф]едеральн(?:ый|ого|ому|ым|ом) )?(?P<head>{law_zakon}|{law_ukaz}|{law_treaty})(?: (?P<of>{law_of}))? (?P<title>", about!(), ")"
        ),
        build: |m| {
            let head = m.get("head").unwrap_or_default();
            let lower = head.to_lowercase();
            let agreement = ["договор", "протокол", "меморандум", "деклараци"].iter().any(|s| lower.starts_with(s));
            // A lower-case договор о … is a contract, unless states make it.
            let states = ["нераспространени", "дружб", "запрещени", "ограничени", "сокращени", "ликвидации", "СНВ", "РСМД", "независимост", "мире", "вечно"];
            let title = m.get("title").unwrap_or_default();
            if agreement && !head.starts_with(char::is_uppercase) && !states.iter().any(|s| title.contains(s)) {
                return Vec::new();
            }
            let land = m.get("of").and_then(|o| m.words.value("law_of", o)).map(str::to_owned);
            named(m, Name { title: Some(title.to_owned()), land, ..Name::default() })
        },
    },
    // «№ 149-ФЗ», «Федеральный закон № 149-ФЗ», «ФЗ-149», «указ № 683»
    Rule {
        name: "law/ru/numbered",
        anchors: &[Law],
        pattern: concat!(
            r"(?:(?:[Фф]едеральн(?:ый|ого|ому|ым|ом) )?{law_zakon} (?:от \d{1,2}[. ][а-я0-9.]+ ?\d{4}(?: года| г\.)? )?)?(?:(?:№|N) ?)?(?P<number>\d+-{law_fz})|{law_fz}[- ](?:№ ?)?(?P<number2>\d+)|{law_ukaz}(?: президента)? (?:№|N) ?\d+"
        ),
        build: |m| {
            let number = m.get("number").map(str::to_owned).or_else(|| m.get("number2").map(|n| format!("{n}-ФЗ")));
            named(m, Name { number, ..Name::default() })
        },
    },
    // «закон Магнитского», «закона Димы Яковлева», «пакет Яровой»
    Rule {
        name: "law/ru/nickname",
        anchors: &[Law],
        pattern: r"{law_zakon} [А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+(?:а|ой|ва))?",
        build: |m| {
            let name = m.text[m.span().range()].split(' ').nth(1).unwrap_or_default();
            let person = ["ого", "ва", "на", "ой", "ы"].iter().any(|e| name.ends_with(e));
            let opens = m.text[m.span().range()].starts_with("Законы");
            if person && !opens && m.words.value("law_of", name).is_none() { named(m, Name::default()) } else { Vec::new() }
        },
    },
    Rule {
        name: "law/ru/eu-act",
        anchors: &[Law],
        pattern: r"(?P<act>[Дд]иректив(?:а|ы|е|у|ой)|[Рр]егламент(?:а|у|е|ом|))(?: ЕС)?(?: №)? (?P<a>\d{2,4})/(?P<b>\d{1,4})(?:/(?:ЕС|EU))?",
        build: eu_act,
    },
];
