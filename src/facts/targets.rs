//! Whom a claim is about: one body (an organisation), an enumeration, or bodies that the sentence
//! before names. And which sum belongs to which body.

use super::compiled::has_word;
use super::language::TargetSide;
use super::sentence::{Item, Sentence};
use crate::model::{Kind, OrgKind, Value};

/// How far from its cue a target may stand, in bytes.
const NEAR: usize = 120;
/// How far from its body a sum may stand.
const SUM: usize = 90;
/// Maximum bytes between a word that refers back to a body ("the group") and its verb.
const CLOSE: usize = 40;

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

/// Where a cue stands in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) place: TargetSide,
}

impl Sentence<'_> {
    /// The targets of a cue; none where it is not clear whom it is about. `earlier` are the targets
    /// of this sentence's earlier cues.
    pub(super) fn targets(&self, cue: Cue, earlier: &[usize], before: &Before) -> Vec<Group> {
        match cue.place {
            TargetSide::After => self.after(cue, earlier, before),
            TargetSide::Before => self.before(cue, earlier, before),
        }
    }

    fn after(&self, cue: Cue, earlier: &[usize], before: &Before) -> Vec<Group> {
        let org = self.items.iter().position(|i| i.kind == Kind::Org && i.start >= cue.end);
        let start = org.map_or(self.masked.len(), |i| self.items[i].start);
        let gap = self.between(cue.end, start);
        if let Some((members, end, several)) =
            self.reference(gap, cue.end, earlier, before, cue.start)
        {
            let tail = self.masked[end..].trim_start_matches(['\'', 's']);
            if has_word(
                tail.get(..tail.find([',', '.', ';']).unwrap_or(tail.len())).unwrap_or_default(),
                self.words.words.person,
            ) {
                return Vec::new();
            }
            return self.of_reference(members, several, end);
        }
        let Some(first) = org else { return Vec::new() };
        let words = self.words.words;
        if gap.len() > NEAR
            || has_word(gap, words.other)
            || has_word(gap, words.person)
            || self.person_after(first)
        {
            return Vec::new();
        }
        // A comma or colon leads to another thought, unless a noun for bodies stands before it
        // ("two NGOs: …", "another NGO, …").
        let broken = gap
            .match_indices([',', ':', ';', '('])
            .any(|(at, _)| !self.words.noun.is_match(&gap[..at]));
        if broken
            || gap.contains(" – ")
                && !self.words.noun.is_match(gap.split(" – ").next().unwrap_or_default().trim_end())
        {
            return Vec::new();
        }
        self.walk(first)
    }

    fn before(&self, cue: Cue, earlier: &[usize], before: &Before) -> Vec<Group> {
        let words = self.words.words;
        let org = self.items.iter().rposition(|i| i.kind == Kind::Org && i.end <= cue.start);
        let end = org.map_or(0, |i| self.items[i].end);
        let gap = self.between(end, cue.start);
        // "A was suspended and sentenced to a fine": the verbs share their subject.
        let shared = !earlier.is_empty()
            && self.words.join.is_match(last_word(gap))
            && org.is_none_or(|i| earlier.contains(&self.items[i].at));
        if shared {
            return self.of_reference(earlier.to_vec(), earlier.len() > 1, cue.start);
        }
        if let Some((members, _, several)) =
            self.last_reference(gap, end, earlier, before, cue.start)
        {
            return self.of_reference(members, several, cue.start);
        }
        let Some(last) = org else { return Vec::new() };
        if gap.len() > NEAR
            || has_word(gap, words.other)
            || has_word(gap, words.person)
            || gap.contains([';', ':', '('])
        {
            return Vec::new();
        }
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
        let (sums, end) = self.sums(cue.start, SUM + cue.end - cue.start);
        let each = self.each(cue.start.saturating_sub(20), end, &sums);
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
        let (sums, after) = self.sums(end, SUM + 40);
        let total = has_word(self.between(end, after), self.words.words.total);
        // "both groups must pay a fine of 2 million" gives it to each, if nothing says that they
        // share it.
        vec![Group { each: several && !total, members, sums }]
    }

    /// The first sum after `from` and the sums joined to it, by their places among the items. Also
    /// the end of these sums and their equivalents.
    fn sums(&self, from: usize, near: usize) -> (Vec<usize>, usize) {
        let words = self.words.words;
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
                        gap.len() <= near && !has_word(gap, words.no_sum)
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
        sums.iter().any(said) || has_word(self.between(from, to), self.words.words.each)
    }

    /// The bodies that a word in `gap` refers to, the end of the word, and whether they are
    /// several.
    fn reference(
        &self,
        gap: &str,
        at: usize,
        earlier: &[usize],
        before: &Before,
        cue: usize,
    ) -> Option<(Vec<usize>, usize, bool)> {
        for (count, many) in &self.words.many {
            if let Some(found) = many.find(gap).filter(|f| f.start() <= CLOSE) {
                // "the three companies A, B and C" are named here.
                if self.named_next(at + found.end()) {
                    return None;
                }
                let members = self.many(*count, before);
                return Some((members, at + found.end(), true));
            }
        }
        let found = self.words.one.find(gap).filter(|f| f.start() <= CLOSE)?;
        if self.named_next(at + found.end()) {
            return None;
        }
        Some((self.one(earlier, before, cue).into_iter().collect(), at + found.end(), false))
    }

    /// As [`Self::reference`], but for the last such word before a cue.
    fn last_reference(
        &self,
        gap: &str,
        at: usize,
        earlier: &[usize],
        before: &Before,
        cue: usize,
    ) -> Option<(Vec<usize>, usize, bool)> {
        for (count, many) in &self.words.many {
            if let Some(found) = many.find_iter(gap).last().filter(|f| gap.len() - f.end() <= CLOSE)
            {
                let members = if self.follows(&gap[found.end()..]) {
                    self.many(*count, before)
                } else {
                    Vec::new()
                };
                return Some((members, at + found.end(), true));
            }
        }
        let found =
            self.words.one.find_iter(gap).last().filter(|f| gap.len() - f.end() <= CLOSE)?;
        let direct = self.follows(&gap[found.end()..])
            && !has_word(
                &gap[ceil(gap, found.start().saturating_sub(CLOSE / 2))..found.start()],
                self.words.words.person,
            );
        let one = direct.then(|| self.one(earlier, before, cue)).flatten();
        Some((one.into_iter().collect(), at + found.end(), false))
    }

    /// Whether the reference is still the subject of its verb, given the words between them.
    fn follows(&self, words: &str) -> bool {
        !words.contains([',', ';', ':'])
            && !has_word(words, self.words.words.other)
            && !has_word(words, self.words.words.person)
            && !words.starts_with("'s")
    }

    fn named_next(&self, at: usize) -> bool {
        self.orgs().any(|i| {
            i.start >= at
                && self
                    .between(at, i.start)
                    .trim_matches([' ', ',', ':', '"', '«', '–', '-'])
                    .is_empty()
        })
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
    fn one(&self, earlier: &[usize], before: &Before, cue: usize) -> Option<usize> {
        if let [only] = earlier {
            return Some(*only);
        }
        let may = |at: &usize| match &self.read.found[*at].value {
            Value::Org(org) => !matches!(org.kind, Some(OrgKind::Government | OrgKind::Court)),
            Value::Date(_) | Value::Money(_) | Value::Law(_) => false,
        };
        let named =
            || self.items.iter().enumerate().filter(|(_, i)| i.kind == Kind::Org && i.start < cue);
        // A government or a court is seldom "the group", unless a person of it is named with it
        // ("the head of X").
        let led = |at: usize| named().any(|(place, i)| i.at == at && self.person_before(place));
        let bodies = self.bodies().into_iter().filter(|at| named().any(|(_, i)| i.at == *at));
        let here: Vec<usize> = bodies.filter(|at| may(at) || led(*at)).collect();
        match here.as_slice() {
            [only] => Some(*only),
            [] => match (
                before.targets.as_slice(),
                before.bodies.iter().copied().filter(may).collect::<Vec<_>>().as_slice(),
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
        has_word(&head[from..], self.words.words.person)
    }

    /// "X's director", "X activist …".
    fn person_after(&self, place: usize) -> bool {
        let tail =
            self.masked[self.items[place].end..].trim_start_matches(['"', '»', '\'', ' ', '-']);
        let tail = tail.strip_prefix("s ").unwrap_or(tail);
        let end = tail.char_indices().nth(30).map_or(tail.len(), |c| c.0);
        let words: Vec<&str> = tail[..end].split([',', '.', ' ']).take(2).collect();
        words.iter().any(|w| has_word(w, self.words.words.person))
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

/// The last word of `gap` with the space before it and any spaces behind it.
fn last_word(gap: &str) -> &str {
    let trimmed = gap.trim_end();
    let cut = trimmed.rfind(' ').unwrap_or(0);
    &gap[cut..]
}

/// The next place that begins a character.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}
