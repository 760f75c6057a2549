//! Sums, days, lengths and laws of a claim: which of the sentence's belong to which body.

use super::compiled::has_word;
use super::sentence::Sentence;
use super::targets::Group;
use crate::model::{ClaimAmount, DateKind, DateValue, FactKind, Grain, Kind, MoneyValue, Value};

/// A sum and what the text says it is in other currencies.
pub(super) type Sum = (Option<ClaimAmount>, Vec<ClaimAmount>);

impl Sentence<'_> {
    /// The sums of a group, member by member.
    pub(super) fn sums_of(&self, group: &Group, kind: FactKind) -> Vec<Sum> {
        let none = || vec![(None, Vec::new()); group.members.len()];
        if !matches!(kind, FactKind::Fine | FactKind::Funding | FactKind::Acquisition) {
            return none();
        }
        let total = has_word(&self.masked, self.words.words.total);
        match (group.members.len(), group.sums.as_slice()) {
            (1, [sum, ..]) if group.sums.len() == 1 => vec![self.with_equivalents(*sum)],
            (n, [sum]) if group.each && !total => vec![self.with_equivalents(*sum); n],
            (n, sums)
                if n == sums.len()
                    && n > 1
                    && has_word(&self.masked, self.words.words.respectively) =>
            {
                sums.iter().map(|s| self.with_equivalents(*s)).collect()
            }
            (_, _) => none(),
        }
    }

    fn with_equivalents(&self, place: usize) -> Sum {
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
        (self.sum(&item).map(amount), others.collect())
    }

    fn dates(&self) -> impl Iterator<Item = &DateValue> {
        self.items.iter().filter_map(|i| match &self.read.found[i.at].value {
            Value::Date(d) => Some(d),
            Value::Money(_) | Value::Law(_) | Value::Org(_) => None,
        })
    }

    /// The day of each member of each group: the only one of the sentence for all; several are
    /// handed out to the first enumeration of as many members if the sentence says so.
    pub(super) fn days(&self, groups: &[Group]) -> Vec<Vec<Option<String>>> {
        let days: Vec<&str> = self
            .dates()
            .filter(|d| d.kind == DateKind::Date && d.grain == Some(Grain::Day))
            .filter_map(|d| d.edtf.as_deref())
            .collect();
        let in_order = has_word(&self.masked, self.words.words.respectively);
        let mut out: Vec<Vec<Option<String>>> =
            groups.iter().map(|g| vec![None; g.members.len()]).collect();
        if let [day] = days.as_slice() {
            for group in &mut out {
                group.fill(Some((*day).to_owned()));
            }
        } else if in_order
            && let Some(at) = groups.iter().position(|g| g.members.len() == days.len())
        {
            out[at] = days.iter().map(|d| Some((*d).to_owned())).collect();
        }
        out
    }

    /// For how long, if the sentence names one length.
    pub(super) fn duration(&self, kind: FactKind) -> Option<String> {
        let lengths: Vec<&str> = self
            .dates()
            .filter(|d| d.kind == DateKind::Duration)
            .filter_map(|d| d.timex.as_deref())
            .collect();
        match lengths.as_slice() {
            [only] if kind == FactKind::Suspension => Some((*only).to_owned()),
            _ => None,
        }
    }

    /// The first law with an id, and its provisions.
    pub(super) fn law(&self) -> Option<String> {
        self.items.iter().filter(|i| i.kind == Kind::Law).find_map(|i| {
            match &self.read.found[i.at].value {
                Value::Law(law) => {
                    let provisions: Vec<&str> =
                        law.provisions.iter().map(|p| p.number.as_str()).collect();
                    Some(
                        format!("{} {}", law.law.as_deref()?, provisions.join(", "))
                            .trim()
                            .to_owned(),
                    )
                }
                Value::Date(_) | Value::Money(_) | Value::Org(_) => None,
            }
        })
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
