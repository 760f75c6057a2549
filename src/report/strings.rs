//! Tables of distinct values, which columns name by number.

use std::collections::HashMap;
use std::hash::Hash;

/// Distinct values in the order in which they came.
#[derive(Debug)]
pub(super) struct Distinct<T> {
    values: Vec<T>,
    places: HashMap<T, u32>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self { values: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    /// The number of a value.
    pub(super) fn of(&mut self, value: T) -> u32 {
        if let Some(place) = self.places.get(&value) {
            return *place;
        }
        let place = self.values.len() as u32;
        self.values.push(value.clone());
        self.places.insert(value, place);
        place
    }

    /// The values by number.
    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }
}

/// At most this many characters of a text, with a mark where it is cut.
pub(super) fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The number of a month since the year 0, of a day or month as records write it; -1 where there is
/// none.
pub(super) fn month_of(day: Option<&str>) -> i32 {
    let read = |day: &str| {
        let (year, rest) = day.split_once('-')?;
        let month = rest.get(..2)?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !digits(year) || !digits(month) {
            return None;
        }
        let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
        (1..=12).contains(&month).then(|| year * 12 + month - 1)
    };
    day.and_then(read).unwrap_or(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted() {
        assert_eq!(month_of(Some("2021-01-25")), 2021 * 12);
        assert_eq!(month_of(Some("2021-12")), 2021 * 12 + 11);
        for none in ["2021", "2021-Q1", "201X-01", "XXXX-01-25", "-0479-01", "2021-13", "2021-1"] {
            assert_eq!(month_of(Some(none)), -1, "{none}");
        }
        assert_eq!(month_of(None), -1);
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("дождь", 5), "дождь");
        assert_eq!(cut("дождь идёт", 6), "дождь…");
    }
}
