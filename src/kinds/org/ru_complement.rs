//! How far a Russian name reaches behind its head noun.

use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::endings::{self, ends_in};
use crate::kinds::context::Vocabulary;
use crate::model::Lang;
use crate::text::boundary::{word_after, word_before};

/// The abbreviation of «имени»: in honour of.
pub(super) const IN_HONOUR: &str = "им.";

/// What stands between a name and the person in whose honour it is given.
const HONOUR_LINKS: [&str; 2] = [" имени ", " им. "];

/// Whether a capitalised word is a name in the nominative. Behind a word for a place a nominative
/// goes on with the name: «Республики Крым».
fn is_nominative(words: &Vocabulary, before: &str, word: &str) -> bool {
    let place = before.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    endings::is_nominative(word) && !is_place_noun(words, &place)
}

/// Whether a word is a surname in the nominative that looks like an adjective: «общины Сокальский».
fn is_surname_of_adjective(words: &Vocabulary, before: &str, word: &str) -> bool {
    let place = before.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    ends_in(word, endings::SURNAMES_NOMINATIVE) && !is_place_noun(words, &place)
}

/// Whether a word in small letters is a noun for a place: «республики», «анклава».
fn is_place_noun(words: &Vocabulary, word: &str) -> bool {
    words.lexicon.forms(Class::PlaceStem).any(|(stem, _)| word.starts_with(stem))
}

/// Where a name ends that is given in honour of somebody: "имени М. В. Ломоносова", "им.
/// Склифосовского".
pub(super) fn named_after(words: &Vocabulary, text: &str, end: usize) -> usize {
    let Some(tail) = HONOUR_LINKS.iter().find_map(|link| text[end..].strip_prefix(link)) else {
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
        // «имени Людвига ван Стоуна»
        let particle = surname && words.is(Class::OrgNameParticle, bare);
        if !particle && !bare.starts_with(char::is_uppercase) {
            break;
        }
        at += word.len();
        if particle {
            continue;
        }
        if bare.chars().count() > 1 {
            surname = true;
            // «имени Габдуллы Тукая»: the surname is behind the given name.
            let next = text[at..].split([' ', ',', '.', '"', '»', '\n']).next().unwrap_or_default();
            let goes_on = next.starts_with(char::is_uppercase) && is_genitive_name(next)
                || words.is(Class::OrgNameParticle, next);
            if word.ends_with(' ') && goes_on {
                continue;
            }
            at -= word.len() - bare.len();
            break;
        }
    }
    if surname { at } else { end }
}

/// The words after `head` that belong to its name: a genitive or dative chain, or a place. Case
/// endings tell, verbs stop it.
pub(super) fn complement<'t>(head: &str, of: &'t str, words: &Vocabulary) -> &'t str {
    let mut chain = Chain::new(head, of, words);
    while chain.next() {}
    &of[..chain.end()]
}

/// How far a complement has been read.
struct Chain<'t, 'w> {
    of: &'t str,
    words: &'w Vocabulary,
    /// Whether the head is a whole name («Минфин»), has a field behind its country («комитет Думы
    /// по обороне»), is named after persons («фонд Гайдара»).
    head: (bool, bool, bool),
    /// Where the next word begins.
    at: usize,
    /// Where the name ends.
    end: usize,
    /// Where the name ends if the noun that the last adjective wants does not come.
    open: Option<usize>,
    /// The word of [`Class::OrgLink`] before.
    link: Option<&'t str>,
    /// Whether «по» opened a dative, which has endings of its own.
    field: bool,
    /// Whether the noun of this dative is still to come.
    dative: bool,
    /// Where the proper noun begins that ends the name so far.
    proper: Option<usize>,
    /// Whether an acronym or a country ends the name so far.
    closed: bool,
}

impl<'t, 'w> Chain<'t, 'w> {
    fn new(head: &str, of: &'t str, words: &'w Vocabulary) -> Self {
        let is = |class| words.is(class, head);
        let head = (is(Class::OrgWhole), is(Class::OrgOfField), is(Class::OrgOfPerson));
        Self {
            of,
            words,
            head,
            at: 0,
            end: 0,
            open: None,
            link: None,
            field: false,
            dative: false,
            proper: None,
            closed: false,
        }
    }

    fn end(&self) -> usize {
        self.open.unwrap_or(self.end)
    }

    /// The word at `at` and where it begins.
    fn word_at(&self, at: usize) -> Option<(&'t str, usize)> {
        let start = at + 1;
        let tail = self.of.get(start..)?;
        let word = &tail[..tail.find(' ').unwrap_or(tail.len())];
        (!word.is_empty()).then_some((word, start))
    }

    /// Whether a list of fields goes on behind the comma at the end of the name: «культуры, спорта и
    /// туризма».
    fn lists_field(&self, mut at: usize) -> bool {
        for _ in 0..8 {
            let Some((word, start)) = self.word_at(at) else { return false };
            at = start + word.len();
            let bare = word.trim_end_matches(',');
            if word == "и" {
                return true;
            }
            let field = self.words.is(Class::OrgField, bare)
                || ends_in(bare, endings::FIELDS)
                || ends_in(bare, endings::GENITIVE_ADJECTIVES) && bare.chars().count() > 4;
            if !field {
                return false;
            }
        }
        false
    }

    /// Reads a word; whether the name may go on.
    fn next(&mut self) -> bool {
        let Some((word, start)) = self.word_at(self.at) else { return false };
        self.at = start + word.len();
        let (word, comma) = word.strip_suffix(',').map_or((word, false), |word| (word, true));
        let goes_on = self.take(word, start);
        goes_on && (!comma || self.end > 0 && self.lists_field(self.at))
    }

    /// Takes a word without the comma behind it; whether the name may go on.
    fn take(&mut self, word: &'t str, start: usize) -> bool {
        if word == "имени" || self.words.is(Class::OrgNotInside, word) {
            return false;
        }
        if self.words.is(Class::OrgLink, word) {
            return self.take_link(word);
        }
        if word.starts_with(char::is_uppercase) {
            self.take_capital(word, start)
        } else {
            self.take_lower(word, start)
        }
    }

    /// «по», «и» and their like: what follows decides.
    fn take_link(&mut self, word: &'t str) -> bool {
        let Some((next, _)) = self.word_at(self.at) else { return false };
        let capital = next.starts_with(char::is_uppercase);
        if self.link.is_some() || self.open.is_some() && word != "и" {
            return false;
        }
        let goes_on = match word {
            "и" => {
                // «по науке и культуре»
                self.dative = self.field;
                !self.head.0 && !self.closed && !self.other_at(self.at)
            }
            "по" => {
                // «комитет Думы по обороне», «МВД России по Москве», but not «суд Твери по делу».
                let proper = self.closed || self.proper.is_some() || self.head.0;
                (self.field, self.dative) = (true, true);
                !self.words.is(Class::OrgNoField, next) && (capital || !proper || self.head.1)
            }
            // «совет при президенте»
            "при" => capital || self.words.is(Class::OrgUnder, next),
            // «Движение за демократию»
            _ => {
                self.field = true;
                !self.closed
            }
        };
        self.link = Some(word);
        self.closed = false;
        goes_on
    }

    /// Whether other bodies or persons follow, perhaps behind an adjective: «культуры и ведомства».
    fn other_at(&self, mut at: usize) -> bool {
        for _ in 0..3 {
            let Some((word, start)) = self.word_at(at) else { return false };
            // «контролю и надзору»: what a body does may have the name of a body.
            let head = || self.words.is(Class::OrgHead, word);
            // «Союз писателей и журналистов» is of persons.
            let of_persons = ends_in(&self.of[..self.end], endings::PERSONS);
            if self.words.is(Class::OrgOthers, word) && !of_persons
                || head() && !self.words.is(Class::OrgDeed, word)
            {
                return true;
            }
            if !ends_in(word, endings::GENITIVE_ADJECTIVES) {
                return false;
            }
            at = start + word.len();
        }
        false
    }

    fn take_capital(&mut self, word: &'t str, start: usize) -> bool {
        let words = self.words;
        let acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let country = words.is(Class::Country, word);
        let latin = word.starts_with(|c: char| c.is_ascii_uppercase());
        let behind_head = start == 1 || self.of.as_bytes()[self.end.max(2) - 1].is_ascii();
        // Whoever is named next in the nominative does something; a second capitalised member is
        // another organisation. «Минфина Юрия Колобова»: a person leads it.
        // «фонд Егора Стоуна», but not «академии сил Егора Стоуна»
        let named_after = self.head.2 && start == 1;
        let person =
            if named_after { words.is(Class::GivenName, word) } else { is_given_name(words, word) };
        if self.closed && !acronym
            || self.link == Some("и")
            || latin && (!behind_head && !acronym || behind_head && acronym && self.head.0)
            || !country && person
            || is_nominative(words, &self.of[..start], word) && !country && !acronym && !latin
            || is_surname_of_adjective(words, &self.of[..start], word)
        {
            return false;
        }
        let named = self.head.2 && self.proper == Some(1);
        let surname = !acronym
            && !country
            && !named
            && is_surname(word)
            && !words.is(Class::Nationality, word);
        if let Some(name) = self.proper.filter(|_| surname) {
            self.end = name - 1;
            return false;
        }
        self.end = start + word.len();
        (self.link, self.open) = (None, None);
        self.closed = acronym || country;
        let adjective = ends_in(word, endings::GENITIVE_ADJECTIVES);
        // «департамент по надзору Министерства сельского хозяйства»
        let body = words.is(Class::OrgHead, word);
        self.proper = (!adjective && !self.closed && !body).then_some(start);
        true
    }

    fn take_lower(&mut self, word: &'t str, start: usize) -> bool {
        let letters = word.chars().count();
        let after_place = self.proper.is_some() || self.closed;
        let region = self.words.is(Class::RegionNoun, word);
        let after_adjective = self.of[..self.end].rsplit(' ').next().is_some_and(|last| {
            last.starts_with(char::is_uppercase) && ends_in(last, endings::GENITIVE_ADJECTIVES)
        });
        if after_place && !region && self.link.is_none()
            || self.head.0
                && !after_adjective
                && self.link.is_none()
                && !is_place_noun(self.words, word)
            || letters > 5 && ends_in(word, endings::NOMINATIVE_ADJECTIVES)
        {
            return false;
        }
        let adjective = letters > 4 && ends_in(word, endings::GENITIVE_ADJECTIVES);
        let wanted = self.open.is_some() || after_adjective;
        // "статья 13" after a name begins a citation.
        let verb = letters > 4
            && (ends_in(word, endings::VERBS) && !ends_in(word, endings::NOT_VERBS)
                || word.starts_with("стать"));
        let dative = ends_in(word, endings::DATIVE_ONLY);
        let cased = letters > 2
            && (wanted || !verb)
            && (self.field || !dative)
            && (ends_in(word, endings::COMPLEMENT)
                || self.field && self.words.is(Class::OrgWithPersons, word)
                || (self.dative || self.link == Some("при")) && word.ends_with('е')
                || wanted && !verb);
        if !cased {
            return false;
        }
        if adjective && !self.words.is(Class::OrgAdjectiveNoun, word) {
            self.open.get_or_insert(self.end);
        } else {
            (self.open, self.dative) = (None, false);
        }
        self.end = start + word.len();
        (self.link, self.proper, self.closed) = (None, None, false);
        true
    }
}

/// Whether a word is a given name in any case: «Юрия», «Терезы».
pub(super) fn is_given_name(words: &Vocabulary, word: &str) -> bool {
    endings::nominatives(word).any(|name| words.is(Class::GivenName, &name))
}

/// Whether a given name stands before a Russian name: «Юрия Соловья» is a person.
pub(super) fn is_named(text: &str, at: usize, words: &Vocabulary) -> bool {
    let before = word_before(text, at);
    words.lang == Lang::Ru && before.starts_with(char::is_uppercase) && is_given_name(words, before)
}

/// Whether a capitalised word may be a surname in the genitive behind a given name.
fn is_genitive_name(word: &str) -> bool {
    word.chars().count() > 3 && ends_in(word, endings::SURNAMES_GENITIVE_LONG)
}

/// Whether a word ends like a surname in the genitive.
fn is_surname(word: &str) -> bool {
    word.chars().count() > 4 && ends_in(word, endings::SURNAMES_BEHIND)
}

/// The country behind a Russian name: «МИД» in «МИД Турции». `None` in other languages.
pub(super) fn country_behind<'w>(text: &str, end: usize, words: &'w Vocabulary) -> Option<&'w str> {
    words.value(Class::Country, word_after(text, end)).filter(|_| words.lang == Lang::Ru)
}

#[cfg(test)]
mod tests {
    use super::{complement, named_after};
    use crate::gazetteer::{BUILT_IN, Lexicon, Table};
    use crate::kinds::context::Vocabulary;
    use crate::model::Lang;

    fn words() -> Vocabulary {
        let tables: Vec<Table<'_>> = BUILT_IN.iter().map(|table| table.parse().unwrap()).collect();
        let tables: Vec<&Table<'_>> = tables.iter().collect();
        Vocabulary::new(Lang::Ru, Lexicon::new(Lang::Ru, &[], &tables).unwrap())
    }

    #[test]
    fn complements() {
        let words = words();
        let same =
            |of: &str, wanted: &str| assert_eq!(complement("Комитет", of, &words), wanted, "{of}");
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
        let words = words();
        let same = |text: &str, wanted: &str| {
            assert_eq!(&text[..named_after(&words, text, "Музей".len())], wanted);
        };
        same("Музей имени Людвига ван Хилла открыт", "Музей имени Людвига ван Хилла");
        same("Музей имени И. Д. Воробьёва в Уржуме", "Музей имени И. Д. Воробьёва");
        same("Музей им. Крылова, где", "Музей им. Крылова");
        same("Музей имени отца", "Музей");
    }
}
