//! English: British and American spellings. Names have no other forms.

/// Pairs of spellings of the words that names are made of: either may stand for the other.
const SPELLINGS: [(&str, &str); 7] = [
    ("Organisation", "Organization"),
    ("Centre", "Center"),
    ("Defence", "Defense"),
    ("Labour", "Labor"),
    ("Offences", "Offenses"),
    ("Programme", "Program"),
    ("Co-operation", "Cooperation"),
];

/// Adds the other spelling of each word to the forms of a name.
pub(super) fn spellings(forms: &mut Vec<String>) {
    for (one, other) in SPELLINGS {
        for (from, to) in [(one, other), (other, one)] {
            // "Program" is part of "Programme": only a whole word is replaced.
            let with_word = |form: &&String| form.split(' ').any(|word| word == from);
            let replaced = |form: &String| {
                form.split(' ')
                    .map(|word| if word == from { to } else { word })
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let more: Vec<String> = forms.iter().filter(with_word).map(replaced).collect();
            forms.extend(more);
        }
    }
}
