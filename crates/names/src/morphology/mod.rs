//! Word forms: the inflected forms of names, stems, and what endings tell. One module for each
//! language.
//!
//! Names are expanded, texts are not reduced: a form that never occurs costs little, a missing form
//! costs a mention.

pub mod de;
pub mod en;
pub mod ru;

use crate::Lang;

/// The spellings of an organisation's name in running text, the name itself among them, sorted.
pub fn name_forms(name: &str, lang: Lang) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    match lang {
        Lang::En => en::spellings(&mut forms),
        Lang::De => forms.extend(de::name_forms(name)),
        Lang::Ru => forms.extend(ru::name_forms(name)),
    }
    // Headlines and credits stand in capitals; a single short word in capitals would be an acronym.
    if name.contains(' ') || name.chars().count() >= 5 {
        forms.push(name.to_uppercase());
    }
    sorted(forms)
}

/// Of the written forms of one name, most frequent first, the nominative: the form of which most of
/// the others are cases. `None` if no form is a case of another.
pub fn nominative_among<'f>(forms: &[&'f str], lang: Lang) -> Option<&'f str> {
    // English names have no cases.
    if forms.len() < 2 || lang == Lang::En {
        return None;
    }
    let cases = |candidate: &&&str| {
        let known = name_forms(candidate, lang);
        let is_case = |form: &&&str| {
            form != candidate
                && (known.iter().any(|known| known == **form)
                    || lang == Lang::Ru && ru::is_adjective_of(form, candidate))
        };
        forms.iter().filter(is_case).count()
    };
    let counted = forms.iter().map(|form| (form, cases(&form)));
    // Of equals the first.
    let best = counted.rev().max_by_key(|(_, count)| *count)?;
    (best.1 > 0).then_some(*best.0)
}

/// The spellings of a law's title in running text, the title itself among them, sorted.
pub fn title_forms(title: &str, lang: Lang) -> Vec<String> {
    let mut forms = vec![title.to_owned()];
    match lang {
        Lang::En => en::spellings(&mut forms),
        Lang::De => forms.extend(de::title_forms(title)),
        Lang::Ru => forms.extend(ru::title_forms(title)),
    }
    sorted(forms)
}

fn sorted(mut forms: Vec<String>) -> Vec<String> {
    forms.sort_unstable();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(forms: &[String], name: &str, form: &str) {
        assert!(forms.iter().any(|f| f == form), "{name}: {forms:?}");
    }

    #[test]
    fn russian_names() {
        let has = |name: &str, form: &str| has(&name_forms(name, Lang::Ru), name, form);
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
    fn german_names() {
        let has = |name: &str, form: &str| has(&name_forms(name, Lang::De), name, form);
        has("Deutsche Bank", "Deutschen Bank");
        has("Bundesgerichtshof", "Bundesgerichtshofs");
        has("Europäischer Gerichtshof", "Europäischen Gerichtshofes");
        has("Gerichtshof der Europäischen Union", "Gerichtshofs der Europäischen Union");
        has("Deutscher Verband für Moorkunde", "Deutschen Verbands für Moorkunde");
    }

    #[test]
    fn english_names() {
        let has = |name: &str, form: &str| has(&name_forms(name, Lang::En), name, form);
        has("World Health Organization", "World Health Organisation");
        has("Labour Party", "Labor Party");
    }

    #[test]
    fn titles_of_laws() {
        let has = |title: &str, lang, form: &str| has(&title_forms(title, lang), title, form);
        has("Гражданский процессуальный кодекс", Lang::Ru, "гражданского процессуального кодекса");
        has("Конституция Республики Казахстан", Lang::Ru, "Конституцией Республики Казахстан");
        has("Соглашение о партнёрстве", Lang::Ru, "Соглашением о партнёрстве");
        has("Bürgerliches Gesetzbuch", Lang::De, "Bürgerlichen Gesetzbuchs");
        has("Strafgesetzbuch", Lang::De, "Strafgesetzbuches");
        has("Code on Administrative Offences", Lang::En, "Code on Administrative Offenses");
    }
}
