//! English names of organisations: how far they reach around their head.

use super::expr::{Expr, headed, kind_of_head, one};
use super::span::{capitals_before, word_ending};
use crate::gazetteer::Class;
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, OrgKind, Span};
use crate::text::boundary::{word_after, word_before};

const ORDINAL_ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

/// A name with its head noun: the capitalised words before the head, and its complement.
pub(super) fn head_noun(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let head = m.span_of("head")?;
    let kind = kind_of_head(m, Class::OrgHead);
    let from = name_start(m, linked_capitals(m, head.start, 6), head.start);
    let start = from + other_name_before(m, &m.text[from..head.start], kind);
    // "7th U.S. Circuit Court", "82nd Brigade"
    let numbered = matches!(kind, Some(OrgKind::Court | OrgKind::Military));
    let start = if numbered { ordinal_before(m.text, start) } else { start };
    let end = head.end + complement(m, &m.text[head.end..m.span().end], start < head.start);
    let end = if m.get("head") == Some("University") { end + campus(&m.text[end..]) } else { end };
    // "Acme Bank Square" is a place, "David Post" a person, "Soviet Union" a country.
    let next = word_after(m.text, end);
    let bare = start == head.start && end == head.end;
    let before = m.text[start..head.start].trim_end();
    let name = &m.text[start..end];
    // "Reform Party Coalition" is that of the party.
    let last = m.text[start..head.start].trim_end().rsplit(' ').next().unwrap_or_default();
    let of_party = m.get("head") == Some("Coalition") && m.words.is(Class::OrgHead, last);
    // "in a District Court": one of many.
    let article = word_before(m.text, start);
    let one_of_many =
        kind == Some(OrgKind::Court) && end == head.end && matches!(article, "a" | "an");
    if m.words.is(Class::OrgNoName, name) || one_of_many || of_party || begins_event(m, end) {
        return None;
    }
    let surname =
        m.words.is(Class::GivenName, before) && (end == head.end || kind == Some(OrgKind::Media));
    let place = m.words.is(Class::Place, &m.text[start..end]);
    if bare || surname || place || end == head.end && m.words.is(Class::OrgVetoNext, next) {
        return None;
    }
    one(m, Span::new(start, end), kind, Confidence::Medium)
}

/// Whether the capitalised words behind a name make it that of a fair, a festival or a place:
/// "Consumer Electronics Show", "Harbour International Film Festival".
fn begins_event(m: &Match<'_, '_>, end: usize) -> bool {
    let mut at = end;
    for _ in 0..3 {
        if !m.text[at..].starts_with(' ') {
            return false;
        }
        let word = word_after(m.text, at);
        if !word.starts_with(char::is_uppercase) || m.words.is(Class::OrgPerson, word) {
            return false;
        }
        if m.words.is(Class::OrgEventHead, word) {
            return true;
        }
        at += 1 + word.len();
    }
    false
}

/// How much of the words before a head belongs to something else: another organisation, or the
/// person whom "of" joins to this one.
fn other_name_before(m: &Match<'_, '_>, before: &str, kind: Option<OrgKind>) -> usize {
    let is_head =
        |word: &str| m.words.is(Class::OrgHead, word) || m.words.is(Class::OrgAlone, word);
    let last = |text: &str| text.rsplit(' ').next().unwrap_or_default().to_owned();
    let mut cut = 0;
    // "Acme Motors and Best Airlines" are two; "Monitoring and Reform Committee" is one.
    let company =
        matches!(kind, Some(OrgKind::Company | OrgKind::Bank | OrgKind::Media | OrgKind::Team));
    let ands = [" and ", " And "].iter().filter_map(|and| before.rfind(and)).max();
    if let Some(and) = ands
        .filter(|and| company || is_head(&last(&before[..*and])) || is_other(m, &before[..*and]))
    {
        cut = and + 5;
    }
    // "Ann Smith of Acme Bank", "Director of the Harbour Bank"; but "House of Lords Committee",
    // "Country of Origin Network".
    let linked = |word: &str| is_head(word) || m.words.is(Class::OrgBeforeOf, word);
    let whose = |of: &usize| &before[cut..cut + *of];
    if let Some(of) = before[cut..].rfind(" of ").filter(|of| !linked(&last(whose(of)))) {
        cut += of + 4;
    }
    cut
}

/// Whether the words before "and" are a name of their own: "Reform Party of Canada", "Ann Stone".
fn is_other(m: &Match<'_, '_>, name: &str) -> bool {
    let mut parts = name.split(' ');
    let first = parts.next().unwrap_or_default();
    let body = parts.any(|word| m.words.is(Class::OrgHead, word));
    body || m.words.is(Class::GivenName, first) && name.contains(' ')
}

/// How much of the complement of a head belongs to the name: "of Trade", but not "on January 20",
/// "on STS", "of Flight CEO".
fn complement(m: &Match<'_, '_>, of: &str, named: bool) -> usize {
    let of = without_other_items(m, of);
    let dated = |at: &usize| {
        let word = of[at + 4..].split([' ', ',']).next().unwrap_or_default();
        let day = m.words.is(Class::Month, word) || m.words.is(Class::Weekday, word);
        day || word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    let end = of.match_indices(" on ").map(|i| i.0).find(dated).unwrap_or(of.len());
    // "Reform Party against Stone", "Mill Alliance with Labour": whom a party meets.
    let party = kind_of_head(m, Class::OrgHead) == Some(OrgKind::Party) && named;
    let meets = |of: &str| {
        [" against ", " with "].iter().filter_map(|link| of.find(link)).min().filter(|_| party)
    };
    let end = meets(&of[..end]).unwrap_or(end);
    // "Bank of Norway, and the Harbour Bank" are two, and so are "Department of Trade and the FBI".
    let is_other = |w: &str| {
        m.words.is(Class::OrgHead, w) || w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase())
    };
    let other = |at: &usize| {
        let rest = of[*at..end].trim_start_matches([',', ' ']);
        rest.split([' ', ',']).skip(1).any(is_other)
    };
    let and = [", and ", " and the ", " and The "].iter().filter_map(|and| of[..end].find(and));
    let end = and.filter(other).min().unwrap_or(end);
    let code = |at: &usize| {
        let next = of[at + 5..end].split([' ', ',']).next().unwrap_or_default();
        next.len() > 1 && next.bytes().all(|b| b.is_ascii_uppercase())
    };
    let end = of[..end].match_indices(" and ").map(|i| i.0).find(code).unwrap_or(end);
    let end = behind_place(m, &of[..end]);
    let titled = |(at, word): (usize, &str)| {
        (at > 0 && m.words.is(Class::OrgPerson, word.trim())).then_some(at)
    };
    let mut at = 0;
    let mut cut = end;
    for word in of[..end].split_inclusive(' ') {
        // The first two are the space and the preposition.
        if at > 4 && titled((at, word)).is_some() {
            cut = at - 1;
            break;
        }
        at += word.len();
    }
    let of = of[..cut]
        .trim_end_matches([' ', ',', '&'])
        .trim_end_matches(" of")
        .trim_end_matches(" and");
    // "the Bank of England's decision"
    of.strip_suffix("'s").unwrap_or(of).len()
}

/// A complement up to its first comma, unless fields are listed: "of Trade, Labour and Health", not
/// "of Norway, Denmark and Sweden".
fn without_other_items<'o>(m: &Match<'_, '_>, of: &'o str) -> &'o str {
    const OTHERS: &[Class] = &[
        Class::Place,
        Class::City,
        Class::Country,
        Class::Nationality,
        Class::GivenName,
        Class::OrgHead,
        Class::OrgTitle,
        Class::OrgPerson,
        Class::OrgNotFirst,
    ];
    let Some(comma) = of.find(',').filter(|comma| !of[*comma..].starts_with(", and")) else {
        return of;
    };
    let fields =
        matches!(kind_of_head(m, Class::OrgHead), Some(OrgKind::Government | OrgKind::Ngo));
    let is_field = |word: &str| {
        !m.words.is_any(OTHERS, word) && word.bytes().filter(u8::is_ascii_uppercase).count() < 2
    };
    let list = of.split([' ', ',']).filter(|word| word.starts_with(char::is_uppercase));
    if fields && list.clone().all(is_field) { of } else { &of[..comma] }
}

/// Where a complement ends whose country or region is followed by somebody else: "of Canada Ann
/// Stone", "of Canada and Harbour Alliance".
fn behind_place(m: &Match<'_, '_>, of: &str) -> usize {
    let is_place = |word: &str| m.words.is_any(&[Class::Country, Class::Place], word);
    let words: Vec<(usize, &str)> = of
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .filter(|(_, word)| !word.is_empty())
        .collect();
    for (i, &(start, word)) in words.iter().enumerate().skip(1) {
        let end = start + word.len();
        let before = words[i - 1].1;
        let pair = format!("{before} {word}");
        // "South Africa" is one place, and "the New England Council" goes on.
        if !(is_place(word) || is_place(&pair)) {
            continue;
        }
        let Some(&(_, next)) = words.get(i + 1) else { break };
        let country = m.words.is(Class::Country, word) || m.words.is(Class::Country, &pair);
        match next {
            "and" => {
                let Some(&(_, second)) = words.get(i + 2) else { break };
                let second_place = is_place(second)
                    || words.get(i + 3).is_some_and(|(_, w)| is_place(&format!("{second} {w}")));
                if !second_place || m.words.is(Class::Nationality, second) {
                    return end;
                }
            }
            "of" | "&" | "the" => {}
            _ if m.words.is(Class::GivenName, next) => return end,
            _ if country && !is_place(&format!("{word} {next}")) => return end,
            _ => {}
        }
    }
    of.len()
}

/// How far the campus reaches: "State University at Leeds".
fn campus(tail: &str) -> usize {
    let name = tail
        .strip_prefix(" at ")
        .map_or("", |t| t.split([' ', ',', '.', '\n', ')']).next().unwrap_or_default());
    if name.len() > 2 && name.starts_with(char::is_uppercase) { name.len() + 4 } else { 0 }
}

/// Where the ordinal before `at` begins, or `at`.
fn ordinal_before(text: &str, at: usize) -> usize {
    let Some(head) = text[..at].strip_suffix(' ') else { return at };
    let Some(digits) = ORDINAL_ENDINGS.iter().find_map(|e| head.strip_suffix(e)) else { return at };
    let start = digits.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if start < digits.len() && digits.len() - start < 4 { start } else { at }
}

/// A head with its name behind it: "Radio Blue Coast", but no "Radio Telescope".
pub(super) fn head_first(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let mut words = m.text[m.span().range()].split(' ').skip(1);
    let thing = words.any(|word| m.words.is(Class::OrgThing, word));
    if thing { None } else { headed(m, Class::OrgFirst, Confidence::Medium) }
}

/// A name before its legal form.
pub(super) fn legal_form(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    // The comma of "Acme, Inc." belongs to the name.
    let start = capitals_before(m, span.start, |word| word == "&", 6, true);
    let kind = kind_of_head(m, Class::LegalPost);
    let start = letters_before(m, start, span.start);
    let start = partners_before(m, name_start(m, start, span.start));
    if start >= span.start {
        return None;
    }
    one(m, Span::new(start, span.end), kind, Confidence::Certain)
}

/// Where a name of single letters begins that "and" joins: "R and M Inc".
fn letters_before(m: &Match<'_, '_>, start: usize, end: usize) -> usize {
    if m.text[start..end].trim_end().chars().count() != 1 {
        return start;
    }
    match m.text[..start].strip_suffix(" and ") {
        Some(head) => capitals_before(m, head.len(), |_| false, 3, false).min(
            word_ending(m.words, m.text, head.len()).map_or(start, |(word, at)| {
                if word.starts_with(char::is_uppercase) { at } else { start }
            }),
        ),
        None => start,
    }
}

/// Where the partners begin whom commas join to a name with "&": "Stone, Hill & Co."
fn partners_before(m: &Match<'_, '_>, start: usize) -> usize {
    const OTHERS: &[Class] = &[
        Class::Place,
        Class::City,
        Class::Country,
        Class::OrgNotFirst,
        Class::Weekday,
        Class::Month,
    ];
    let mut from = start;
    if !m.text[start..m.span().end].contains('&') {
        return start;
    }
    for _ in 0..4 {
        let Some(head) = m.text[..from].strip_suffix(", ") else { break };
        let Some((word, at)) = word_ending(m.words, m.text, head.len()) else { break };
        let alone = !m.text[..at].ends_with(' ')
            || !word_before(m.text, at).starts_with(char::is_uppercase);
        if !word.starts_with(char::is_uppercase) || m.words.is_any(OTHERS, word) || !alone {
            break;
        }
        from = at;
    }
    from
}

/// the "Echo" organisation: the name in quotes right before the descriptor.
pub(super) fn quoted_before(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let inside = m.head().strip_suffix("\" ")?;
    let from = inside.len() - inside.len().min(60);
    let open = inside[inside.ceil_char_boundary(from)..].rfind('"')?;
    let start = inside.ceil_char_boundary(from) + open + 1;
    if !inside[start..].starts_with(char::is_uppercase) {
        return None;
    }
    let kind = kind_of_head(m, Class::OrgDescriptor);
    one(m, Span::new(start, inside.len()), kind, Confidence::Strong)
}

/// The match with the capitalised words before it, less what is not part of the name.
pub(super) fn head_quoted(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let at = m.span().start;
    let start = name_start(m, linked_capitals(m, at, 4), at);
    one(m, Span::new(start, m.span().end), None, Confidence::Strong)
}

/// Where the capitalised words before `at` begin, at most `most`, with "and", "for" or "of" between.
fn linked_capitals(m: &Match<'_, '_>, at: usize, most: usize) -> usize {
    capitals_before(m, at, |word| m.words.is(Class::OrgLink, word), most, false)
}

/// Where a name begins among the words from `start` to `end`: after sentence openers, titles,
/// owners.
pub(super) fn name_start(m: &Match<'_, '_>, start: usize, end: usize) -> usize {
    let mut from = start;
    let mut at = start;
    for word in m.text[start..end].split_inclusive(' ') {
        let opener = from == at;
        at += word.len();
        let bare = word.trim_end();
        // "COPYRIGHT BY ACME INC.": a small word in capitals is no name.
        let small = bare.len() > 1 && bare.bytes().all(|b| b.is_ascii_uppercase()) && {
            let title = format!("{}{}", &bare[..1], bare[1..].to_lowercase());
            m.words.is(Class::OrgNotFirst, &title)
                || m.words.is(Class::OrgLink, &title.to_lowercase())
        };
        let owner =
            (bare.ends_with("'s") || bare.ends_with('\'')) && !m.words.is(Class::OrgOwner, bare);
        // "Leeds-based Acme"
        let based = bare.rsplit_once('-').is_some_and(|(_, end)| m.words.is(Class::OrgBased, end));
        let first =
            based || m.words.is_any(&[Class::OrgNotFirst, Class::Weekday, Class::OrgLink], bare);
        // "Acme To Sell Harbour Bank": the verbs and prepositions of a headline.
        let headline = !opener && m.words.is(Class::OrgHeadline, bare);
        if owner || small || headline || based || opener && first {
            from = at;
        }
    }
    from
}
