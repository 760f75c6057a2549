//! Claims of a document: sentence by sentence, trigger by trigger.

use super::BundleClaim;
use super::clauses::Clauses;
use super::compiled::{self, CompiledWords};
use super::draft::{self, Draft};
use super::events::Need;
use super::grammar::{self, Reading};
use super::merge;
use super::refusal::{self, Notes, Refusal};
use super::sentence::{DocumentMentions, Sentence};
use super::targets::Before;
use super::tokens::Tokens;
use crate::kinds::context::ResolvedMention;
use crate::model::{FactKind, Kind, OrgKind, Span, Value};
use crate::text::{Paragraph, boundary};

/// Sentences without a body after which "the bank" may still be that of the one before them.
const BACK: usize = 1;
/// The maximum length of a heading in bytes.
const HEADING: usize = 120;
/// A sentence is cut after this many bytes. Sentences in news are less than a quarter as long.
/// Longer text without a full stop is not a sentence, and each cue in it would be compared with all
/// of it.
const LONGEST: usize = 4096;

/// The sentence before, for those that refer to it.
#[derive(Default)]
struct Last {
    /// The last sentence that names a body.
    bodies: Option<Span<crate::model::Normal>>,
    /// Sentences since.
    since: usize,
    /// The targets of its claims.
    targets: Vec<usize>,
    /// Its claims without a date: places among the claims.
    undated: Vec<usize>,
    /// Its claims without an authority.
    unowned: Vec<usize>,
}

/// Reads the claims of a document.
pub(crate) fn claims(read: &DocumentMentions<'_>, doc: &str) -> Vec<BundleClaim> {
    let mut claims: Vec<BundleClaim> = Vec::new();
    let mut langs: Vec<crate::model::Lang> = Vec::new();
    let is_org = |f: &&ResolvedMention| f.value.kind() == Kind::Org;
    let bodies: Vec<usize> = read.found.iter().filter(is_org).map(|f| f.span.start).collect();
    let has_body = |span: Span<_>| {
        bodies.get(bodies.partition_point(|b| *b < span.start)).is_some_and(|b| *b < span.end)
    };
    for (place, paragraph) in read.text.paragraphs.iter().enumerate() {
        let Some(words) = paragraph.lang.map(compiled::of) else { continue };
        // A claim is about an organisation of this paragraph or of the one above, which may be a
        // heading.
        let above = place.checked_sub(1).map(|i| read.text.paragraphs[i].span);
        let silent = !has_body(paragraph.span) && !above.is_some_and(has_body);
        if silent && read.refused.is_none() {
            continue;
        }
        let tokens = read.tokens_in(paragraph.span).iter();
        let mut triggers = tokens.filter(|t| words.events.triggers(t)).map(|t| t.start).peekable();
        if triggers.peek().is_none() {
            continue;
        }
        let mut start = paragraph.span.start;
        let mut last = Last::default();
        let ends = boundary::stops(&read.text.normal, paragraph.span.start, paragraph.span.end)
            .chain([paragraph.span.end]);
        for end in cut(&read.text.normal, start, ends) {
            let span = Span::new(start, end.max(start));
            let mut triggered = false;
            while triggers.next_if(|t| *t < span.end).is_some() {
                triggered = true;
            }
            if triggered || !last.undated.is_empty() || !last.unowned.is_empty() {
                let before = before(read, words, &last, place);
                let sentence = Sentence::new(read, words, span);
                let somebody =
                    has_body(span) || !before.targets.is_empty() || !before.bodies.is_empty();
                let drafts = match (triggered, somebody) {
                    (true, true) => drafts(&sentence, &before),
                    (true, false) => nobody(&sentence),
                    (false, _) => Vec::new(),
                };
                if drafts.is_empty() {
                    look_back(&sentence, &mut claims, &last);
                }
                last = Last { bodies: last.bodies, since: last.since, ..Last::default() };
                for draft in &drafts {
                    if !last.targets.iter().any(|at| read.body(*at) == read.body(draft.target)) {
                        last.targets.push(draft.target);
                    }
                }
                take(&sentence, drafts, doc, &mut claims, &mut last);
                langs.resize(claims.len(), words.lang);
            } else {
                last = Last { bodies: last.bodies, since: last.since, ..Last::default() };
            }
            if has_body(span) {
                (last.bodies, last.since) = (Some(span), 0);
            } else if read.text.slice(span).chars().any(char::is_alphanumeric) {
                last.since += 1;
            }
            start = end.max(start);
        }
    }
    let made: Vec<_> = match read.refused {
        Some(_) => claims.iter().map(refusal::outline).collect(),
        None => Vec::new(),
    };
    let kept = merge::merged(claims, &langs, |name| read.bodies.get(name).copied());
    refusal::settle(read, &made, &kept);
    kept
}

/// Adds the claims of a sentence to those of the document.
fn take(
    sentence: &Sentence<'_>,
    drafts: Vec<Draft>,
    doc: &str,
    claims: &mut Vec<BundleClaim>,
    last: &mut Last,
) {
    for draft in drafts {
        let (frame, tokens) = (draft.frame, draft.tokens);
        match draft::build(sentence, draft, doc, claims) {
            Ok(claim) => {
                if claim.claim.date.is_none() {
                    last.undated.push(claims.len());
                }
                if claim.authority.is_none()
                    && matches!(claim.kind, FactKind::Fine | FactKind::Suspension)
                {
                    last.unowned.push(claims.len());
                }
                claims.push(claim);
            }
            Err(why) if sentence.read.refused.is_some() => {
                let all = Tokens::new(sentence, sentence.words.events);
                Notes::new(sentence, &all).refused(frame, tokens, why);
            }
            Err(_) => {}
        }
    }
}

/// A sentence about no organisation claims nothing.
fn nobody(sentence: &Sentence<'_>) -> Vec<Draft> {
    if sentence.read.refused.is_some() {
        let tokens = Tokens::new(sentence, sentence.words.events);
        Notes::new(sentence, &tokens).all_refused(Refusal::NoBody);
    }
    Vec::new()
}

/// What the sentence refers to: the one before, or the heading above.
fn before(
    read: &DocumentMentions<'_>,
    words: &'static CompiledWords,
    last: &Last,
    place: usize,
) -> Before {
    let bodies = match last.bodies {
        Some(span) if last.since <= BACK => Sentence::new(read, words, span).bodies(),
        Some(_) => Vec::new(),
        None if last.since <= BACK => heading(read, words, place).bodies,
        None => Vec::new(),
    };
    Before { targets: last.targets.clone(), bodies }
}

/// Gives the claims of the sentence before what this sentence tells of them: the day of the decision,
/// the state body that reports it.
fn look_back(sentence: &Sentence<'_>, claims: &mut [BundleClaim], last: &Last) {
    if last.undated.is_empty() && last.unowned.is_empty() {
        return;
    }
    let tokens = Tokens::new(sentence, sentence.words.events);
    if let Some(when) = sentence.date_of_decision(&tokens) {
        for place in &last.undated {
            let claim = &mut claims[*place].claim;
            claim.date = Some(when.edtf.clone());
            claim.slots.push(draft::slot(sentence, "date", when.place));
            claim.mentions.push(sentence.read.mention(sentence.items[when.place].at, &claim.doc));
        }
    }
    if let Some(at) = sentence.reporter(&tokens) {
        let name = sentence.read.names[at];
        let other =
            |c: &BundleClaim| sentence.read.names.get(at).is_some_and(|n| *n != Some(c.target));
        for place in &last.unowned {
            let claim = &mut claims[*place];
            if other(claim) && name.is_some() {
                claim.authority = name;
                claim.claim.slots.push(draft::finding(sentence.read, "authority", at));
            }
        }
    }
}

/// The ends of sentences. A sentence that is too long is cut into parts, at spaces if there are
/// any; the ends of the parts are given as well.
fn cut(
    text: &str,
    mut from: usize,
    ends: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    ends.flat_map(move |end| {
        let mut parts = Vec::new();
        while end.saturating_sub(from) > LONGEST {
            let most = text.floor_char_boundary(from + LONGEST);
            from = text[from..most]
                .rfind(' ')
                .filter(|space| *space > 0)
                .map_or(most, |space| from + space);
            parts.push(from);
        }
        from = end.max(from);
        parts.push(end);
        parts
    })
}

/// The organisations of a heading directly before a paragraph.
fn heading(read: &DocumentMentions<'_>, words: &'static CompiledWords, place: usize) -> Before {
    let above: Option<&Paragraph> = place.checked_sub(1).map(|i| &read.text.paragraphs[i]);
    let bodies = above
        .filter(|p| {
            p.span.len() <= HEADING
                && !read.text.slice(p.span).trim_end().ends_with(['.', '!', '?', ':', ';'])
        })
        .map(|p| Sentence::new(read, words, p.span).bodies())
        .unwrap_or_default();
    Before { targets: Vec::new(), bodies }
}

/// The claims of one sentence.
fn drafts(sentence: &Sentence<'_>, before: &Before) -> Vec<Draft> {
    let tokens = Tokens::new(sentence, sentence.words.events);
    let notes = Notes::new(sentence, &tokens);
    // A question claims nothing.
    if tokens.list.iter().rev().take(3).any(|t| &sentence.masked[t.start..t.end] == "?") {
        notes.all_refused(Refusal::Question);
        return Vec::new();
    }
    let clauses = Clauses::new(&tokens, sentence.words.lang);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut done: Vec<(FactKind, usize, usize)> = Vec::new();
    for reading in grammar::readings(&tokens, &clauses, sentence.words.lang, &notes) {
        let (kind, trigger) = (reading.frame.kind, reading.trigger);
        let again = |d: &(FactKind, usize, usize)| {
            trigger.0 < d.2 && trigger.1 > d.1 && same_deed(d.0, kind)
        };
        if done.iter().any(again) {
            continue;
        }
        match of_reading(sentence, &tokens, &clauses, &reading, &drafts, before) {
            Ok(found) => {
                done.push((kind, trigger.0, trigger.1));
                drafts.extend(found);
            }
            Err(why) => notes.refused(reading.frame, trigger, why),
        }
    }
    drafts
}

/// The claims of a reading.
fn of_reading(
    sentence: &Sentence<'_>,
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    reading: &Reading,
    drafts: &[Draft],
    before: &Before,
) -> Result<Vec<Draft>, Refusal> {
    let read = sentence.read;
    let kind = reading.frame.kind;
    let trigger = (tokens.list[reading.trigger.0].start, tokens.list[reading.trigger.1 - 1].end);
    let mut earlier: Vec<usize> = Vec::new();
    for draft in drafts {
        if !earlier.iter().any(|at| read.body(*at) == read.body(draft.target)) {
            earlier.push(draft.target);
        }
    }
    let mut groups = sentence.targets(tokens, reading, &earlier, before);
    if let [group] = groups.as_mut_slice()
        && group.sums.is_empty()
        && let Some(sum) = sentence.clause_sum(tokens, reading)
    {
        group.sums.push(sum);
        let (from, to) = (tokens.list[reading.start].start, sentence.items[sum].end);
        group.each |=
            sentence.words.has(sentence.between(from.min(to), to), super::events::class::EACH);
    }
    let same_as = same_as(sentence, trigger.0);
    let days = sentence.days(tokens, clauses, reading, &groups);
    let duration = sentence.duration(reading);
    if duration.is_none() && reading.frame.needs.contains(&Need::Duration) {
        return Err(Refusal::Needs(Need::Duration));
    }
    let mut found = Vec::new();
    let agent = sentence.agent(tokens, reading, &groups, before);
    for (group, days) in groups.iter().zip(days) {
        let sums = sentence.sums_of(group, kind);
        for ((target, sum), date) in group.members.iter().zip(sums).zip(days) {
            if may_be(sentence, kind, *target) {
                found.push(Draft {
                    frame: reading.frame,
                    tokens: reading.trigger,
                    trigger,
                    target: *target,
                    agent,
                    sum,
                    same_as,
                    date,
                    duration: duration.clone(),
                });
            }
        }
    }
    match (found.is_empty(), groups.is_empty()) {
        (false, _) => Ok(found),
        (true, true) => Err(Refusal::Unclear),
        (true, false) => Err(Refusal::NoTarget),
    }
}

/// Whether this organisation can be the target. Governments, courts and armies are not closed,
/// charged, convicted or acquired. The source that reports funding or an acquisition is not its
/// target.
fn may_be(sentence: &Sentence<'_>, kind: FactKind, target: usize) -> bool {
    let found = &sentence.read.found[target];
    let body = match &found.value {
        Value::Org(org) => org.kind,
        Value::Date(_) | Value::Money(_) | Value::Law(_) => None,
    };
    let state = matches!(body, Some(OrgKind::Government | OrgKind::Court | OrgKind::Military));
    let befalls = match kind {
        FactKind::Closure | FactKind::Charge | FactKind::Conviction | FactKind::Acquisition => {
            !state
        }
        FactKind::Fine | FactKind::Suspension => body != Some(OrgKind::Court),
        FactKind::Lawsuit | FactKind::Funding => true,
    };
    let text = &sentence.read.text.normal[found.span.range()];
    // A fined organisation may report it itself; the source of news on funding or a purchase is no
    // target.
    let source = matches!(kind, FactKind::Funding | FactKind::Acquisition)
        && sentence.source().is_some_and(|who| who.trim_matches(['"', '«', '»']) == text);
    befalls && !source
}

/// Whether two overlapping cues of these kinds describe one event: "was closed for a month" is a
/// suspension, not also a closure. "Sentenced to a fine" is both a conviction and a fine.
fn same_deed(a: FactKind, b: FactKind) -> bool {
    let stops = |k| matches!(k, FactKind::Suspension | FactKind::Closure);
    a == b || stops(a) && stops(b)
}

/// The organisation that has the same sum ("the same fine as X").
fn same_as(sentence: &Sentence<'_>, cue: usize) -> Option<usize> {
    let found = sentence.words.same.find_iter(&sentence.masked).find(|m| m.end() > cue)?;
    sentence.orgs().find(|i| i.end == found.end()).map(|i| sentence.body(i))
}
