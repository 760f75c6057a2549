//! Lists of organisations, and names that correspond in two languages of one document: items at the
//! same place of two lists, and names in sentences with the same dates and sums.

use super::{BoundNames, Orgs};
use crate::kinds::context::ResolvedMention;
use crate::model::{Grain, Lang, OrgValue, Value};
use crate::text::{Text, boundary, skeleton};
use std::collections::{BTreeMap, BTreeSet};

/// Maximum bytes of a line of a list.
const LINE: usize = 240;
/// A list has at least this many lines with a name.
const ITEMS: usize = 3;
/// Maximum lines in a row, inside a list, without a name that we can read.
const HOLES: usize = 2;
/// What may stand before a name on its line besides a number, a bullet and quotes.
const ARTICLES: &[&str] = include!(concat!(env!("OUT_DIR"), "/article.words"));
/// Two sentences in two languages count as the same sentence if they have the same dates and sums,
/// and at least this many.
const NUMBERS: usize = 3;

/// One line of a list.
#[derive(Debug, Clone, Copy)]
struct Item {
    /// Place of its name among the outer organisations, if one was read.
    org: Option<usize>,
    /// One past its last organisation.
    end: usize,
    number: Option<u32>,
}

/// Lines that begin with a name; up to [`HOLES`] in a row may lack one.
#[derive(Debug)]
pub(crate) struct List {
    lang: Lang,
    items: Vec<Item>,
}

impl List {
    /// The names of its items, by place among the findings.
    pub(crate) fn names<'a>(&'a self, orgs: &'a Orgs<'_>) -> impl Iterator<Item = usize> + 'a {
        self.items.iter().filter_map(|i| i.org).map(|at| orgs[at].0)
    }
}

/// The lists of a document.
pub(crate) fn lists(text: &Text<'_>, orgs: &Orgs<'_>) -> Vec<List> {
    let mut lists = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut lang = None;
    let mut at = 0;
    for paragraph in &text.paragraphs {
        while orgs.get(at).is_some_and(|o| o.1.span.start < paragraph.span.start) {
            at += 1;
        }
        let first = at;
        while orgs.get(at).is_some_and(|o| o.1.span.start < paragraph.span.end) {
            at += 1;
        }
        let line = text.slice(paragraph.span);
        let (number, lead) = marker(line);
        let short = line.len() <= LINE && !line.trim_end().ends_with([':', '.', '!', '?']);
        let begins = short
            && orgs[first..at].first().is_some_and(|o| {
                let before =
                    line.get(lead..o.1.span.start - paragraph.span.start).unwrap_or_default();
                let before = before.trim_matches([' ', '"', '«']).to_lowercase();
                before.is_empty() || ARTICLES.contains(&before.as_str())
            });
        let item = Item { org: begins.then_some(first), end: at, number };
        let other = lang.is_some()
            && paragraph.lang.is_some()
            && lang != paragraph.lang
            && number.is_none_or(|n| n < 2);
        let holes = items.iter().rev().take_while(|i| i.org.is_none()).count();
        if !short || other || (item.org.is_none() && holes >= HOLES) {
            close(&mut items, lang.take(), &mut lists);
        }
        if item.org.is_some() || (short && !items.is_empty()) {
            items.push(item);
            lang = lang.or(paragraph.lang);
        }
    }
    close(&mut items, lang, &mut lists);
    lists
}

/// The number that a line begins with, and the length of number or bullet.
fn marker(line: &str) -> (Option<u32>, usize) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let lead = line.len()
        - rest.trim_start_matches(['.', ')', ' ', '-', '–', '•', '*', '"', '«', '\t']).len();
    (if rest.starts_with(['.', ')']) { line[..digits].parse().ok() } else { None }, lead)
}

fn close(items: &mut Vec<Item>, lang: Option<Lang>, lists: &mut Vec<List>) {
    let mut items = std::mem::take(items);
    while items.last().is_some_and(|i| i.org.is_none()) {
        items.pop();
    }
    if let Some(lang) = lang.filter(|_| items.iter().filter(|i| i.org.is_some()).count() >= ITEMS) {
        lists.push(List { lang, items });
    }
}

/// Pairs of names at the same place of two lists or two sentences.
pub(crate) fn parallel(
    text: &Text<'_>,
    found: &[ResolvedMention],
    orgs: &Orgs<'_>,
    lists: &[List],
) -> Vec<BoundNames> {
    let mut bound = Vec::new();
    // A document has few lists. If it has a hundred, they are a table of something else. So only
    // the first 16 are compared, each with the next 16.
    for (i, one) in lists.iter().enumerate().take(16) {
        for other in lists[i + 1..].iter().take(16).filter(|o| o.lang != one.lang) {
            align(orgs, one, other, &mut bound);
        }
    }
    sentences(text, found, orgs, &mut bound);
    bound
}

/// Whether two names at the same place can denote one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Agree,
    Disagree,
    Open,
}

fn verdict(a: &OrgValue, b: &OrgValue) -> Verdict {
    let differ = |x: &Option<String>, y: &Option<String>| x.is_some() && y.is_some() && x != y;
    if differ(&a.gazetteer, &b.gazetteer)
        || differ(&a.country, &b.country)
        || a.generic
        || b.generic
    {
        Verdict::Disagree
    } else if a.key == b.key
        || a.gazetteer.is_some() && a.gazetteer == b.gazetteer
        || a.country.is_some() && a.country == b.country
        || skeleton(&a.name) == skeleton(&b.name)
    {
        Verdict::Agree
    } else {
        Verdict::Open
    }
}

/// The two lists must have the same length, or both must be numbered. Of the pairs that can be
/// checked at least three of four must agree, and at least two pairs. A name that occurs twice in
/// its list is joined only to a name that agrees with it.
fn align(orgs: &Orgs<'_>, one: &List, other: &List, bound: &mut Vec<BoundNames>) {
    let numbered = |l: &List| l.items.iter().all(|i| i.number.is_some());
    let pairs: Vec<(Item, Item)> = if numbered(one) && numbered(other) {
        let by_number: BTreeMap<_, _> = other.items.iter().map(|i| (i.number, *i)).collect();
        one.items.iter().filter_map(|i| Some((*i, *by_number.get(&i.number)?))).collect()
    } else if one.items.len() == other.items.len() {
        one.items.iter().copied().zip(other.items.iter().copied()).collect()
    } else {
        return;
    };
    let (mut agree, mut disagree) = (0, 0);
    let mut joined = Vec::new();
    let names = |list: &List| {
        let mut count: BTreeMap<String, u32> = BTreeMap::new();
        for at in list.items.iter().filter_map(|i| i.org) {
            *count.entry(orgs[at].2.key.clone()).or_default() += 1;
        }
        count
    };
    let (here, there) = (names(one), names(other));
    for (a, b) in pairs {
        let (Some(x), Some(y)) = (a.org, b.org) else { continue };
        let (x_org, y_org) = (orgs[x].2, orgs[y].2);
        // The bracketed acronym or foreign name of the item counts as well.
        let keys: BTreeSet<&str> = orgs[x..a.end].iter().map(|o| o.2.key.as_str()).collect();
        let shared = orgs[y..b.end].iter().any(|o| keys.contains(o.2.key.as_str()));
        let twice = here.get(&x_org.key).is_some_and(|n| *n > 1)
            || there.get(&y_org.key).is_some_and(|n| *n > 1);
        match verdict(x_org, y_org) {
            Verdict::Disagree => disagree += 1,
            Verdict::Open if twice && !shared => {}
            Verdict::Open if !shared => joined.push((x, y)),
            Verdict::Open | Verdict::Agree => {
                agree += 1;
                joined.push((x, y));
            }
        }
    }
    if agree >= 2 && agree >= 3 * disagree {
        bound.extend(joined.into_iter().map(|(x, y)| pair(orgs, x, y, "parallel-list")));
    }
}

fn pair(orgs: &Orgs<'_>, x: usize, y: usize, rule: &'static str) -> BoundNames {
    let evidence = format!("{} / {}", orgs[x].2.name, orgs[y].2.name);
    BoundNames { full: orgs[x].0, short: orgs[y].0, rule, evidence }
}

/// Joins the names of two sentences in two languages, in order, if the sentences have the same days
/// and sums (at least [`NUMBERS`]) and the same number of names. No pair of names may disagree, and
/// at least one must agree.
fn sentences(
    text: &Text<'_>,
    found: &[ResolvedMention],
    orgs: &Orgs<'_>,
    bound: &mut Vec<BoundNames>,
) {
    let langs: BTreeSet<Lang> = text.paragraphs.iter().filter_map(|p| p.lang).collect();
    if langs.len() < 2 {
        return;
    }
    // By days and sums: the sentences that have them, as ranges of organisations.
    let mut by_numbers: BTreeMap<Vec<String>, Vec<(Lang, std::ops::Range<usize>)>> =
        BTreeMap::new();
    let (mut item, mut org) = (0, 0);
    for paragraph in &text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let ends = boundary::stops(&text.normal, paragraph.span.start, paragraph.span.end)
            .chain([paragraph.span.end]);
        for end in ends {
            let mut numbers = Vec::new();
            while let Some(f) = found.get(item).filter(|f| f.span.start < end) {
                numbers.extend(number(&f.value));
                item += 1;
            }
            let first = org;
            while orgs.get(org).is_some_and(|o| o.1.span.start < end) {
                org += 1;
            }
            numbers.sort();
            numbers.dedup();
            if numbers.len() >= NUMBERS && org > first {
                by_numbers.entry(numbers).or_default().push((lang, first..org));
            }
        }
    }
    for places in by_numbers.into_values() {
        let [(one, a), (other, b)] = places.as_slice() else { continue };
        if one == other || a.len() != b.len() {
            continue;
        }
        let pairs: Vec<(usize, usize)> = a.clone().zip(b.clone()).collect();
        let says: Vec<Verdict> =
            pairs.iter().map(|&(x, y)| verdict(orgs[x].2, orgs[y].2)).collect();
        if says.contains(&Verdict::Agree) && !says.contains(&Verdict::Disagree) {
            bound.extend(pairs.into_iter().map(|(x, y)| pair(orgs, x, y, "parallel-text")));
        }
    }
}

/// A day or sum in a form that is the same in all languages.
fn number(value: &Value) -> Option<String> {
    match value {
        Value::Date(date) => date.edtf.clone().filter(|_| date.grain == Some(Grain::Day)),
        Value::Money(money) => {
            Some(format!("{} {}", money.amount?.normalize(), money.currency.as_deref()?))
        }
        Value::Law(_) | Value::Org(_) => None,
    }
}
