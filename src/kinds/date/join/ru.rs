//! The Russian words between two dates.

use super::links::Links;

/// The words that join two dates.
pub(super) const LINKS: Links = Links {
    with: &["и", "или"],
    and: &["и"],
    to: &[],
    closing: &["по", "до"],
    openers: &["с", "со", "С", "Со", "от", "между"],
    between: &["между", "Между"],
    articles: &[],
};
