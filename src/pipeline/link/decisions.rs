//! The user's decisions about names: a table `a b verdict reason`, applied in every run.

use crate::error::{Error, ErrorKind, Result};
use crate::model::sha256_hex;
use crate::text::name_stems;
use std::collections::BTreeSet;
use std::path::Path;

/// The user's decisions which names are one organisation and which are not. They win over every
/// rule and guard.
///
/// ```
/// use newsmill::Decisions;
///
/// let table = "a\tb\tverdict\treason\nAcme Ltd\tAcme GmbH\tsame\tone owner\n";
/// assert!(Decisions::parse("decisions.tsv", table).is_ok());
/// assert!(Decisions::parse("decisions.tsv", "a\tb\tverdict\nAcme\tAcne\tmaybe\n").is_err());
/// # Ok::<(), newsmill::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    lines: Vec<Decision>,
    sha256: Option<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    /// A key id, an entity's gazetteer row, or a name.
    pub(super) a: String,
    /// The same of the other organisation.
    pub(super) b: String,
    pub(super) same: bool,
    reason: String,
    /// `file:line`.
    place: String,
}

impl Decision {
    /// What the user is told where some of its names are no name of the archive.
    pub(super) fn decides_nothing(&self, unknown: &[&str]) -> String {
        let names: Vec<String> = unknown.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "{}: this decision decides nothing: no organisation or law of these documents has the name, key or id {}; correct it, or remove the line",
            self.place,
            names.join(" or ")
        )
    }

    /// What links and refusals say of it.
    pub(super) fn evidence(&self) -> String {
        format!("{} {}", self.place, self.reason).trim_end().to_owned()
    }
}

impl Decisions {
    /// Reads a table: tab-separated, `#` begins a comment, the first other line names the columns
    /// `a b verdict reason` (reason may be missing). `a` and `b` are key ids, gazetteer rows or
    /// names, verdict is `same` or `different`. A name that the archive does not have decides
    /// nothing; [`Observer::warning`](crate::archive::Observer::warning) tells of it.
    ///
    /// # Errors
    ///
    /// A line that has another form; the message names file, line and cure.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let mut lines = Vec::new();
        let mut headed = false;
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let wrong = |what: &str| {
                Err(Error::new(format!("{name}:{number}: {what}")).with_kind(ErrorKind::Input))
            };
            if !headed {
                if !matches!(
                    cells.as_slice(),
                    ["a", "b", "verdict"] | ["a", "b", "verdict", "reason"]
                ) {
                    return wrong(
                        "the first line must name the columns: a, b, verdict, reason, separated by tabs",
                    );
                }
                headed = true;
                continue;
            }
            let (a, b, verdict, reason) = match cells.as_slice() {
                [a, b, verdict] => (*a, *b, *verdict, ""),
                [a, b, verdict, reason] => (*a, *b, *verdict, *reason),
                _ => {
                    return wrong(&format!(
                        "{} cells; write a, b, verdict and reason, separated by single tabs",
                        cells.len()
                    ));
                }
            };
            let same = match verdict {
                "same" => true,
                "different" => false,
                other => {
                    return wrong(&format!(
                        "the verdict \"{other}\" is none; write same or different"
                    ));
                }
            };
            if a.is_empty() || b.is_empty() {
                return wrong(
                    "a name is missing; write a key id, a gazetteer row or a name into columns a and b",
                );
            }
            let (place, reason) = (format!("{name}:{number}"), reason.to_owned());
            lines.push(Decision { a: a.to_owned(), b: b.to_owned(), same, reason, place });
        }
        Ok(Self { lines, sha256: Some(sha256_hex(text.as_bytes())) })
    }

    /// Reads a table from a file. Links name the file without its folders, so that the dataset does
    /// not depend on where it lies.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, and those of [`Decisions::parse`].
    pub fn of_file(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::at(path, "cannot read the decisions", e))?;
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        Self::parse(&name, &text)
    }

    /// SHA-256 of the table, which the manifest keeps; `None` without a table.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &Decision> {
        self.lines.iter()
    }

    /// What the lines name: keys, rows and folded names.
    pub(super) fn names(&self) -> BTreeSet<String> {
        let both = self.lines.iter().flat_map(|line| [&line.a, &line.b]);
        both.flat_map(|name| [name.clone(), Self::folded(name)]).collect()
    }

    /// A name as decisions compare it: without case, endings and punctuation.
    pub(super) fn folded(name: &str) -> String {
        name_stems(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_lines_say_where_and_what_to_do() {
        let message = |text: &str| Decisions::parse("d.tsv", text).unwrap_err().to_string();
        assert!(message("x\ty\n").contains("d.tsv:1: the first line must name the columns"));
        assert!(
            message("a\tb\tverdict\n# note\nX\tY\tmaybe\n")
                .contains("d.tsv:3: the verdict \"maybe\"")
        );
        assert!(message("a\tb\tverdict\nX Y\n").contains("d.tsv:2: 1 cells"));
        assert!(message("a\tb\tverdict\n\tY\tsame\n").contains("d.tsv:2: a name is missing"));
        assert!(Decisions::parse("d.tsv", "").unwrap().is_empty());
    }
}
