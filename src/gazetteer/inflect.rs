//! The forms in which a name occurs: Russian cases by paradigm tables, German adjectives and genitives.
//!
//! A form too many costs little (it must still occur in a text); a form too few costs a mention.

use crate::model::Lang;

/// The spellings of a name in running text, the name itself among them.
pub fn forms(name: &str, lang: Lang) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    match lang {
        Lang::En => english(name, &mut forms),
        Lang::De => german(name, &mut forms),
        Lang::Ru => russian(name, &mut forms),
    }
    // Headlines and credits in capitals; a single short word in capitals would be an acronym.
    if name.contains(' ') || name.chars().count() >= 5 {
        forms.push(name.to_uppercase());
    }
    forms.sort();
    forms.dedup();
    forms
}

/// British and American spellings of the words that names of bodies are made of.
fn english(name: &str, forms: &mut Vec<String>) {
    const PAIRS: [(&str, &str); 6] = [
        ("Organisation", "Organization"),
        ("Centre", "Center"),
        ("Defence", "Defense"),
        ("Labour", "Labor"),
        ("Programme", "Program"),
        ("Co-operation", "Cooperation"),
    ];
    for (one, other) in PAIRS {
        for (from, to) in [(one, other), (other, one)] {
            // "Program" is part of "Programme": only a whole word is replaced.
            if name.split(' ').any(|w| w == from) {
                let more: Vec<String> = forms
                    .iter()
                    .map(|f| f.split(' ').map(|w| if w == from { to } else { w }).collect::<Vec<_>>().join(" "))
                    .collect();
                forms.extend(more);
            }
        }
    }
    forms.sort();
    forms.dedup();
}

/// "Deutsche Bank" → "Deutschen Bank"; "Bundesgerichtshof" → "Bundesgerichtshofs".
fn german(name: &str, forms: &mut Vec<String>) {
    let (first, rest) = name.split_once(' ').map_or((name, None), |(f, r)| (f, Some(r)));
    let mut heads = vec![first.to_owned()];
    if rest.is_some() {
        let endings: &[(&str, &[&str])] =
            &[("er", &["en", "em", "es", "e"]), ("es", &["en", "em", "e"]), ("en", &[]), ("e", &["en", "er"])];
        if let Some((stem, others)) = endings.iter().find_map(|(e, o)| first.strip_suffix(e).map(|s| (s, o)))
            && stem.chars().count() >= 4
        {
            heads.extend(others.iter().map(|o| format!("{stem}{o}")));
        }
    }
    for head in heads {
        let whole = rest.map_or_else(|| head.clone(), |r| format!("{head} {r}"));
        let last = whole.rsplit(' ').next().unwrap_or(&whole);
        if last.chars().count() > 3 && last.ends_with(char::is_lowercase) && !last.ends_with(['s', 'ß', 'x', 'z']) {
            forms.push(format!("{whole}s"));
            if last.ends_with("hof") || last.ends_with("amt") || last.ends_with("bund") || last.ends_with("rat") {
                forms.push(format!("{whole}es"));
            }
        }
        forms.push(whole);
    }
}

/// Endings of genitive, dative, accusative, instrumental, prepositional for a nominative ending, longest nominative first.
/// After Zaliznyak's declensions; hard and soft stems apart, animate accusatives left out (organisations are not).
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

/// Declines the leading adjectives and the noun after them; what follows (a complement, a quoted name) stays.
fn russian(name: &str, forms: &mut Vec<String>) {
    let words: Vec<&str> = name.split(' ').collect();
    let adjectives = words.iter().take_while(|w| adjective(w).is_some()).count();
    let Some(noun) = words.get(adjectives) else {
        return;
    };
    // An adjective alone, or before a quoted name, is a name by itself.
    let table: Vec<(String, [String; 5])> = words[..adjectives]
        .iter()
        .filter_map(|w| adjective(w))
        .map(|(stem, endings)| (String::new(), endings.map(|e| format!("{stem}{e}"))))
        .collect();
    let feminine = adjectives > 0 && words[adjectives - 1].ends_with("ая");
    let mut add = |form: String| {
        if !forms.contains(&form) {
            forms.push(form);
        }
    };
    for nouns in declined(noun, feminine) {
        for (case, noun) in nouns.iter().enumerate() {
            let mut form: Vec<&str> = table.iter().map(|(_, cases)| cases[case].as_str()).collect();
            form.push(noun);
            form.extend(&words[adjectives + 1..]);
            add(form.join(" "));
        }
    }
    // Two nouns, both capitalised, may be an apposition, of which the second or both are declined: "Манчестер Юнайтеда".
    if let [first, second] = words.as_slice()
        && adjectives == 0
        && second.starts_with(char::is_uppercase)
        && second.ends_with(char::is_lowercase)
        && first.ends_with(char::is_lowercase)
    {
        let firsts = declined(first, false);
        for seconds in declined(second, false) {
            for (case, second) in seconds.iter().enumerate() {
                add(format!("{first} {second}"));
                firsts.iter().for_each(|first| add(format!("{} {second}", first[case])));
            }
        }
    }
}

fn cyrillic(word: &str) -> bool {
    word.chars().all(|c| ('\u{0410}'..='\u{0451}').contains(&c) || c == 'Ё' || c == '-')
}

fn adjective(word: &str) -> Option<(&str, [&'static str; 5])> {
    if !cyrillic(word) || word.chars().count() < 5 || !word.ends_with(char::is_lowercase) {
        return None;
    }
    ADJECTIVES.iter().find_map(|(ending, cases)| word.strip_suffix(ending).map(|stem| (stem, *cases)))
}

/// The five oblique forms of a noun, of acronyms those that are declined in print (МИДа). More than one set where the nominative does not
/// tell the declension: "Роснефть" is feminine, "Сибирь" too, "Кремль" masculine; "Известия" is a plural, "Компания" is not.
fn declined(word: &str, feminine: bool) -> Vec<[String; 5]> {
    if !cyrillic(word) || word.is_empty() {
        return Vec::new();
    }
    let with = |stem: &str, endings: [&str; 5]| endings.map(|e| format!("{stem}{e}"));
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().count();
    if capitals == letters {
        let hard = word.ends_with(['Б', 'В', 'Г', 'Д', 'З', 'К', 'Л', 'М', 'Н', 'П', 'Р', 'С', 'Т', 'Ф', 'Х']);
        return if letters >= 3 && hard { vec![with(word, ["а", "у", "", "ом", "е"])] } else { Vec::new() };
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
    for (ending, plural) in
        [("ия", ["ий", "иям", "ия", "иями", "иях"]), ("ости", ["остей", "остям", "ости", "остями", "остях"])]
    {
        if let Some(stem) = word.strip_suffix(ending) {
            sets.push(with(stem, plural));
        }
    }
    if let Some((ending, cases)) = NOUNS.iter().find(|(e, _)| word.ends_with(e)) {
        sets.extend(word.strip_suffix(ending).map(|stem| with(stem, *cases)));
        return sets;
    }
    let consonant = word.ends_with(|c: char| !matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я'));
    if consonant {
        sets.push(with(word, ["а", "у", "", "ом", "е"]));
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_cases() {
        let has = |name: &str, form: &str| {
            assert!(forms(name, Lang::Ru).iter().any(|f| f == form), "{name}: {:?}", forms(name, Lang::Ru));
        };
        has(
            "Организация по безопасности и сотрудничеству в Европе",
            "Организации по безопасности и сотрудничеству в Европе",
        );
        has("Европейский союз", "Европейского союза");
        has("Газпром", "Газпромом");
        has("МИД", "МИДа");
        has("Министерство иностранных дел", "Министерстве иностранных дел");
        has("Следственный комитет", "Следственного комитета");
        has("Государственная Дума", "Государственной Думы");
        has("Высшая школа экономики", "Высшей школы экономики");
        has("Роснефть", "Роснефти");
        has("Промышленность", "Промышленностью");
        has("Кремль", "Кремля");
        has("Известия", "Известий");
        has("Компания", "Компании");
        has("Ведомости", "Ведомостях");
        has("Манчестер Юнайтед", "Манчестер Юнайтеда");
        has("Спартак Москва", "Спартака Москвы");
    }

    #[test]
    fn german_forms() {
        let has = |name: &str, form: &str| {
            assert!(forms(name, Lang::De).iter().any(|f| f == form), "{name}: {:?}", forms(name, Lang::De));
        };
        has("Deutsche Bank", "Deutschen Bank");
        has("Bundesgerichtshof", "Bundesgerichtshofs");
        has("Europäischer Gerichtshof", "Europäischen Gerichtshofes");
    }
}
