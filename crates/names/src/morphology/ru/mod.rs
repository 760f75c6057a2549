//! Russian: declension of nouns and adjectives, stems, and endings.

pub mod endings;
mod nominative;

pub use nominative::{is_plural, nominative_of};

/// The oblique cases of one word: genitive, dative, accusative, instrumental, prepositional.
type Cases = [String; 5];

/// Endings of adjectives in the oblique cases by the ending of the nominative, longest first. After
/// Zaliznyak's declensions; hard and soft stems are apart, animate accusatives are left out
/// (organisations are inanimate).
const ADJECTIVES: [(&str, [&str; 5]); 13] = [
    ("ый", ["ого", "ому", "ый", "ым", "ом"]),
    ("кий", ["кого", "кому", "кий", "ким", "ком"]),
    ("ший", ["шего", "шему", "ший", "шим", "шем"]),
    ("щий", ["щего", "щему", "щий", "щим", "щем"]),
    ("ий", ["его", "ему", "ий", "им", "ем"]),
    ("ой", ["ого", "ому", "ой", "ым", "ом"]),
    ("шая", ["шей", "шей", "шую", "шей", "шей"]),
    ("щая", ["щей", "щей", "щую", "щей", "щей"]),
    ("ая", ["ой", "ой", "ую", "ой", "ой"]),
    ("яя", ["ей", "ей", "юю", "ей", "ей"]),
    ("ое", ["ого", "ому", "ое", "ым", "ом"]),
    ("ые", ["ых", "ым", "ые", "ыми", "ых"]),
    ("ие", ["их", "им", "ие", "ими", "их"]),
];

/// Heads of treaties, which are written with a capital letter too.
const CAPITALS: [&str; 3] = ["конвенция", "декларация", "хартия"];

/// Nouns that head titles of laws, in the nominative.
const LAWS: [&str; 15] = [
    "кодекс",
    "закон",
    "договор",
    "протокол",
    "пакт",
    "пакет",
    "устав",
    "регламент",
    "акт",
    "конституция",
    "конвенция",
    "декларация",
    "хартия",
    "соглашение",
    "положение",
];

/// Endings of nouns in the oblique cases by the ending of the nominative, longest first.
const NOUNS: [(&str, [&str; 5]); 20] = [
    ("ия", ["ии", "ии", "ию", "ией", "ии"]),
    ("ие", ["ия", "ию", "ие", "ием", "ии"]),
    ("ий", ["ия", "ию", "ий", "ием", "ии"]),
    ("ка", ["ки", "ке", "ку", "кой", "ке"]),
    ("га", ["ги", "ге", "гу", "гой", "ге"]),
    ("ха", ["хи", "хе", "ху", "хой", "хе"]),
    ("ца", ["цы", "це", "цу", "цей", "це"]),
    ("ша", ["ши", "ше", "шу", "шей", "ше"]),
    ("ча", ["чи", "че", "чу", "чей", "че"]),
    ("а", ["ы", "е", "у", "ой", "е"]),
    ("я", ["и", "е", "ю", "ей", "е"]),
    ("о", ["а", "у", "о", "ом", "е"]),
    ("е", ["я", "ю", "е", "ем", "е"]),
    ("ь", ["я", "ю", "ь", "ем", "е"]),
    ("й", ["я", "ю", "й", "ем", "е"]),
    ("ц", ["ца", "цу", "ц", "цем", "це"]),
    ("ж", ["жа", "жу", "ж", "жем", "же"]),
    ("ч", ["ча", "чу", "ч", "чем", "че"]),
    ("ш", ["ша", "шу", "ш", "шем", "ше"]),
    ("ы", ["", "ам", "ы", "ами", "ах"]),
];

/// Declines the leading adjectives of a name and the noun after them; what follows (a complement, a
/// quoted name) stays.
pub(super) fn name_forms(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let adjectives = words.iter().take_while(|w| adjective(w).is_some()).count();
    // An adjective alone, or before a quoted name, is a name by itself.
    if adjectives == words.len() {
        return Vec::new();
    }
    let mut forms = phrase(&words, adjectives);
    // Two nouns, both capitalised, may be an apposition, of which the second or both are declined:
    // "Манчестер Юнайтеда".
    if let [first, second] = words.as_slice()
        && adjectives == 0
        && second.starts_with(char::is_uppercase)
        && second.ends_with(char::is_lowercase)
        && first.ends_with(char::is_lowercase)
    {
        let firsts = declined(first, false);
        for seconds in declined(second, false) {
            for (case, second) in seconds.iter().enumerate() {
                forms.push(format!("{first} {second}"));
                forms.extend(firsts.iter().map(|first| format!("{} {second}", first[case])));
            }
        }
    }
    forms
}

/// Declines the title of a law: its head noun and the adjectives before it, each form with a small
/// and a capital letter first. A title without a head of [`LAWS`] has no other forms.
pub(super) fn title_forms(title: &str) -> Vec<String> {
    let words: Vec<&str> = title.split(' ').collect();
    let Some(head) = words.iter().position(|word| LAWS.contains(&word.to_lowercase().as_str()))
    else {
        return Vec::new();
    };
    let mut forms = phrase(&words, head);
    forms.push(title.to_owned());
    // «Европейская Конвенция» is written as well as «Европейская конвенция».
    if head > 0 && CAPITALS.contains(&words[head]) {
        let capital = |form: &String| {
            let mut words: Vec<String> = form.split(' ').map(str::to_owned).collect();
            let at = words[head].chars().next().map_or(0, char::len_utf8);
            words[head] = words[head][..at].to_uppercase() + &words[head][at..];
            words.join(" ")
        };
        let capitals: Vec<String> = forms.iter().map(capital).collect();
        forms.extend(capitals);
    }
    let with_first = |form: &String, first: fn(&str) -> String| {
        let at = form.chars().next().map_or(0, char::len_utf8);
        first(&form[..at]) + &form[at..]
    };
    let both = forms
        .iter()
        .flat_map(|f| [with_first(f, str::to_lowercase), with_first(f, str::to_uppercase)]);
    let both: Vec<String> = both.collect();
    forms.extend(both);
    forms
}

/// The oblique cases of a noun phrase: the noun at `head` and the adjectives before it. Other words
/// stay.
fn phrase(words: &[&str], head: usize) -> Vec<String> {
    let inflected = |word: &str| {
        adjective(word).map(|(stem, endings)| endings.map(|end| format!("{stem}{end}")))
    };
    let before: Vec<Option<Cases>> = words[..head].iter().map(|word| inflected(word)).collect();
    let feminine = head > 0 && words[head - 1].ends_with("ая");
    let mut forms = Vec::new();
    for nouns in declined(words[head], feminine) {
        for (case, noun) in nouns.iter().enumerate() {
            let adjectives = words.iter().zip(&before);
            let adjectives = adjectives
                .map(|(word, cases)| cases.as_ref().map_or(*word, |cases| cases[case].as_str()));
            let form: Vec<&str> = adjectives
                .chain([noun.as_str()])
                .chain(words[head + 1..].iter().copied())
                .collect();
            forms.push(form.join(" "));
        }
    }
    forms
}

fn cyrillic(word: &str) -> bool {
    word.chars().all(|c| ('\u{0410}'..='\u{0451}').contains(&c) || c == 'Ё' || c == '-')
}

fn adjective(word: &str) -> Option<(&str, [&'static str; 5])> {
    if !cyrillic(word) || word.chars().count() < 5 || !word.ends_with(char::is_lowercase) {
        return None;
    }
    ADJECTIVES
        .iter()
        .find_map(|(ending, cases)| word.strip_suffix(ending).map(|stem| (stem, *cases)))
}

/// The oblique cases of a noun; of acronyms, only of those that print declines (МИДа). More than
/// one set where the nominative does not tell the declension: "Роснефть" and "Сибирь" are feminine,
/// "Кремль" is masculine; "Известия" is a plural, "Компания" is not.
fn declined(word: &str, feminine: bool) -> Vec<Cases> {
    if !cyrillic(word) || word.is_empty() {
        return Vec::new();
    }
    let with = |stem: &str, endings: [&str; 5]| endings.map(|e| format!("{stem}{e}"));
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().count();
    if capitals == letters {
        let hard = word
            .ends_with(['Б', 'В', 'Г', 'Д', 'З', 'К', 'Л', 'М', 'Н', 'П', 'Р', 'С', 'Т', 'Ф', 'Х']);
        return if letters >= 3 && hard {
            vec![with(word, ["а", "у", "", "ом", "е"])]
        } else {
            Vec::new()
        };
    }
    if letters < 3 {
        return Vec::new();
    }
    let mut sets = Vec::new();
    if let Some(stem) = word.strip_suffix('ь').filter(|_| !word.ends_with("тель")) {
        sets.push(with(stem, ["и", "и", "ь", "ью", "и"]));
        if feminine || word.ends_with("сть") {
            return sets;
        }
    }
    for (ending, plural) in [
        ("ия", ["ий", "иям", "ия", "иями", "иях"]),
        ("ости", ["остей", "остям", "ости", "остями", "остях"]),
    ] {
        if let Some(stem) = word.strip_suffix(ending) {
            sets.push(with(stem, plural));
        }
    }
    if let Some((ending, cases)) = NOUNS.iter().find(|(e, _)| word.ends_with(e)) {
        sets.extend(word.strip_suffix(ending).map(|stem| with(stem, *cases)));
        return sets;
    }
    let consonant = word.ends_with(|c: char| {
        !matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
    });
    if consonant {
        sets.push(with(word, ["а", "у", "", "ом", "е"]));
    }
    sets
}

/// Whether a name of one word is a case of an adjective in the nominative: «сборной» of «сборная».
pub(super) fn is_adjective_of(form: &str, nominative: &str) -> bool {
    const NOMINATIVES: [&str; 6] = ["ая", "яя", "ый", "ий", "ое", "ее"];
    let (form, nominative) = (form.to_lowercase(), nominative.to_lowercase());
    !form.contains(' ')
        && endings::ends_in(&nominative, &NOMINATIVES)
        && !endings::ends_in(&form, &NOMINATIVES)
        && adjective(&nominative).is_some()
        && stem(&form) == stem(&nominative)
}

/// Takes the inflectional ending off a folded word: the longest ending of an adjective or noun that
/// leaves three letters. Short words and words of other scripts stay as they are.
pub fn stem(word: &str) -> &str {
    if !word.starts_with(|c: char| ('а'..='я').contains(&c)) {
        return word;
    }
    // Endings by their last letter, longest first.
    let endings: &[&str] = match word.chars().next_back() {
        Some('а') => &["а"],
        Some('в') => &["ов", "ев"],
        Some('е') => &["ое", "ее", "ые", "ие", "ье", "е"],
        Some('и') => &["иями", "ями", "ами", "ыми", "ими", "ии", "ьи", "и"],
        Some('й') => &["ией", "ый", "ий", "ой", "ей"],
        Some('м') => &["иям", "ым", "им", "ом", "ем", "ам", "ям"],
        Some('о') => &["ого", "его", "о"],
        Some('у') => &["ому", "ему", "у"],
        Some('х') => &["иях", "ых", "их", "ах", "ях"],
        Some('ы') => &["ы"],
        Some('ь') => &["ь"],
        Some('ю') => &["ую", "юю", "ею", "ою", "ию", "ью", "ю"],
        Some('я') => &["ая", "яя", "ия", "ья", "я"],
        _ => return word,
    };
    let letters = word.chars().count();
    endings
        .iter()
        // Each letter of an ending has two bytes.
        .filter(|e| letters >= e.len() / 2 + 3)
        .find_map(|e| word.strip_suffix(e))
        .map_or(word, |stem| stem.strip_suffix('й').unwrap_or(stem))
}
