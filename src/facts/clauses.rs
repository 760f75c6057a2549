//! The clauses of a sentence, and what takes a claim back: negation, condition, plan, threat, doubt.

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
    /// The mark before it ends a thought: a semicolon, a colon, a dash.
    strong: bool,
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
        let mut strong = true;
        let close = |segments: &mut Vec<Segment>, from: usize, to: usize, inner, strong| {
            if to > from {
                let subordinate = opens(tokens, from, lang);
                segments.push(Segment { from, to, subordinate, inner, strong });
            }
        };
        for at in 0..tokens.list.len() {
            let mark = tokens.mark(at);
            let parts = match mark {
                "," | ";" | ":" | "(" | ")" | "[" | "]" | "?" | "!" => true,
                "–" | "—" | "-" => !tokens.list[at].glued,
                _ => false,
            };
            if parts {
                close(&mut segments, from, at, depth > 0, strong);
                from = at + 1;
                strong = matches!(mark, ";" | ":" | "–" | "—" | "-");
                match mark {
                    "(" | "[" => depth += 1,
                    ")" | "]" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            } else if lang == Lang::En && at > from && divides(tokens, at) {
                close(&mut segments, from, at, depth > 0, strong);
                from = at;
                strong = false;
            }
        }
        close(&mut segments, from, tokens.list.len(), depth > 0, strong);
        Self { segments, lang }
    }

    fn place(&self, at: usize) -> usize {
        self.segments.partition_point(|s| s.to <= at).min(self.segments.len().saturating_sub(1))
    }

    /// The stretch of a token between two marks.
    pub(super) fn segment(&self, at: usize) -> std::ops::Range<usize> {
        self.segments.get(self.place(at)).map_or(0..0, |s| s.from..s.to)
    }

    /// Whether the stretch of a token begins with a subordinator.
    pub(super) fn is_subordinate(&self, at: usize) -> bool {
        self.segments.get(self.place(at)).is_some_and(|s| s.subordinate)
    }

    /// The tokens of the clause of a token, without what is embedded in it.
    pub(super) fn clause(&self, tokens: &Tokens<'_>, at: usize) -> Vec<usize> {
        let place = self.place(at);
        let Some(own) = self.segments.get(place) else { return Vec::new() };
        let mut parts = vec![place];
        let mut first = place;
        while self.continues(tokens, first) {
            let Some(head) = self.head(first) else { break };
            parts.push(head);
            first = head;
        }
        // The verb of a German clause stands at its end, behind what is embedded.
        if self.lang == Lang::De && !own.inner {
            let mut last = place;
            while let Some(next) = self.tail(tokens, last) {
                parts.push(next);
                last = next;
            }
        }
        parts.sort_unstable();
        parts.iter().flat_map(|p| self.segments[*p].from..self.segments[*p].to).collect()
    }

    /// Whether a stretch goes on with a clause that began before it: it begins with its verb.
    fn continues(&self, tokens: &Tokens<'_>, place: usize) -> bool {
        let segment = self.segments[place];
        if segment.subordinate || segment.inner || segment.strong && place == 0 {
            return false;
        }
        let mut at = segment.from;
        while at < segment.to && tokens.has(at, class::ADVERB) {
            at += 1;
        }
        let verb = class::BE | class::HAVE | class::MODAL | class::MUST | class::STATE;
        tokens.has(at, verb) && self.lang != Lang::En
            || at < segment.to && !tokens.events.forms(tokens.word(at)).is_empty()
            || tokens.has(at, verb)
    }

    /// The stretch that a continued one goes on from: before one embedded stretch or more.
    fn head(&self, place: usize) -> Option<usize> {
        let mut at = place.checked_sub(1)?;
        for _ in 0..HOLES {
            let segment = self.segments[at];
            let embedded = segment.subordinate && segment.from > 0 || segment.inner;
            if !embedded {
                break;
            }
            at = at.checked_sub(1)?;
        }
        // "X, a maker of toys, was fined": one stretch between two commas may be an apposition.
        Some(at)
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
        (at > place + 1 && !segment.strong && self.continues(tokens, at)).then_some(at)
    }

    /// Whether something takes back what is said at a token: in its own clause, or in the one that
    /// it completes. `modal` says that "must" and the like are welcome.
    pub(super) fn refuses(&self, tokens: &Tokens<'_>, clause: &[usize], at: usize, modal: bool) -> bool {
        let mut against =
            class::CONDITION | class::DOUBT | class::MODAL;
        if !modal {
            against |= class::MUST;
        }
        let before = |i: &usize| self.lang != Lang::En || *i < at;
        let said = |i: usize| tokens.has(i, against) || tokens.negates(i);
        if clause.iter().filter(|i| before(i)).any(|i| *i != at && said(*i)) {
            return true;
        }
        // "denied that …", «опроверг, что …»: the clause that this one completes.
        let mut place = self.place(at);
        for _ in 0..HOLES {
            let segment = self.segments[place];
            let completes = segment.subordinate && tokens.has(segment.from, class::COMPLEMENT);
            if !completes || place == 0 {
                return false;
            }
            place -= 1;
            let matrix = self.segments[place];
            if (matrix.from..matrix.to).any(said) {
                return true;
            }
        }
        false
    }
}

/// Whether an English word begins a clause without a comma before it.
fn divides(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    if !tokens.has(at, class::SUBORDINATE) {
        return false;
    }
    match word {
        // "a bank that …", "said that …", but not "that bank".
        "that" => tokens.list[at].class & class::DET != 0 && !tokens.has(at + 1, class::ADVERB),
        // "as a result", "so far", "including".
        "as" | "so" | "since" | "including" | "once" | "before" | "until" => false,
        _ => true,
    }
}

/// Whether a stretch begins with a subordinator or relative pronoun, alone or behind a preposition.
fn opens(tokens: &Tokens<'_>, from: usize, lang: Lang) -> bool {
    let begins = |at: usize| match lang {
        Lang::En => tokens.has(at, class::SUBORDINATE),
        Lang::De => {
            tokens.has(at, class::SUBORDINATE) && at > 0
                || at > 0 && tokens.has(at, class::RELATIVE) && relative(tokens, at)
                || at == 0 && tokens.has(at, class::SUBORDINATE) && tokens.word(at) != "seit"
        }
        Lang::Ru => tokens.has(at, class::SUBORDINATE | class::RELATIVE),
    };
    let mut at = from;
    if tokens.has(at, class::CONJ) && tokens.list[at].sort == Sort::Word {
        at += 1;
    }
    begins(at) || tokens.has(at, class::PREP) && tokens.has(at + 1, class::RELATIVE) && lang != Lang::De && begins(at + 1)
        || lang == Lang::De
            && at > 0
            && tokens.has(at, class::PREP)
            && tokens.has(at + 1, class::RELATIVE)
            && relative(tokens, at + 1)
}

/// Whether "die", "der" or "das" behind a comma is a relative pronoun: an article is followed by a
/// noun, or by an adjective and a noun, and no verb ends the stretch.
fn relative(tokens: &Tokens<'_>, at: usize) -> bool {
    if matches!(tokens.word(at), "denen" | "dessen" | "deren" | "welche" | "welcher" | "welches" | "welchen") {
        return true;
    }
    let end = (at + 1..tokens.list.len())
        .find(|i| matches!(tokens.mark(*i), "," | ";" | ":" | "(" | "–" | "." | "!" | "?"))
        .unwrap_or(tokens.list.len());
    let last = (at + 1..end).rev().find(|i| tokens.list[*i].sort == Sort::Word);
    // A relative clause ends with its verb.
    let verb = class::BE | class::HAVE | class::MODAL | class::MUST | class::STATE;
    last.is_some_and(|i| {
        tokens.has(i, verb)
            || !tokens.list[i].capital
                && (!tokens.events.forms(tokens.word(i)).is_empty()
                    || tokens.word(i).ends_with('t')
                    || tokens.word(i).ends_with("te")
                    || tokens.word(i).ends_with("en"))
    })
}
