//! German: the endings of a leading adjective, genitives, and ends of words.

pub mod endings;

/// Endings of an adjective by the ending of its nominative, longest first.
const ADJECTIVES: [(&str, &[&str]); 4] = [
    ("er", &["en", "em", "es", "e"]),
    ("es", &["en", "em", "e"]),
    ("en", &[]),
    ("e", &["en", "er"]),
];

/// Ends of the nouns whose genitive may be -es, in names of bodies.
const LONG_GENITIVE: [&str; 6] = ["hof", "amt", "bund", "rat", "verband", "werk"];

/// Ends of the stems of the adjectives that titles of laws begin with.
const LAW_ADJECTIVES: [&str; 3] = ["ch", "ein", "t"];

/// Ends of the nouns that head titles of laws: masculine and neuter, so that the genitive has an
/// ending.
const LAWS: [&str; 7] = ["gesetz", "buch", "vertrag", "abkommen", "protokoll", "pakt", "recht"];

/// Words between the head noun of a name and its complement.
const COMPLEMENT: [&str; 11] =
    ["der", "des", "für", "von", "zum", "zur", "zu", "gegen", "in", "im", "am"];

/// "Deutsche Bank" → "Deutschen Bank"; "Bundesgerichtshof" → "Bundesgerichtshofs"; "Gericht der
/// Provinz" → "Gerichts der Provinz".
pub(super) fn name_forms(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for form in adjective_forms(name, |_| true) {
        let words = || form.split(' ');
        let head = words().skip(1).position(|word| COMPLEMENT.contains(&word));
        let head_end = head.map_or(form.len(), |at| {
            words().take(at + 1).map(|word| word.len() + 1).sum::<usize>() - 1
        });
        let (phrase, complement) = form.split_at(head_end);
        let last = last_word(phrase);
        let long = LONG_GENITIVE.iter().any(|end| last.to_lowercase().ends_with(end));
        if (long || last.chars().count() > 3)
            && last.ends_with(char::is_lowercase)
            && !last.ends_with(['s', 'ß', 'x', 'z'])
        {
            forms.push(format!("{phrase}s{complement}"));
            if long {
                forms.push(format!("{phrase}es{complement}"));
            }
        }
        forms.push(form);
    }
    forms
}

/// "Bürgerliches Gesetzbuch" → "Bürgerlichen Gesetzbuchs", "Bürgerlichen Gesetzbuches".
pub(super) fn title_forms(title: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let last = last_word(title).to_lowercase();
    let single_or_adjective = title
        .split_once(' ')
        .is_none_or(|(first, _)| ["e", "es", "er"].iter().any(|end| first.ends_with(end)));
    let genitive = single_or_adjective && LAWS.iter().any(|end| last.ends_with(end));
    for form in adjective_forms(title, |stem| LAW_ADJECTIVES.iter().any(|end| stem.ends_with(end)))
    {
        if genitive {
            forms.extend([format!("{form}s"), format!("{form}es")]);
        }
        forms.push(form);
    }
    forms
}

/// The name with each ending that its first word may have, if that is an adjective with such a stem
/// before other words; first as it is.
fn adjective_forms(name: &str, is_stem: impl Fn(&str) -> bool) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    if let Some((first, rest)) = name.split_once(' ')
        && let Some((stem, others)) =
            ADJECTIVES.iter().find_map(|(end, o)| first.strip_suffix(end).map(|s| (s, o)))
        && stem.chars().count() >= 4
        && is_stem(stem)
    {
        let inflected = others.iter().map(|end| match second_adjective(rest) {
            Some((second, tail)) => format!("{stem}{end} {second}{end} {tail}"),
            None => format!("{stem}{end} {rest}"),
        });
        forms.extend(inflected);
        // "Frankfurter Allgemeinen Zeitung": the adjective of a place stays.
        if first.ends_with("er")
            && let Some((second, tail)) = second_adjective(rest)
        {
            forms.extend(["en", "er"].map(|end| format!("{first} {second}{end} {tail}")));
        }
    }
    forms
}

/// The stem of an adjective before more words, and these: "Olympisches Komitee".
fn second_adjective(rest: &str) -> Option<(&str, &str)> {
    let (word, tail) = rest.split_once(' ')?;
    let stem = ["es", "er", "e"].iter().find_map(|end| word.strip_suffix(end))?;
    endings::is_adjective_of_name(word).then_some((stem, tail))
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}
