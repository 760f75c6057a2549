//! The forms of a known name in running text: Russian cases, German genitives.

use crate::model::Lang;

/// The forms of a name, itself among them.
pub(crate) fn forms(name: &str, lang: Lang) -> Vec<String> {
    let mut all = match lang {
        Lang::En => english(name),
        Lang::De => german(name),
        Lang::Ru => russian(name),
    };
    all.push(name.to_owned());
    all.sort_unstable();
    all.dedup();
    all
}

/// Both spellings of offence.
fn english(name: &str) -> Vec<String> {
    vec![name.replace("Offences", "Offenses"), name.replace("Labour", "Labor")]
}

fn german(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (first, rest) = name.split_once(' ').map_or((name, ""), |(a, b)| (a, b));
    let last = name.rsplit(' ').next().unwrap_or(name);
    let genitive = ["gesetz", "buch", "vertrag", "abkommen", "protokoll", "pakt", "recht"]
        .iter()
        .any(|e| last.to_lowercase().ends_with(e));
    let mut heads = vec![name.to_owned()];
    if !rest.is_empty() {
        // "Europäische …konvention" → "Europäischen", "Bürgerliches Gesetzbuch" → "Bürgerlichen".
        for (end, to) in [("e", "en"), ("es", "en"), ("er", "en"), ("e", "er")] {
            if let Some(stem) =
                first.strip_suffix(end).filter(|s| s.ends_with("ch") || s.ends_with("ein") || s.ends_with("t"))
            {
                heads.push(format!("{stem}{to} {rest}"));
            }
        }
    }
    let shape = rest.is_empty() || first.ends_with('e') || first.ends_with("es") || first.ends_with("er");
    for head in &heads {
        if genitive && shape {
            out.extend([format!("{head}s"), format!("{head}es")]);
        }
    }
    out.extend(heads);
    out
}

/// The endings of an adjective before a masculine, a feminine and a neuter noun, by case: nominative, genitive, dative, instrumental,
/// locative, accusative.
const ADJECTIVES: [(&str, [&str; 6]); 5] = [
    ("ый", ["ый", "ого", "ому", "ым", "ом", "ый"]),
    ("ий", ["ий", "ого", "ому", "им", "ом", "ий"]),
    ("ой", ["ой", "ого", "ому", "ым", "ом", "ой"]),
    ("ая", ["ая", "ой", "ой", "ой", "ой", "ую"]),
    ("ое", ["ое", "ого", "ому", "ым", "ом", "ое"]),
];

/// Head nouns and their endings by case.
const NOUNS: [(&str, &str, [&str; 6]); 15] = [
    ("кодекс", "", ["", "а", "у", "ом", "е", ""]),
    ("закон", "", ["", "а", "у", "ом", "е", ""]),
    ("договор", "", ["", "а", "у", "ом", "е", ""]),
    ("протокол", "", ["", "а", "у", "ом", "е", ""]),
    ("пакт", "", ["", "а", "у", "ом", "е", ""]),
    ("пакет", "", ["", "а", "у", "ом", "е", ""]),
    ("устав", "", ["", "а", "у", "ом", "е", ""]),
    ("регламент", "", ["", "а", "у", "ом", "е", ""]),
    ("акт", "", ["", "а", "у", "ом", "е", ""]),
    ("конституци", "я", ["я", "и", "и", "ей", "и", "ю"]),
    ("конвенци", "я", ["я", "и", "и", "ей", "и", "ю"]),
    ("деклараци", "я", ["я", "и", "и", "ей", "и", "ю"]),
    ("харти", "я", ["я", "и", "и", "ей", "и", "ю"]),
    ("соглашени", "е", ["е", "я", "ю", "ем", "и", "е"]),
    ("положени", "е", ["е", "я", "ю", "ем", "и", "е"]),
];

fn russian(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let words: Vec<&str> = name.split(' ').collect();
    let lower = |w: &str| w.to_lowercase();
    let Some(head) = words.iter().position(|w| NOUNS.iter().any(|(stem, end, _)| lower(w) == format!("{stem}{end}")))
    else {
        return out;
    };
    for case in 0..6 {
        let mut parts: Vec<String> = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            let form = if at < head {
                let split = ADJECTIVES
                    .iter()
                    .find_map(|(end, forms)| word.strip_suffix(end).map(|stem| format!("{stem}{}", forms[case])));
                split.unwrap_or_else(|| (*word).to_owned())
            } else if at == head {
                let noun = NOUNS.iter().find(|(stem, end, _)| lower(word) == format!("{stem}{end}"));
                noun.map_or_else(
                    || (*word).to_owned(),
                    |(stem, _, ends)| format!("{}{}", &word[..stem.len()], ends[case]),
                )
            } else {
                (*word).to_owned()
            };
            parts.push(form);
        }
        let form = parts.join(" ");
        let mut rest = form.chars();
        if let Some(first) = rest.next() {
            out.push(first.to_lowercase().collect::<String>() + rest.as_str());
            out.push(first.to_uppercase().collect::<String>() + rest.as_str());
        }
        out.push(form);
    }
    out
}
