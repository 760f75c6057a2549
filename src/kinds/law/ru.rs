//! Russian citations.

use super::chapters::chapter;
use super::expr::{
    CodeNames, Expr, Name, cited, code, country_behind, eu_act, named, split_offences_code,
};
use super::ru_number::{numbered, with_date};
use super::ru_title::{about, dated};
use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::endings;
use crate::kinds::anchors::Anchor::{Law, Provision};
use crate::kinds::rule::{Finding, Rule};
use crate::model::Span;

/// A number: «460-1», «20.3.3».
macro_rules! number {
    () => {
        r"\d+(?:[.-]\d+)*"
    };
}

/// A part before an article: «п. „а“, „в“», «ч. 2.1», «части 1 и 2».
macro_rules! part {
    () => {
        concat!(
            r#"{provision_inner}(?:[ "«']+(?:"#,
            number!(),
            r#"|[а-яё])|"#,
            number!(),
            r#")["»']?(?:(?:,| и|, и|–| – ) ?(?:["«'](?:"#,
            number!(),
            r#"|[а-яё])["»']|"#,
            number!(),
            r#"))*"#
        )
    };
}

/// A part behind an article, where a bare number behind it is none of its list: «ст. 5 ч. 2, 3 мая».
macro_rules! part_behind {
    () => {
        concat!(
            r#"{provision_inner}(?:[ "«']+(?:"#,
            number!(),
            r#"|[а-яё])|"#,
            number!(),
            r#")["»']?(?:(?:,| и|, и) ?["«'](?:"#,
            number!(),
            r#"|[а-яё])["»'])*"#
        )
    };
}

/// How Russian names codes.
const CODES: CodeNames =
    CodeNames { constitution_alone: true, constitution_described: true, nested: true };

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "law/ru/provisions",
        description: "the provisions of a law: articles, sections, paragraphs",
        examples: &["Дело по п. «а» ч. 3 ст. 105 УК РФ."],
        anchors: &[Provision],
        pattern: concat!(
            r"(?:(?<span>(?:",
            part!(),
            r"(?:,| и|) ?)+))?^{provision_outer} ?(?:№ ?)?",
            number!(),
            r"(?: ?\((?:",
            part!(),
            r")(?:(?:,| и|;|) ?",
            part!(),
            r")*\)|(?:(?:,|;| и|, и|,? а также| [–-]) )(?:",
            part!(),
            r"(?:,| и|) ?)+{provision_outer} ?(?:№ ?)?",
            number!(),
            r"|(?:,| и| или|, и| ?[-–]|,? по) ?(?:{provision_outer} ?)?(?:№ ?)?",
            number!(),
            r"|(?:,| и|,? а также|) ",
            part_behind!(),
            ")*"
        ),
        build: cited,
    },
    Rule {
        name: "law/ru/code",
        description: "a code or constitution, with or without its country",
        examples: &["Уголовного кодекса РФ", "Конституции Украины"],
        anchors: &[Law],
        pattern: r"(?:(?<span>{law_land} ))?^(?P<kind>{law_kind})(?: (?P<of>{law_of}|страны))?",
        build: |m| code(m, &CODES),
    },
    Rule {
        name: "law/ru/short",
        description: "an abbreviated code",
        examples: &["Её судят по статье 174 УК Казахстана."],
        anchors: &[Law],
        pattern: r"^(?P<short>{law_short})(?: (?P<of>{law_of}))?",
        build: |m| code(m, &CODES),
    },
    Rule {
        name: "law/ru/code-split",
        description: "a code with its country inside its name",
        examples: &["Кодекса РК об административных правонарушениях"],
        anchors: &[Law],
        pattern: r"^{law_codex} (?P<of>{law_of}) об административных правонарушениях",
        build: split_offences_code,
    },
    Rule {
        name: "law/ru/quoted",
        description: "a law by its quoted title",
        examples: &["закона „О защите конкуренции“", "152-ФЗ „О персональных данных“"],
        anchors: &[Law],
        pattern: concat!(
            r#"(?:(?<span>[Фф]едеральн(?:ый|ого|ому|ым|ом) (?:конституционн(?:ый|ого|ому|ым|ом) )?|\d+-))?^(?:{law_zakon}|{law_ukaz}|{law_treaty}|{law_fz})"#,
            r#"(?: (?P<of>{law_of}))?(?: (?P<date>{law_date}))?(?: (?:от )?(?:№|N) ?(?P<number2>\d+(?:-{law_fz})?))? ?(?P<title>«[^»]{4,200}»|"[^"]{4,200}")"#
        ),
        build: |m| {
            let title = m.get("title").map(|t| t.trim_matches(['«', '»', '"']).to_owned());
            let treaty = m.text[m.span().range()].to_lowercase();
            // «пакт „…“», «протокол „Зенита“»: quoted words are a title where they begin with «О».
            if !title.as_deref().is_some_and(|t| {
                t.starts_with("О ")
                    || t.starts_with("Об ")
                    || t.starts_with("о ")
                    || t.starts_with("об ")
                    || treaty.contains("закон")
            }) {
                return None;
            }
            let country = country_behind(m).map(str::to_owned);
            let spoken = &m.text[m.span().range()];
            let before =
                spoken.split(' ').next().filter(|w| w.starts_with(|c: char| c.is_ascii_digit()));
            let number = before.or_else(|| m.get("number2")).map(str::to_owned);
            let name = numbered(m, Name { title, number, country, ..Name::default() });
            let mut found = named(m, name.clone())?;
            let federal = spoken.to_lowercase().starts_with("федеральн");
            if let Some(quoted) = m.span_of("title").filter(|_| !federal) {
                // The title in its quotes is the name itself; it stands inside the phrase that
                // introduces it.
                let first = m.text[quoted.range()].chars().next().map_or(1, char::len_utf8);
                let last = m.text[quoted.range()].chars().next_back().map_or(1, char::len_utf8);
                let mut inner =
                    m.at(Span::new(quoted.start + first, quoted.end - last), Expr::Name(name));
                // A plain «закон» before it is a descriptor, as «компания» before a company.
                let head = m.text[m.span().start..quoted.start].trim_end();
                if head.starts_with(char::is_lowercase)
                    && !head.contains(' ')
                    && let [Finding { value: Expr::Name(name), .. }] = found.as_mut_slice()
                {
                    (name.core, name.descriptor) = (Some(inner.span), true);
                    return Some(found);
                }
                inner.nested = true;
                found.push(inner);
            }
            Some(found)
        },
    },
    Rule {
        name: "law/ru/about",
        description: "a law by what it is about",
        examples: &["закон о повышении пенсионного возраста"],
        anchors: &[Law],
        pattern: r"(?:(?<span>[Фф]едеральн(?:ый|ого|ому|ым|ом) ))?^(?P<head>{law_zakon}|{law_ukaz}|{law_treaty})(?: (?P<of>{law_of}))? (?P<title>(?:о|об|О|Об|против) [\p{L}-]+(?:,? [\p{L}-]+){0,14})",
        build: |m| {
            let head = m.get("head").unwrap_or_default();
            let lower = head.to_lowercase();
            // Decrees appoint and award every day.
            if lower.starts_with("постановлени")
                || (lower.starts_with("указ") && !head.starts_with(char::is_uppercase))
            {
                return None;
            }
            let agreement = ["договор", "протокол", "меморандум", "деклараци"]
                .iter()
                .any(|s| lower.starts_with(s));
            // A lower-case договор о … is a contract, unless states make it.
            let states = [
                "нераспространени",
                "дружб",
                "запрещени",
                "ограничени",
                "сокращени",
                "ликвидации",
                "СНВ",
                "РСМД",
                "независимост",
                "мире",
                "вечно",
            ];
            let place = m.span_of("title")?;
            let end = place.start + about(m.words, &m.text[place.range()]);
            let title = &m.text[place.start..end];
            if title.is_empty()
                || agreement
                    && !head.starts_with(char::is_uppercase)
                    && !states.iter().any(|s| title.contains(s))
            {
                return None;
            }
            let country = country_behind(m).map(str::to_owned);
            let span = Span::new(m.span().start, end + dated(&m.text[end..]));
            Some(vec![m.at(
                span,
                Expr::Name(Name { title: Some(title.to_owned()), country, ..Name::default() }),
            )])
        },
    },
    Rule {
        name: "law/ru/numbered",
        description: "a law by its number",
        examples: &["Федеральный закон № 149-ФЗ", "закон от 06.10.1999 № 184-ФЗ", "указ № 683"],
        anchors: &[Law],
        pattern: r"(?:(?<span>[Фф]едеральн(?:ый|ого|ому|ым|ом) (?:конституционн(?:ый|ого|ому|ым|ом) )?))?^(?:{law_zakon} (?:(?P<date>{law_date}) )?(?:(?:№|N) ?)?(?P<number>\d+-{law_fz})|{law_fz}[- ](?:№ ?)?(?P<number2>\d+)|{law_ukaz}(?: президента)? (?:№|N) ?\d+)",
        build: |m| {
            let number = m
                .get("number")
                .map(str::to_owned)
                .or_else(|| m.get("number2").map(|n| format!("{n}-ФЗ")));
            let name = numbered(m, Name { number, ..Name::default() });
            Some(vec![m.at(with_date(m), Expr::Name(name))])
        },
    },
    Rule {
        name: "law/ru/fz",
        description: "a federal law by its number alone",
        examples: &["№ 149-ФЗ", "152-ФЗ"],
        anchors: &[Law],
        pattern: r"(?<span>(?:(?:№|N) ?)?\d+-)^{law_fz}",
        build: |m| {
            let number = m.text[m.span().range()].trim_start_matches(['№', 'N', ' ']).to_owned();
            let name = numbered(m, Name { number: Some(number), ..Name::default() });
            Some(vec![m.at(with_date(m), Expr::Name(name))])
        },
    },
    Rule {
        name: "law/ru/ordinal",
        description: "a provision as an ordinal number",
        examples: &["42-й статьи Конституции"],
        anchors: &[Provision],
        pattern: r"(?<span>(?:\d{1,3}(?:-?(?:я|й|ю|ой|ей|го|му))?|{ordinal}) )^стать(?:я|и|е|ю|ей|ею)",
        build: |m| {
            let spoken = &m.text[m.span().range()];
            let word = spoken.split(' ').next()?;
            let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
            let number = if digits.is_empty() {
                m.words.value(Class::Ordinal, word).unwrap_or_default()
            } else {
                digits
            };
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let only = crate::model::Provision {
                unit: "article".to_owned(),
                number: number.to_owned(),
                to: None,
                sub: Vec::new(),
            };
            Some(vec![m.whole(Expr::Provisions(vec![only], None))])
        },
    },
    Rule {
        name: "law/ru/order",
        description: "an order or resolution with its issuer and number",
        examples: &["резолюция Совета Безопасности ООН № 1747", "приказ № 456-ОД"],
        anchors: &[Law],
        pattern: r"^{law_order}(?: (?:{law_body}|{law_of}))*(?: {law_date})? (?:№|N) ?\d+(?:-\p{L}{1,3}|/\d+)?",
        build: |m| named(m, Name::default()),
    },
    Rule {
        name: "law/ru/nickname",
        description: "a law by the name that people gave it",
        examples: &["Обсудили закон Голубева."],
        anchors: &[Law],
        pattern: r"^{law_zakon} [А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+(?:а|ой|ва))?",
        build: |m| {
            let name = m.text[m.span().range()].split(' ').nth(1).unwrap_or_default();
            let person = endings::ends_in(name, endings::SURNAMES_GENITIVE);
            let opens = m.text[m.span().range()].starts_with("Законы");
            if person && !opens && m.words.value(Class::LawOf, name).is_none() {
                named(m, Name::default())
            } else {
                None
            }
        },
    },
    Rule {
        name: "law/ru/chapter",
        description: "a chapter of the US Bankruptcy Code",
        examples: &["Сеть подала заявление по главе 11 Кодекса о банкротстве США."],
        anchors: &[Law],
        pattern: r"^(?P<chapter>{law_chapter})(?: (?P<code>(?:американского )?(?:[Кк]одекса|[Зз]акона)(?: США)? о банкротстве(?: США)?))?",
        build: chapter,
    },
    Rule {
        name: "law/ru/eu-act",
        description: "an act of the European Union by its number",
        examples: &["Директива ЕС 2019/790 вступила в силу."],
        anchors: &[Law],
        pattern: r"^(?P<act>[Дд]иректив(?:а|ы|е|у|ой)|[Рр]егламент(?:а|у|е|ом|)|[Рр]ешени(?:е|я|ю|ем|и))(?: (?:Совета|Комиссии|Европейского парламента и Совета|Европарламента и Совета))?(?: ?(?P<of>\((?:ЕС|ЕЭС|EU|EC|EEC|Евратом)\)|ЕС|ЕЭС|Евросоюза))?(?: ?(?P<no>№|N|No\.?))? ?(?P<a>\d{1,4})/(?P<b>\d{1,4})(?P<by>/(?:ЕС|ЕЭС|ЕК|EU|EC|EEC|ОВПБ|CFSP))?",
        build: |m| {
            let act = m.get("act")?.to_lowercase();
            if act.starts_with("решени") {
                // Courts decide every day.
                return if m.has("of") || m.has("by") { eu_act(m, 'D') } else { None };
            }
            eu_act(m, if act.starts_with("директив") { 'L' } else { 'R' })
        },
    },
];
