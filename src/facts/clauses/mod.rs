//! The clauses of a sentence, and what takes a claim back: negation, condition, plan, threat, doubt.

mod de;
mod en;
mod ru;

use super::events::class;
use super::tokens::{Sort, Tokens};
use crate::model::Lang;

/// Stretches that are skipped between the halves of a split clause, at most.
const HOLES: usize = 4;

/// A stretch of tokens between two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    from: usize,
    to: usize,
    /// Begins with a subordinator or relative pronoun.
    subordinate: bool,
    /// In brackets.
    inner: bool,
    /// The mark before it.
    mark: Opening,
    /// The first stretch of its row: brackets only interrupt a stretch.
    row: usize,
}

/// What stands before a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Start,
    Comma,
    Dash,
    /// A semicolon or a colon.
    Strong,
    Bracket,
    /// No mark: a subordinator.
    Word,
    /// No mark: a conjunction with a verb of its own.
    Joined,
}

/// The clauses of a sentence.
#[derive(Debug)]
pub(super) struct Clauses {
    segments: Vec<Segment>,
    lang: Lang,
}

impl Clauses {
    pub(super) fn new(tokens: &Tokens<'_>, lang: Lang) -> Self {
        let mut segments: Vec<Segment> = Vec::new();
        let mut from = 0;
        let mut depth = 0usize;
        let mut mark = Opening::Start;
        // The row that a closing bracket goes on with.
        let mut open_row: Option<usize> = None;
        let close = |segments: &mut Vec<Segment>,
                     from: usize,
                     to: usize,
                     inner,
                     mark,
                     row: Option<usize>| {
            if to > from {
                let subordinate = mark != Opening::Joined && opens(tokens, from, lang);
                let row = row.unwrap_or(segments.len());
                segments.push(Segment { from, to, subordinate, inner, mark, row });
            }
        };
        for at in 0..tokens.list.len() {
            let text = tokens.mark(at);
            let opening = match text {
                // "two NGOs: X and Y", "another NGO – X"
                ":" | "–" | "—" | "-" if names(tokens, at) => None,
                "," => Some(Opening::Comma),
                ";" | ":" | "?" | "!" => Some(Opening::Strong),
                "(" | ")" | "[" | "]" => Some(Opening::Bracket),
                "–" | "—" | "-" if !tokens.list[at].glued => Some(Opening::Dash),
                _ => None,
            };
            if let Some(opening) = opening {
                close(&mut segments, from, at, depth > 0, mark, open_row.take());
                from = at + 1;
                mark = opening;
                match text {
                    "(" | "[" => depth += 1,
                    ")" | "]" => {
                        depth = depth.saturating_sub(1);
                        let outer = segments.iter().rev().find(|s| !s.inner);
                        open_row = outer.filter(|_| depth == 0).map(|s| s.row);
                    }
                    _ => {}
                }
            } else if at > from && (divides(tokens, at, lang) || joins(tokens, at, lang)) {
                close(&mut segments, from, at, depth > 0, mark, open_row.take());
                from = at;
                mark = if tokens.has(at, class::CONJ) { Opening::Joined } else { Opening::Word };
            }
        }
        close(&mut segments, from, tokens.list.len(), depth > 0, mark, open_row.take());
        Self { segments, lang }
    }

    fn place(&self, at: usize) -> usize {
        self.segments.partition_point(|s| s.to <= at).min(self.segments.len().saturating_sub(1))
    }

    /// The stretch of a token between two marks; brackets do not end it.
    pub(super) fn segment(&self, at: usize) -> std::ops::Range<usize> {
        let Some(own) = self.segments.get(self.place(at)) else { return 0..0 };
        let row = self.segments.iter().filter(|s| s.row == own.row && s.inner == own.inner);
        let end = row.map(|s| s.to).max().unwrap_or(own.to);
        self.segments[own.row].from..end
    }

    /// Whether a token stands in brackets.
    pub(super) fn is_inner(&self, at: usize) -> bool {
        self.segments.get(self.place(at)).is_some_and(|s| s.inner)
    }

    /// Whether the stretch of a token begins with a subordinator.
    pub(super) fn is_subordinate(&self, at: usize) -> bool {
        self.row(self.place(at)).is_some_and(|s| s.subordinate)
    }

    /// The clause that a conjunction joins that of a token to: its subject is the subject of both.
    pub(super) fn joined_to(&self, at: usize) -> Option<usize> {
        let own = self.row(self.place(at))?;
        let before = (own.mark == Opening::Joined).then(|| own.from.checked_sub(1)).flatten()?;
        Some(before)
    }

    /// The first stretch of a row.
    fn row(&self, place: usize) -> Option<&Segment> {
        self.segments.get(self.segments.get(place)?.row)
    }

    /// The tokens of the clause of a token, without what is embedded in it.
    pub(super) fn clause(&self, tokens: &Tokens<'_>, at: usize) -> Vec<usize> {
        let place = self.place(at);
        let Some(own) = self.segments.get(place) else { return Vec::new() };
        if own.inner {
            return (own.from..own.to).collect();
        }
        let mut rows = vec![own.row];
        let mut first = own.row;
        while self.continues(tokens, first) && rows.len() <= HOLES {
            let heads = self.heads(first);
            let Some(head) = heads.last().copied() else { break };
            rows.extend(heads);
            first = head;
        }
        // "hat X wegen A, B und C verurteilt": commas part only nouns.
        let finite = class::BE | class::HAVE | class::STATE | class::MUST | class::MODAL;
        let helped = |rows: &[usize]| {
            let parts = self.segments.iter().filter(|s| !s.inner && rows.contains(&s.row));
            parts.flat_map(|s| s.from..s.to).any(|i| tokens.has(i, finite))
        };
        let mut added = 0;
        while self.lang == Lang::De
            && added < HOLES
            && !self.segments[first].subordinate
            && self.segments[first].mark == Opening::Comma
            && !helped(&rows)
        {
            let Some(before) = first.checked_sub(1).map(|b| self.segments[b].row) else { break };
            if self.segments[before].subordinate {
                break;
            }
            rows.push(before);
            first = before;
            added += 1;
        }
        if added > 0 && !helped(&rows) {
            rows.truncate(rows.len() - added);
        }
        // The verb of a German clause stands at its end, behind what is embedded.
        if self.lang == Lang::De {
            let mut last = own.row;
            while let Some(next) = self.tail(tokens, last).filter(|_| rows.len() <= HOLES) {
                rows.push(next);
                last = next;
            }
        }
        let parts = self.segments.iter().filter(|s| !s.inner && rows.contains(&s.row));
        parts.flat_map(|s| s.from..s.to).collect()
    }

    /// Whether a stretch goes on with a clause that began before it: it begins with its verb.
    fn continues(&self, tokens: &Tokens<'_>, place: usize) -> bool {
        let segment = self.segments[place];
        if segment.subordinate || matches!(segment.mark, Opening::Start | Opening::Joined) {
            return false;
        }
        let mut at = segment.from;
        while at < segment.to && tokens.has(at, class::ADVERB) {
            at += 1;
        }
        let verb = class::BE | class::HAVE | class::MODAL | class::MUST | class::STATE;
        at < segment.to
            && (tokens.has(at, verb) || !tokens.events.forms(tokens.word(at)).is_empty())
    }

    /// The stretches that a continued one goes on from: before what is embedded.
    fn heads(&self, place: usize) -> Vec<usize> {
        let mut at = place;
        for _ in 0..HOLES {
            let Some(before) = at.checked_sub(1) else { return Vec::new() };
            at = before;
            let segment = self.segments[at];
            if !(segment.subordinate && segment.from > 0 || segment.inner) {
                break;
            }
        }
        let (own, last) = (self.segments[place], self.segments[at]);
        let mut heads = vec![last.row];
        // "X, a maker of toys, was fined"; "X – a maker of toys – was fined".
        if at + 1 == place
            && own.mark == last.mark
            && matches!(own.mark, Opening::Comma | Opening::Dash)
            && let Some(before) = last.row.checked_sub(1)
        {
            if own.mark == Opening::Dash {
                heads.clear();
            }
            heads.push(self.segments[before].row);
        }
        heads
    }

    /// The stretch with the rest of a German clause: it begins with a verb, behind what is embedded.
    fn tail(&self, tokens: &Tokens<'_>, place: usize) -> Option<usize> {
        let mut at = place + 1;
        for _ in 0..HOLES {
            let segment = self.segments.get(at)?;
            if !segment.subordinate && !segment.inner {
                break;
            }
            at += 1;
        }
        let segment = self.segments.get(at)?;
        let goes_on = segment.row == at && at > place + 1 && segment.mark != Opening::Strong;
        (goes_on && self.continues(tokens, at)).then_some(at)
    }

    /// The token that takes back what is said at another: in its own clause, or in the one that
    /// it completes. `modal` says that "must" and the like are welcome.
    pub(super) fn refuses(
        &self,
        tokens: &Tokens<'_>,
        clause: &[usize],
        at: usize,
        modal: bool,
    ) -> Option<usize> {
        let mut against = class::CONDITION | class::DOUBT | class::MODAL;
        if !modal {
            against |= class::MUST;
        }
        let before = |i: &usize| self.lang != Lang::En || *i < at;
        let said = |i: usize| {
            tokens.has(i, against) || tokens.negates(i) && !attributive(tokens, i, self.lang)
        };
        let own = clause.iter().copied().filter(before).find(|i| *i != at && said(*i));
        if own.is_some() {
            return own;
        }
        // "denied that …", «опроверг, что …»: the clause that this one completes.
        let mut place = self.place(at);
        for _ in 0..HOLES {
            let segment = self.segments[place];
            let completes = segment.subordinate
                && (tokens.has(segment.from, class::COMPLEMENT) || decides(tokens, segment.from));
            if !completes || place == 0 {
                return None;
            }
            place -= 1;
            let matrix = self.segments[place];
            let taken_back = (matrix.from..matrix.to).find(|i| said(*i));
            if taken_back.is_some() {
                return taken_back;
            }
        }
        None
    }
}

/// "annulled the decision by which …": the relative clause tells what the decision was.
fn decides(tokens: &Tokens<'_>, pronoun: usize) -> bool {
    let noun = pronoun.checked_sub(2);
    tokens.has(pronoun, class::RELATIVE) && noun.is_some_and(|i| tokens.has(i, class::DECISION))
}

/// Whether a mark stands between a noun for bodies and a name.
fn names(tokens: &Tokens<'_>, at: usize) -> bool {
    let mut next = at + 1;
    while matches!(tokens.mark(next), "\"" | "«" | "„" | "“" | "-" | "–") {
        next += 1;
    }
    let named = tokens.get(next).is_some_and(|t| t.is_org() || t.has(class::DET));
    named && at.checked_sub(1).is_some_and(|i| tokens.has(i, class::BODY))
}

/// Whether a stretch begins with a subordinator or relative pronoun, alone or behind a preposition.
fn opens(tokens: &Tokens<'_>, from: usize, lang: Lang) -> bool {
    let joined = tokens.has(from, class::CONJ) && tokens.list[from].sort == Sort::Word;
    let from = from + usize::from(joined);
    match lang {
        Lang::En => en::opens(tokens, from),
        Lang::De => de::opens(tokens, from),
        Lang::Ru => ru::opens(tokens, from),
    }
}

/// Whether a word begins a clause without a comma before it.
fn divides(tokens: &Tokens<'_>, at: usize, lang: Lang) -> bool {
    match lang {
        Lang::En => en::divides(tokens, at),
        // A comma parts every clause.
        Lang::De | Lang::Ru => false,
    }
}

/// Whether a conjunction begins a clause with a verb of its own and the subject of the one before.
fn joins(tokens: &Tokens<'_>, at: usize, lang: Lang) -> bool {
    if !tokens.has(at, class::CONJ) || tokens.list[at].sort != Sort::Word {
        return false;
    }
    let mut next = at + 1;
    while tokens.has(next, class::ADVERB) {
        next += 1;
    }
    match lang {
        // "was charged and fined" is one clause.
        Lang::En => false,
        Lang::De => de::is_finite(tokens, next),
        Lang::Ru => ru::is_finite(tokens, next),
    }
}

/// Whether a negation belongs to an attribute, not to the clause.
fn attributive(tokens: &Tokens<'_>, at: usize, lang: Lang) -> bool {
    match lang {
        Lang::En | Lang::Ru => false,
        Lang::De => de::attributive(tokens, at),
    }
}
