//! The German words between two dates.

use super::links::Links;

/// The words that join two dates.
pub(super) const LINKS: Links = Links {
    with: &["und", "oder", "und dem", "und der"],
    and: &["und", "und dem", "und der"],
    to: &["bis", "bis zum", "bis einschließlich", "bis zur"],
    closing: &[],
    openers: &["von", "vom", "Von", "Vom", "zwischen", "Zwischen"],
    between: &["zwischen", "Zwischen"],
    articles: &["dem", "der"],
};
