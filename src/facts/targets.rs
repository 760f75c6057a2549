//! Whom a claim is about: one body (an organisation), an enumeration, or bodies that the sentence
//! before names. And which sum belongs to which body.

use super::events::class;
use super::grammar::{Actor, Anchor, Reading};
use super::sentence::{Item, Sentence};
use super::tokens::Tokens;
use crate::model::{FactKind, Kind, OrgKind, Value};

/// How far from its body a sum may stand.
const SUM: usize = 90;

/// Bodies that share a claim, and the sums for them.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The bodies: the places of their mentions among the findings.
    pub(super) members: Vec<usize>,
    /// The sums: their places among the sentence's items.
    pub(super) sums: Vec<usize>,
    /// Whether each member has the sum for itself, rather than all members together.
    pub(super) each: bool,
}

/// What a word such as "the group" may refer to: bodies of the sentence or heading before.
#[derive(Debug, Default, Clone)]
pub(super) struct Before {
    /// The bodies that claims of the last sentence were about.
    pub(super) targets: Vec<usize>,
    /// The bodies that it names.
    pub(super) bodies: Vec<usize>,
}

impl Sentence<'_> {
    /// The targets of a reading; none where it is not clear whom it is about. `earlier` are the
    /// targets of this sentence's earlier readings.
    pub(super) fn targets(
        &self,
        tokens: &Tokens<'_>,
        reading: &Reading,
        earlier: &[usize],
        before: &Before,
    ) -> Vec<Group> {
        let start = tokens.list[reading.start].start;
        let end = tokens.list[reading.target_end.saturating_sub(1)].end;
        let verb_end = tokens.list[reading.trigger.1 - 1].end;
        let from = end.max(verb_end);
        let agent = match reading.actor {
            Actor::Org(place) => Some(self.items[place].at),
            Actor::Nobody | Actor::Somebody | Actor::Reference => None,
        };
        match reading.anchor {
            Anchor::Shared => self.of_reference(earlier.to_vec(), earlier.len() > 1, from),
            Anchor::Reference(1) => {
                let one = self.one(earlier, before, start, agent);
                one.map(|one| self.of_reference(vec![one], false, from)).unwrap_or_default()
            }
            Anchor::Reference(count) => self.of_reference(self.many(count, before), true, from),
            Anchor::Alone(place) => {
                vec![Group { members: vec![self.items[place].at], ..Group::default() }]
            }
            Anchor::Org(place) if reading.after => self.walk(place),
            Anchor::Org(place) => self.before(place, start, verb_end),
        }
    }

    /// The enumeration that ends with a body before its verb.
    fn before(&self, last: usize, verb: usize, verb_end: usize) -> Vec<Group> {
        let mut members = vec![self.items[last].at];
        let mut first = last;
        for at in (0..last).rev() {
            let (item, right) = (self.items[at], self.items[first]);
            if item.kind != Kind::Org {
                break;
            }
            let gap = self.between(item.end, right.start);
            if self.body(&item) == self.body(&right) && bracket(gap) {
                members.pop();
                members.push(item.at);
            } else if self.words.join.is_match(gap) && (members.len() > 1 || conjunction(gap)) {
                // A comma alone does not join just two names: "According to X, Y was fined".
                members.push(item.at);
            } else {
                break;
            }
            first = at;
        }
        members.reverse();
        if self.person_before(first) {
            return Vec::new();
        }
        let (sums, end) = self.sums(verb, SUM + verb_end - verb);
        let each = self.each(verb.saturating_sub(20), end, &sums);
        vec![Group { members, sums, each }]
    }

    /// From the first body on: enumerations, each with its sums.
    fn walk(&self, first: usize) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut at = first;
        loop {
            let start = self.items[at].start;
            let mut members = vec![self.items[at].at];
            let mut end = self.items[at].end;
            let mut last = self.items[at];
            let mut next = at + 1;
            // An enumeration ends with its conjunction: in "fined X, Y said" the comma joins
            // nothing.
            let mut sure = (1, end);
            while let Some(item) = self.items.get(next).filter(|i| i.kind == Kind::Org) {
                let gap = self.between(end, item.start);
                if self.body(item) == self.body(&last) && bracket(gap) {
                    end = item.end + usize::from(self.masked[item.end..].starts_with(')'));
                    if members.len() == sure.0 {
                        sure.1 = end;
                    }
                } else if self.words.join.is_match(gap) {
                    members.push(item.at);
                    (end, last) = (item.end, *item);
                    if conjunction(gap) {
                        sure = (members.len(), end);
                    }
                } else {
                    break;
                }
                next += 1;
            }
            members.truncate(sure.0);
            let end = sure.1;
            let (sums, after) = self.sums(end, SUM);
            let alone = sums.is_empty() && !groups.is_empty();
            if alone {
                // After an enumeration with a sum, a body without a sum of its own ends the search.
                break;
            }
            let each = self.each(start, after, &sums);
            let more = !sums.is_empty();
            groups.push(Group { members, sums, each });
            let following = self.items.iter().position(|i| i.kind == Kind::Org && i.start >= after);
            match following {
                Some(i)
                    if more
                        && self.words.next.is_match(self.between(after, self.items[i].start)) =>
                {
                    at = i;
                }
                Some(_) | None => break,
            }
        }
        groups
    }

    fn of_reference(&self, members: Vec<usize>, several: bool, end: usize) -> Vec<Group> {
        if members.is_empty() {
            return Vec::new();
        }
        let (sums, after) = self.sums(end, SUM + 40);
        let total = self.words.has(self.between(end, after), class::TOTAL);
        // "both groups must pay a fine of 2 million" gives it to each, if nothing says that they
        // share it.
        vec![Group { each: several && !total, members, sums }]
    }

    /// The first sum after `from` and the sums joined to it, by their places among the items. Also
    /// the end of these sums and their equivalents.
    fn sums(&self, from: usize, near: usize) -> (Vec<usize>, usize) {
        let mut sums = Vec::new();
        let mut end = from;
        for (place, item) in self.items.iter().enumerate().filter(|(_, i)| i.start >= from) {
            let gap = self.between(end, item.start);
            match item.kind {
                Kind::Org => break,
                Kind::Date | Kind::Law => {}
                Kind::Money if self.sum(item).is_none() => end = item.end.max(end),
                Kind::Money => {
                    let fits = if sums.is_empty() {
                        gap.len() <= near && !self.words.has(gap, class::NO_SUM)
                    } else {
                        self.words.join.is_match(gap.trim_start_matches(')'))
                    };
                    if !fits {
                        break;
                    }
                    sums.push(place);
                    end = item.end;
                }
            }
        }
        (sums, end)
    }

    fn each(&self, from: usize, to: usize, sums: &[usize]) -> bool {
        let to = ceil(&self.masked, to + 24);
        let from = ceil(&self.masked, from);
        let said = |place: &usize| self.sum(&self.items[*place]).is_some_and(|m| m.each);
        sums.iter().any(said) || self.words.has(self.between(from, to), class::EACH)
    }

    /// The finding of the acting organisation; that of the only other body which this sentence, or
    /// else the one before, names, where a word refers to it.
    pub(super) fn agent(
        &self,
        tokens: &Tokens<'_>,
        reading: &Reading,
        groups: &[Group],
        before: &Before,
    ) -> Option<usize> {
        let target = |at: usize| {
            let mut members = groups.iter().flat_map(|g| &g.members);
            members.any(|m| self.read.body(*m) == self.read.body(at))
        };
        match reading.actor {
            Actor::Somebody => None,
            Actor::Nobody => self.authority(tokens, reading).filter(|at| !target(*at)),
            Actor::Org(place) => Some(self.items[place].at).filter(|at| !target(*at)),
            Actor::Reference => {
                let verb = tokens.list[reading.start].start;
                let ahead = |at: &usize| self.orgs().any(|i| i.at == *at && i.start < verb);
                let here: Vec<usize> =
                    self.bodies().into_iter().filter(|at| ahead(at) && !target(*at)).collect();
                let last: Vec<usize> =
                    before.bodies.iter().copied().filter(|at| !target(*at)).collect();
                match (here.as_slice(), last.as_slice()) {
                    ([only], _) | ([], [only]) => Some(*only),
                    (_, _) => None,
                }
            }
        }
    }

    /// Where nobody acts: the only state body or court in the clause of a fine that is paid, or the
    /// state body that reports what befell another.
    fn authority(&self, tokens: &Tokens<'_>, reading: &Reading) -> Option<usize> {
        let kind = reading.frame.kind;
        let state = |at: usize| match &self.read.found[at].value {
            Value::Org(org) => matches!(org.kind, Some(OrgKind::Government | OrgKind::Court)),
            Value::Date(_) | Value::Money(_) | Value::Law(_) => false,
        };
        let orgs = |tokens_of: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            let named = tokens_of.filter(|i| tokens.list[*i].is_org());
            named.map(|i| self.items[tokens.list[i].item].at).filter(|at| state(*at)).collect()
        };
        let only = |found: Vec<usize>| match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        if kind == FactKind::Fine && reading.frame.target.subject {
            return only(orgs(&mut reading.clause.iter().copied()));
        }
        let befalls = matches!(kind, FactKind::Fine | FactKind::Suspension | FactKind::Closure);
        let speaks = |i: &usize| tokens.has(i + 1, class::SAY) || tokens.has(i + 2, class::SAY);
        befalls.then(|| only(orgs(&mut (0..reading.start).filter(speaks)))).flatten()
    }

    /// The state body that a sentence behind a claim names as the one that reports it: "This was
    /// announced by …".
    pub(super) fn reporter(&self, tokens: &Tokens<'_>) -> Option<usize> {
        let opens = tokens.has(0, class::REPORT);
        let says = tokens.list.iter().take(4).any(|t| t.has(class::SAY));
        let orgs: Vec<&Item> = self.orgs().collect();
        let [only] = orgs.as_slice() else { return None };
        let state = match &self.read.found[only.at].value {
            Value::Org(org) => org.kind == Some(OrgKind::Government),
            Value::Date(_) | Value::Money(_) | Value::Law(_) => false,
        };
        (opens && says && state).then_some(only.at)
    }

    /// `count` bodies named before: those that the claims of the sentence before were about, or
    /// else all that it names. Empty if neither are exactly `count`.
    fn many(&self, count: usize, before: &Before) -> Vec<usize> {
        [&before.targets, &before.bodies]
            .into_iter()
            .find(|b| b.len() == count)
            .cloned()
            .unwrap_or_default()
    }

    /// The one body named before: of this sentence, else of the last; none where it might be
    /// several.
    fn one(
        &self,
        earlier: &[usize],
        before: &Before,
        cue: usize,
        agent: Option<usize>,
    ) -> Option<usize> {
        let acts = |at: usize| agent.is_some_and(|a| self.read.body(a) == self.read.body(at));
        if let [only] = earlier
            && !acts(*only)
        {
            return Some(*only);
        }
        let may = |at: &usize| match &self.read.found[*at].value {
            Value::Org(org) => !matches!(
                org.kind,
                Some(OrgKind::Government | OrgKind::Court | OrgKind::Igo | OrgKind::Military)
            ),
            Value::Date(_) | Value::Money(_) | Value::Law(_) => false,
        };
        let named =
            || self.items.iter().enumerate().filter(|(_, i)| i.kind == Kind::Org && i.start < cue);
        // A government or a court is seldom "the group", unless a person of it is named with it
        // ("the head of X").
        let led = |at: usize| named().any(|(place, i)| i.at == at && self.person_before(place));
        let bodies = self.bodies().into_iter().filter(|at| named().any(|(_, i)| i.at == *at));
        let here: Vec<usize> = bodies.filter(|at| !acts(*at) && (may(at) || led(*at))).collect();
        match here.as_slice() {
            [only] => Some(*only),
            [] => match (
                before.targets.as_slice(),
                before
                    .bodies
                    .iter()
                    .copied()
                    .filter(|at| may(at) && !acts(*at))
                    .collect::<Vec<_>>()
                    .as_slice(),
            ) {
                ([only], _) | ([], [only]) => Some(*only),
                (_, _) => None,
            },
            _ => None,
        }
    }

    /// "the head of X", "members of X", «директор X»: somebody of the body, not the body.
    fn person_before(&self, place: usize) -> bool {
        let item: &Item = &self.items[place];
        let head = &self.masked[..item.start];
        let from = head.rfind([',', '.', ';', ':', '(', '\u{1}']).map_or(0, |i| i + 1);
        let from = ceil(head, from.max(item.start.saturating_sub(60)));
        self.words.has(&head[from..], class::PERSON)
    }
}

/// Whether words, not a comma alone, join two names.
fn conjunction(gap: &str) -> bool {
    gap.chars().any(char::is_alphabetic)
}

/// Nothing but an opening bracket.
fn bracket(gap: &str) -> bool {
    matches!(gap.trim_matches([' ', '"', '«', '»']), "(")
}

/// The next place that begins a character.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}
