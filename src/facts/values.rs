//! Sums, days, lengths and laws of a claim: which of the sentence's belong to which body.

use super::clauses::Clauses;
use super::events::class;
use super::grammar::Reading;
use super::sentence::Sentence;
use super::targets::Group;
use super::tokens::{Sort, Token, Tokens};
use crate::model::{
    ClaimAmount, DateKind, DateModifier, DateValue, FactKind, Grain, Kind, MoneyValue, Value,
};

/// A sum and what the text says it is in other currencies; its place among the items.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    pub(super) amount: Option<ClaimAmount>,
    pub(super) equivalents: Vec<ClaimAmount>,
    pub(super) place: Option<usize>,
}

/// A day, month or the like of a claim; its place among the items.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub(super) edtf: String,
    /// "In June of the same year": the year is that of the claim before.
    pub(super) same_year: bool,
    pub(super) place: usize,
}

/// Tokens of a stretch that only says when or where, at most.
const ADVERBIAL: usize = 8;

impl Sentence<'_> {
    /// The sums of a group, member by member.
    pub(super) fn sums_of(&self, group: &Group, kind: FactKind) -> Vec<Sum> {
        let none = || vec![Sum::default(); group.members.len()];
        if !has_sum(kind) {
            return none();
        }
        let total = self.words.has(&self.masked, class::TOTAL);
        match (group.members.len(), group.sums.as_slice()) {
            (1, [sum, ..]) if group.sums.len() == 1 => vec![self.with_equivalents(*sum)],
            (n, [sum]) if group.each && !total => vec![self.with_equivalents(*sum); n],
            (n, sums)
                if n == sums.len()
                    && n > 1
                    && self.words.has(&self.masked, class::RESPECTIVELY) =>
            {
                sums.iter().map(|s| self.with_equivalents(*s)).collect()
            }
            (_, _) => none(),
        }
    }

    /// The only sum of a clause that can be that of the event: no price of one share, no profit.
    pub(super) fn clause_sum(&self, tokens: &Tokens<'_>, reading: &Reading) -> Option<usize> {
        if !has_sum(reading.frame.kind) {
            return None;
        }
        let clause = &reading.clause;
        let fits = |i: usize| {
            let token = tokens.list[i];
            let of_one = (i + 1..i + 4).any(|n| tokens.has(n, class::UNIT_PRICE));
            let near = i.saturating_sub(3)..(i + 4).min(tokens.list.len());
            let other = near.clone().any(|n| clause.contains(&n) && tokens.has(n, class::NO_SUM));
            let bought = reading.frame.kind != FactKind::Acquisition
                || (i.saturating_sub(4)..i).any(|n| tokens.has(n, class::PREP));
            token.is(Kind::Money)
                && self.sum(&self.items[token.item]).is_some()
                && !of_one
                && !other
                && bought
        };
        let sums: Vec<usize> = clause.iter().copied().filter(|i| fits(*i)).collect();
        match sums.as_slice() {
            [only] => Some(tokens.list[*only].item),
            // "a fine of X": of several sums that of the noun.
            several => {
                let noun =
                    clause.iter().find(|i| tokens.list[**i].noun & reading.frame.noun != 0)?;
                let next = several.iter().min_by_key(|i| i.abs_diff(*noun))?;
                (next.abs_diff(*noun) <= 4).then(|| tokens.list[*next].item)
            }
        }
    }

    /// A sum of the sentence with what it is in other currencies.
    pub(super) fn with_equivalents(&self, place: usize) -> Sum {
        let amount = |m: &MoneyValue| ClaimAmount {
            amount: m.amount,
            currency: m.currency.clone(),
            modifier: m.modifier,
        };
        let item = self.items[place];
        let main = self.read.found[item.at].span;
        let others = self.items[place + 1..].iter().filter_map(|i| {
            let found = &self.read.found[i.at];
            match &found.value {
                Value::Money(m) if found.equivalent_of == Some(main) => Some(amount(m)),
                Value::Money(_) | Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
            }
        });
        let (amount, equivalents) = (self.sum(&item).map(amount), others.collect());
        Sum { amount, equivalents, place: Some(place) }
    }

    /// The date that an item is.
    fn date(&self, place: usize) -> Option<&DateValue> {
        match &self.read.found[self.items[place].at].value {
            Value::Date(d) => Some(d),
            Value::Money(_) | Value::Law(_) | Value::Org(_) => None,
        }
    }

    /// The day of each member of each group: that of the event; several are handed out to the first
    /// enumeration of as many members if the sentence says so.
    pub(super) fn days(
        &self,
        tokens: &Tokens<'_>,
        clauses: &Clauses,
        reading: &Reading,
        groups: &[Group],
    ) -> Vec<Vec<Option<When>>> {
        let mut out: Vec<Vec<Option<When>>> =
            groups.iter().map(|g| vec![None; g.members.len()]).collect();
        if self.words.has(&self.masked, class::RESPECTIVELY) {
            let all = self.items.iter().enumerate().filter(|(_, i)| i.kind == Kind::Date);
            let days: Vec<When> = all
                .filter(|(place, _)| self.date(*place).is_some_and(|d| d.grain == Some(Grain::Day)))
                .filter_map(|(place, _)| self.when(place))
                .collect();
            if let Some(at) =
                groups.iter().position(|g| days.len() > 1 && g.members.len() == days.len())
            {
                out[at] = days.into_iter().map(Some).collect();
            }
            if out.iter().flatten().any(Option::is_some) {
                return out;
            }
        }
        if let Some(when) = self.event_date(tokens, clauses, reading) {
            for group in &mut out {
                group.fill(Some(when.clone()));
            }
        }
        out
    }

    /// A date that tells a day, month or year.
    fn when(&self, place: usize) -> Option<When> {
        let date = self.date(place)?;
        let grain = matches!(
            date.grain,
            Some(
                Grain::Day
                    | Grain::Week
                    | Grain::Month
                    | Grain::Quarter
                    | Grain::Season
                    | Grain::Year
            )
        );
        let open = matches!(
            date.modifier,
            Some(
                DateModifier::Before
                    | DateModifier::After
                    | DateModifier::Since
                    | DateModifier::Until
            )
        );
        let edtf = date.edtf.as_deref()?;
        let item = self.items[place];
        let text = self.read.text.slice(self.read.found[item.at].span);
        let behind = self.masked.get(item.end..).unwrap_or_default();
        let behind = &behind[..behind.char_indices().nth(16).map_or(behind.len(), |c| c.0)];
        let same_year = self.words.has(text, class::SAME) || self.words.has(behind, class::SAME);
        // "early April" is an interval of its month.
        let part = matches!(
            date.modifier,
            Some(DateModifier::Start | DateModifier::Mid | DateModifier::End)
        );
        let edtf = match edtf.split_once('/') {
            Some((from, to)) if part && from.get(..7) == to.get(..7) => from.get(..7)?,
            Some((from, to)) if part && from.get(..4) == to.get(..4) => from.get(..4)?,
            Some(_) => return None,
            None => edtf,
        };
        (date.kind == DateKind::Date && grain && !open).then(|| {
            let edtf = match edtf.get(4..).filter(|_| same_year) {
                Some(rest) => format!("XXXX{rest}"),
                None => edtf.to_owned(),
            };
            When { edtf, same_year, place }
        })
    }

    /// When the event was: the date of its clause, never that of a statement about it.
    fn event_date(
        &self,
        tokens: &Tokens<'_>,
        clauses: &Clauses,
        reading: &Reading,
    ) -> Option<When> {
        let mut places = reading.clause.clone();
        // "In May 2019, X was fined", "In May 2019, the office closed X and also fined it".
        let first = *places.first()?;
        places.extend(adverbial_before(tokens, clauses, first).into_iter().flatten());
        let at = reading.trigger.0;
        let has_date =
            |i: &usize| tokens.list[*i].is(Kind::Date) && self.when(tokens.list[*i].item).is_some();
        // "and also fined": a second verb of the same subject.
        let before = (0..at).rev().find(|i| !tokens.has(*i, class::ADVERB));
        let is_second = before.is_some_and(|i| tokens.has(i, class::CONJ));
        if is_second && !places.iter().any(has_date) {
            let main = clauses.segment(0).end + 1;
            places.extend(adverbial_before(tokens, clauses, main).into_iter().flatten());
        }
        let mut dates: Vec<(usize, When)> = Vec::new();
        for i in places {
            let token = tokens.list[i];
            if !token.is(Kind::Date) || self.is_of_something_else(tokens, i, at) {
                continue;
            }
            let Some(when) = self.when(token.item) else { continue };
            if !dates.iter().any(|(_, d)| d.edtf == when.edtf) {
                dates.push((i.abs_diff(at), when));
            }
        }
        match dates.as_slice() {
            [(_, only)] => Some(only.clone()),
            // "in December 2020 on the 5th": the finer of two of which one holds the other.
            [(_, a), (_, b)] if b.edtf.starts_with(&a.edtf) => Some(b.clone()),
            [(_, a), (_, b)] if a.edtf.starts_with(&b.edtf) => Some(a.clone()),
            _ => None,
        }
    }

    /// Whether a date belongs to another thing than the event: a statement, a period, a noun.
    fn is_of_something_else(&self, tokens: &Tokens<'_>, date: usize, trigger: usize) -> bool {
        let before = (date.saturating_sub(3)..date).rev();
        let lead = before
            .clone()
            .find(|i| !tokens.has(*i, class::DET | class::ADVERB) || tokens.has(*i, class::PREP));
        let effect =
            lead.and_then(|i| i.checked_sub(1)).is_some_and(|w| tokens.has(w, class::EFFECT));
        if lead.is_some_and(|i| tokens.has(i, class::NO_DATE)) && !effect {
            return true;
        }
        // "the 1998 contract"
        let article = date.checked_sub(1).is_some_and(|i| {
            tokens.has(i, class::DET)
                && matches!(tokens.word(i), "the" | "a" | "an" | "its" | "their")
        });
        if article && tokens.get(date + 1).is_some_and(|t| t.sort == Sort::Word && t.class == 0) {
            return true;
        }
        let distance = date.abs_diff(trigger);
        let near = date.saturating_sub(distance)..(date + distance).min(tokens.list.len());
        near.into_iter().any(|i| {
            tokens.has(i, class::SAY) && i.abs_diff(date) < distance && {
                let (low, high) = (i.min(date), i.max(date));
                !(low..high).contains(&trigger) && (low..high).all(|m| tokens.mark(m) != ",")
            }
        })
    }

    /// The only day or month that a sentence about a decision tells: "The decision was taken on …".
    pub(super) fn date_of_decision(&self, tokens: &Tokens<'_>) -> Option<When> {
        let opens = tokens.list.iter().take(3).any(|t| t.has(class::DECISION));
        let later = tokens.list.iter().any(|t| t.has(class::MODAL | class::FUTURE | class::DOUBT))
            || (0..tokens.list.len()).any(|i| tokens.negates(i))
            || tokens.list.iter().any(Token::is_org);
        if !opens || later {
            return None;
        }
        let mut dates = (0..self.items.len())
            .filter(|i| self.items[*i].kind == Kind::Date && self.when(*i).is_some());
        let place = dates.next()?;
        if dates.next().is_some() {
            return None;
        }
        let token = tokens.list.iter().position(|t| t.item == place)?;
        let lead = token.checked_sub(1)?;
        if tokens.has(lead, class::NO_DATE) {
            return None;
        }
        self.when(place)
    }

    /// For how long, if the clause names one length: its place among the items.
    pub(super) fn duration(&self, reading: &Reading) -> Option<(String, usize)> {
        if reading.frame.kind != FactKind::Suspension {
            return None;
        }
        let lengths: Vec<(String, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, i)| i.kind == Kind::Date)
            .filter_map(|(place, _)| {
                let date = self.date(place).filter(|d| d.kind == DateKind::Duration)?;
                Some((date.timex.clone()?, place))
            })
            .collect();
        match lengths.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The first law with an id, and its provisions; its place among the items.
    pub(super) fn law(&self) -> Option<(String, usize)> {
        let laws = self.items.iter().enumerate().filter(|(_, i)| i.kind == Kind::Law);
        laws.filter_map(|(place, i)| match &self.read.found[i.at].value {
            Value::Law(law) => {
                let provisions: Vec<&str> =
                    law.provisions.iter().map(|p| p.number.as_str()).collect();
                let text = format!("{} {}", law.law.as_deref()?, provisions.join(", "));
                Some((text.trim().to_owned(), place))
            }
            Value::Date(_) | Value::Money(_) | Value::Org(_) => None,
        })
        .next()
    }

    /// Whom the sentence names as its source, as it stands there.
    pub(super) fn source(&self) -> Option<String> {
        let text = self.read.text.slice(self.span);
        self.words
            .source
            .iter()
            .find_map(|s| Some(s.captures(text)?.name("who")?.as_str().trim().to_owned()))
    }
}

/// Whether facts of a kind have a sum.
fn has_sum(kind: FactKind) -> bool {
    matches!(kind, FactKind::Fine | FactKind::Funding | FactKind::Acquisition)
}

/// The short stretch before a clause that begins at `first`, if it is an adverbial with a comma
/// behind it: it names no body, no event and no statement.
fn adverbial_before(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    first: usize,
) -> Option<std::ops::Range<usize>> {
    let stretch = clauses.segment(first.checked_sub(2)?);
    let is_adverbial = stretch.len() <= ADVERBIAL
        && tokens.mark(first - 1) == ","
        && stretch.clone().all(|i| {
            !tokens.has(i, class::SAY)
                && tokens.events.forms(tokens.word(i)).is_empty()
                && !tokens.list[i].is_org()
        });
    is_adverbial.then_some(stretch)
}
