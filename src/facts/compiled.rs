//! The phrases of claims, compiled to regular expressions once for each language.

use super::events::{self, Events};
use super::language::ClaimWords;
use super::{de, en, ru};
use crate::model::Lang;
use crate::pattern::with_small_classes;
use regex::Regex;
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

/// A language's phrases, as regexes, and its events.
#[derive(Debug)]
pub(super) struct CompiledWords {
    pub(super) lang: Lang,
    pub(super) events: &'static Events,
    pub(super) join: LazyRegex,
    pub(super) next: LazyRegex,
    pub(super) source: Vec<LazyRegex>,
    pub(super) same: LazyRegex,
}

/// A regex that is compiled when it is first asked for: most documents pull few triggers.
#[derive(Debug)]
pub(super) struct LazyRegex {
    pattern: String,
    regex: OnceLock<Regex>,
}

impl Deref for LazyRegex {
    type Target = Regex;

    /// # Panics
    ///
    /// A pattern of ours that is no regular expression; a test compiles all.
    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| {
            Regex::new(&self.pattern).unwrap_or_else(|e| panic!("{}: {e}", self.pattern))
        })
    }
}

/// The words of a language.
pub(super) fn of(lang: Lang) -> &'static CompiledWords {
    static EN: LazyLock<CompiledWords> = LazyLock::new(|| CompiledWords::new(Lang::En, &en::WORDS));
    static DE: LazyLock<CompiledWords> = LazyLock::new(|| CompiledWords::new(Lang::De, &de::WORDS));
    static RU: LazyLock<CompiledWords> = LazyLock::new(|| CompiledWords::new(Lang::Ru, &ru::WORDS));
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
        Lang::Ru => &RU,
    }
}

impl CompiledWords {
    /// Takes plain data.
    fn new(lang: Lang, words: &'static ClaimWords) -> Self {
        let regex = |pattern: &str| {
            let pattern = pattern.replace("{noun}", words.noun).replace("{o}", "\u{1}+");
            LazyRegex { pattern, regex: OnceLock::new() }
        };
        Self {
            lang,
            events: events::of(lang),
            join: regex(&format!("^(?:{})$", words.join)),
            next: regex(&format!("^(?:{})$", words.next)),
            source: words.source.iter().map(|s| regex(&with_small_classes(s))).collect(),
            same: regex(words.same),
        }
    }

    /// Whether a word of a class stands in the text.
    pub(super) fn has(&self, text: &str, class: u64) -> bool {
        has_word(text, self.events.list(class))
    }
}

/// Whether one of the words stands in the text as a word; a word that ends in `*` may go on.
pub(super) fn has_word(text: &str, words: &[&str]) -> bool {
    use crate::text::{boundary, work};
    work::searched(text.len());
    words.iter().any(|word| {
        let (stem, open) = word.strip_suffix('*').map_or((*word, false), |s| (s, true));
        let stem = stem.trim_start_matches('*');
        text.match_indices(stem).any(|(i, _)| {
            boundary::is_edge(text, i) && (open || boundary::is_edge(text, i + stem.len()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_compile() {
        for lang in Lang::ALL {
            let CompiledWords { join, next, source, same, .. } = of(lang);
            let all = [join, next, same].into_iter().chain(source);
            assert!(all.map(|lazy| lazy.as_str()).all(|pattern| !pattern.is_empty()));
        }
    }

    #[test]
    fn words_end_where_they_should() {
        assert!(has_word("it may pay", &["may"]));
        assert!(!has_word("the mayor pays", &["may"]));
        assert!(has_word("threatened", &["threat*"]));
    }
}
