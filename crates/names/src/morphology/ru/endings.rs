//! Endings of Russian words in running text, by what rules conclude from them.
//!
//! No list is a paradigm: each has the endings that decide one question in news, and leaves out
//! those that mislead there. Lists for two questions therefore differ even where they name the same
//! case.

/// Whether a word ends with one of the endings.
#[inline]
pub fn ends_in(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Adjectives in the singular before the head noun of a name: «Норвежский Хельсинкский комитет».
pub const ADJECTIVES: &[&str] = &[
    "ый", "ий", "ой", "ое", "ее", "ая", "яя", "ого", "его", "ому", "ему", "ым", "им", "ом", "ую",
    "ей",
];

/// Nouns in the instrumental and gerunds that end like [`ADJECTIVES`]: «директором», «создавая».
pub const NO_ADJECTIVES: &[&str] =
    &["ором", "ером", "иком", "ентом", "истом", "вая", "телем", "ием", "еем"];

/// Adjectives and participles in the nominative behind a complete name: they agree with what comes
/// next.
pub const NOMINATIVE_ADJECTIVES: &[&str] =
    &["щий", "щая", "щее", "щие", "ший", "шая", "ный", "ная", "ские"];

/// Surnames in the nominative that look like adjectives: «Сокальский».
pub const SURNAMES_NOMINATIVE: &[&str] = &["ский", "цкий", "ская", "цкая"];

/// Adjectives in the cases that stand behind a provision: «ст. 5 нового закона».
pub const LAW_DESCRIBED: &[&str] = &["ого", "его", "ой", "ей"];

/// Words in the genitive or dative that go on with a name: «Комитет по мониторингу уголовной
/// реформы».
pub const COMPLEMENT: &[&str] = &[
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
    "наук",
    "услуг",
    "дорог",
    "стран",
    "войск",
    "работ",
    "искусств",
    "ью",
    "ю",
    "а",
    "я",
    "ы",
    "и",
    "у",
];

/// Of [`COMPLEMENT`], endings that are datives or accusatives and no genitives: «по развитию».
pub const DATIVE_ONLY: &[&str] = &["ю", "у"];

/// Adjectives in the genitive or dative, which want a noun: «иностранных дел».
pub const GENITIVE_ADJECTIVES: &[&str] =
    &["ого", "его", "ому", "ему", "ой", "щей", "шей", "ней", "ых", "их", "ым", "им"];

/// Nouns for what a ministry is about, in the genitive or dative: «образования», «занятости».
pub const FIELDS: &[&str] = &["ния", "нию", "ства", "ству", "ости", "ции", "огии"];

/// Nouns that end like [`VERBS`]: «торговли», «земли», «отрасли», «металла».
pub const NOT_VERBS: &[&str] = &["вли", "мли", "асли", "ысли", "алла", "тала"];

/// Surnames in the genitive behind a given name: «Юрия Колобова», «Ангелы Меркель».
pub const SURNAMES_BEHIND: &[&str] = &[
    "иани",
    "ова",
    "ева",
    "ёва",
    "ина",
    "ына",
    "ского",
    "цкого",
    "овой",
    "евой",
    "иной",
    "ской",
    "цкой",
    "ко",
    "дзе",
    "швили",
    "яна",
    "янца",
    "ича",
    "ель",
    "оя",
    "ена",
    "ера",
    "она",
    "мпа",
];

/// Surnames in the genitive behind a given name in the genitive: «Габдуллы Тукая».
pub const SURNAMES_GENITIVE_LONG: &[&str] =
    &["ова", "ева", "ина", "ына", "ая", "ого", "ера", "ена", "она", "ича", "яна", "ко"];

/// Persons in the genitive plural: «писателей», «журналистов».
pub const PERSONS: &[&str] = &["телей", "ков", "тов", "рей", "чей", "цев", "ров", "гов", "ников"];

/// Verbs behind a name, which end it.
pub const VERBS: &[&str] = &[
    "ла", "ло", "ли", "ал", "ил", "ел", "ул", "ся", "сь", "ть", "ет", "ит", "ют", "ут", "ят",
    "ена", "ены", "ено",
];

/// Nouns in the plural behind a head that stands for many or for a doing: «посольствах»,
/// «посольствами», «инспекций».
pub const PLURAL_HEADS: &[&str] = &["ах", "ами", "ций"];

/// Towns and regions in the genitive: «полиция Алматы», «правительство Пермского края».
pub const PLACES: &[&str] = &["а", "ы", "и", "я", "ой", "ого"];

/// Towns in the genitive or prepositional case: «суд Твери», «суд во Львове».
pub const TOWNS: &[&str] = &["а", "я", "ы", "и", "е", "ого", "ом", "ов", "ах"];

/// Nouns and adjectives in the instrumental: «управление компанией».
pub const INSTRUMENTAL: &[&str] = &["ой", "ей", "ом", "ем", "ами", "ями", "ыми", "ими"];

/// Consonants in which nominatives end.
pub const CONSONANTS: [char; 18] =
    ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'ф', 'ч', 'ш', 'щ'];

/// Oblique cases that end in a consonant all the same.
pub const CONSONANT_OBLIQUES: &[&str] =
    &["ов", "ев", "ых", "их", "ым", "им", "ам", "ям", "ств", "прав", "дел", "сил"];

/// The noun behind «о» in a title of a law, in the prepositional case: «о повышении», «о
/// собраниях».
pub const TITLE_PREPOSITIONAL: &[&str] = &["ах", "ях", "ии", "ие", "е", "и", "у", "ью", "ю"];

/// Adjectives before this noun: «о пенсионном возрасте».
pub const TITLE_ADJECTIVES: &[&str] = &["ых", "их", "ом", "ем", "ой", "ей"];

/// Words in the genitive behind this noun: «пенсионного возраста».
pub const TITLE_GENITIVE: &[&str] =
    &["ого", "его", "ой", "ей", "ых", "их", "ов", "ев", "ий", "ии", "ия", "а", "я", "ы", "и", "ан"];

/// Verbs and short participles behind a title, which end like genitives and end the title:
/// «вступила», «принят».
pub const TITLE_VERBS: &[&str] = &[
    "ла",
    "ли",
    "лась",
    "лись",
    "ется",
    "ются",
    "ны",
    "ена",
    "ята",
    "ута",
    "ают",
    "или",
    "ть",
    "ти",
    "ван",
    "сан",
    "зан",
    "издан",
    "создан",
];

/// Of [`TITLE_VERBS`], endings that genitives have more often: «страны», «чести».
pub const TITLE_GENITIVE_NOT_VERBS: &[&str] = &["ны", "ти"];

/// A second noun behind «и» in the prepositional case: «о собраниях и митингах».
pub const TITLE_SECOND_PREPOSITIONAL: &[&str] = &["ах", "ях", "ии"];

/// A second noun behind «и» in the genitive, if it ends like the first: «героев и мучеников».
pub const TITLE_SECOND_GENITIVE: &[&str] = &["ов", "ев", "ия", "ий"];

/// Nouns of a list in the genitive: «разработки, производства и накопления».
pub const TITLE_LISTED: &[&str] = &["а", "я", "ов", "ий", "ей", "и", "ы"];

/// Adjectives under a preposition inside a title: «с радиоактивными отходами».
pub const GOVERNED_ADJECTIVES: &[&str] =
    &["ыми", "ими", "ые", "ие", "ый", "ую", "ых", "их", "ой", "ей", "ому", "ему", "ом", "ский"];

/// Nouns under a preposition inside a title: «за преступления».
pub const GOVERNED_NOUNS: &[&str] =
    &["ами", "ями", "ия", "ии", "ие", "ию", "ей", "ой", "ов", "а", "ы", "и", "у", "ом", "ем", "е"];

/// Surnames in the genitive: «закон Магнитского», «пакет Яровой».
pub const SURNAMES_GENITIVE: &[&str] = &["ого", "ва", "на", "ой", "ы"];

/// Thousands, millions and milliards in the plural, which count nothing: «миллионы долларов».
pub const PLURAL_SCALES: &[&str] = &[
    "ионы",
    "ионов",
    "ионам",
    "ионами",
    "ионах",
    "арды",
    "ардов",
    "ардам",
    "ардами",
    "ардах",
    "тысяч",
    "тысячи",
    "тысячам",
    "тысячами",
    "тысячах",
];

/// What the nominative of a given name in an oblique case may be: «Юрия» gives «Юрий», «Терезы»
/// gives «Тереза». The name itself comes first.
pub fn nominatives(name: &str) -> impl Iterator<Item = String> + '_ {
    const CASES: [(&str, &str); 17] = [
        ("ия", "ий"),
        ("ия", "ия"),
        ("ии", "ия"),
        ("ию", "ий"),
        ("ию", "ия"),
        ("ием", "ий"),
        ("ея", "ей"),
        ("ею", "ей"),
        ("а", ""),
        ("у", ""),
        ("ом", ""),
        ("ы", "а"),
        ("и", "а"),
        ("у", "а"),
        ("ой", "а"),
        ("и", "я"),
        ("я", "ь"),
    ];
    let of = |(from, to): (&str, &str)| {
        name.strip_suffix(from).filter(|stem| !stem.is_empty()).map(|stem| format!("{stem}{to}"))
    };
    std::iter::once(name.to_owned()).chain(CASES.into_iter().filter_map(of))
}

/// Whether an adjective may stand before a noun by the endings of both: «Европейским» before
/// «союзом», but not before «фонда».
pub fn agrees(adjective: &str, noun: &str) -> bool {
    const AGREEMENT: [(&[&str], &[&str]); 6] = [
        (&["ого", "его"], &["а", "я", "о"]),
        (&["ому", "ему"], &["у", "ю", "о"]),
        (&["ым", "им"], &["ом", "ем", "ым", "им", "ам", "ям", "о", "ю"]),
        (&["ую", "юю"], &["у", "ю", "ь"]),
        (&["ая", "яя"], &["а", "я", "ь"]),
        (&["ой", "ей"], &["ы", "и", "е", "ой", "ей", "ью", "о"]),
    ];
    let last = noun.rsplit(' ').next().unwrap_or(noun).to_lowercase();
    AGREEMENT.iter().find(|(ends, _)| ends_in(adjective, ends)).is_none_or(|(ends, nouns)| {
        // «Мировой», «Верховой»: also a nominative, before a consonant.
        let nominative = ends.contains(&"ой") && last.ends_with(CONSONANTS);
        nominative || ends_in(&last, nouns)
    })
}

/// Whether a word is an adjective in the singular, as stands before the head noun of a name.
pub fn is_adjective(word: &str) -> bool {
    word.chars().count() > 4 && ends_in(word, ADJECTIVES) && !ends_in(word, NO_ADJECTIVES)
}

/// Whether a name may be a nominative: it ends in a consonant, as no genitive singular does.
pub fn is_nominative(word: &str) -> bool {
    word.ends_with(CONSONANTS) && !ends_in(word, CONSONANT_OBLIQUES)
}
