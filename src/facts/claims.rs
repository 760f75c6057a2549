//! Claims of a document: sentence by sentence, trigger by trigger.

use super::BundleClaim;
use super::clauses::Clauses;
use super::compiled::{self, CompiledWords};
use super::events::Need;
use super::grammar::{self, Reading};
use super::merge;
use super::sentence::{DocumentMentions, Sentence};
use super::targets::Before;
use super::tokens::Tokens;
use super::values::{Sum, When};
use crate::kinds::context::ResolvedMention;
use crate::model::{Claim, ClaimSlot, FactKind, Kind, OrgKind, Span, Value};
use crate::text::{Paragraph, boundary};

/// Sentences without a body after which "the bank" may still be that of the one before them.
const BACK: usize = 1;
/// The maximum length of a heading in bytes.
const HEADING: usize = 120;
/// A sentence is cut after this many bytes. Sentences in news are less than a quarter as long.
/// Longer text without a full stop is not a sentence, and each cue in it would be compared with all
/// of it.
const LONGEST: usize = 4096;

/// A claim without its offsets in the document.
struct Draft {
    frame: &'static super::events::Frame,
    /// Bytes of the sentence.
    trigger: (usize, usize),
    target: usize,
    /// The finding of the acting organisation.
    agent: Option<usize>,
    sum: Sum,
    /// The organisation that has the same sum ("the same fine as X").
    same_as: Option<usize>,
    date: Option<When>,
    duration: Option<(String, usize)>,
}

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
        if !has_body(paragraph.span) && !above.is_some_and(has_body) {
            continue;
        }
        let slice = read.text.slice(paragraph.span);
        let mut triggers = words
            .events
            .trigger
            .find_iter(slice)
            .map(|m| paragraph.span.start + m.start())
            .peekable();
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
                let drafts =
                    if triggered && somebody { drafts(&sentence, &before) } else { Vec::new() };
                if drafts.is_empty() {
                    look_back(&sentence, &mut claims, &last);
                }
                last = Last { bodies: last.bodies, since: last.since, ..Last::default() };
                for draft in &drafts {
                    if !last.targets.iter().any(|at| read.body(*at) == read.body(draft.target)) {
                        last.targets.push(draft.target);
                    }
                }
                for draft in drafts {
                    if let Some(claim) = build(&sentence, draft, doc, &claims, read) {
                        if claim.claim.date.is_none() {
                            last.undated.push(claims.len());
                        }
                        if claim.authority.is_none()
                            && matches!(claim.kind, FactKind::Fine | FactKind::Suspension)
                        {
                            last.unowned.push(claims.len());
                        }
                        claims.push(claim);
                        langs.push(words.lang);
                    }
                }
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
    merge::merged(claims, &langs, |name| read.bodies.get(name).copied())
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
            claim.slots.push(slot(sentence, "date", when.place));
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
                claim.claim.slots.push(finding(sentence.read, "authority", at));
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
    // A question claims nothing.
    if tokens.list.iter().rev().take(3).any(|t| &sentence.masked[t.start..t.end] == "?") {
        return Vec::new();
    }
    let clauses = Clauses::new(&tokens, sentence.words.lang);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut done: Vec<(FactKind, usize, usize)> = Vec::new();
    for reading in grammar::readings(&tokens, &clauses, sentence.words.lang) {
        let (kind, trigger) = (reading.frame.kind, reading.trigger);
        let again = |d: &(FactKind, usize, usize)| {
            trigger.0 < d.2 && trigger.1 > d.1 && same_deed(d.0, kind)
        };
        if done.iter().any(again) {
            continue;
        }
        let found = of_reading(sentence, &tokens, &clauses, &reading, &drafts, before);
        if !found.is_empty() {
            done.push((kind, trigger.0, trigger.1));
        }
        drafts.extend(found);
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
) -> Vec<Draft> {
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
        return Vec::new();
    }
    let mut found = Vec::new();
    let agent = sentence.agent(tokens, reading, &groups, before);
    for (group, days) in groups.iter().zip(days) {
        let sums = sentence.sums_of(group, kind);
        for ((target, sum), date) in group.members.iter().zip(sums).zip(days) {
            if may_be(sentence, kind, *target) {
                found.push(Draft {
                    frame: reading.frame,
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
    found
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

fn build(
    sentence: &Sentence<'_>,
    draft: Draft,
    doc: &str,
    before: &[BundleClaim],
    read: &DocumentMentions<'_>,
) -> Option<BundleClaim> {
    let kind = draft.frame.kind;
    let target = read.names[draft.target]?;
    let body = |name: usize| read.bodies.get(name).copied();
    let of = |b: usize, claim: &BundleClaim| claim.kind == kind && body(claim.target) == Some(b);
    let Sum { mut amount, mut equivalents, place: sum } = draft.sum;
    if let (None, Some(other), FactKind::Fine) = (&amount, draft.same_as, kind)
        && let Some(same) = before.iter().rev().find(|c| of(other, c) && c.claim.amount.is_some())
    {
        (amount, equivalents) = (same.claim.amount.clone(), same.claim.equivalents.clone());
    }
    // "Awarded the prize" is no funding: a sum must be said.
    if kind == FactKind::Funding && amount.is_none() {
        return None;
    }
    let place = read.text.original_span(sentence.span);
    let (start, end) = (read.chars.chars_before(place.start), read.chars.chars_before(place.end));
    // A sentence gives at most one claim of a kind about an organisation.
    if before
        .iter()
        .rev()
        .take_while(|c| c.claim.start == start)
        .any(|c| body(target).is_some_and(|b| of(b, c)))
    {
        return None;
    }
    let law = sentence.law();
    let date_place = draft.date.as_ref().map(|w| w.place);
    let date = draft.date.and_then(|w| dated(w, before));
    let mut slots =
        vec![bytes(sentence, "trigger", draft.trigger), finding(read, "target", draft.target)];
    slots.extend(draft.agent.map(|at| finding(read, "authority", at)));
    slots.extend(sum.filter(|_| amount.is_some()).map(|at| slot(sentence, "amount", at)));
    slots.extend(date_place.filter(|_| date.is_some()).map(|at| slot(sentence, "date", at)));
    slots.extend(draft.duration.as_ref().map(|d| slot(sentence, "duration", d.1)));
    slots.extend(law.as_ref().map(|l| slot(sentence, "law", l.1)));
    Some(BundleClaim {
        kind,
        target,
        authority: draft.agent.and_then(|at| read.names[at]),
        claim: Claim {
            claim: format!("{doc}:{start}-{end}:{}", kind.as_str()),
            doc: doc.to_owned(),
            published: None,
            start,
            end,
            rule: draft.frame.name.clone(),
            slots,
            attribution: sentence.source(),
            amount,
            equivalents,
            date,
            duration: draft.duration.map(|d| d.0),
            law: law.map(|l| l.0),
            mentions: evidence(sentence, draft.target)
                .into_iter()
                .map(|at| read.mention(at, doc))
                .collect(),
        },
    })
}

/// The date of an event; of "the same year" that of the claim before it.
fn dated(when: When, before: &[BundleClaim]) -> Option<String> {
    if !when.same_year {
        return Some(when.edtf);
    }
    let year = before.last().and_then(|c| c.claim.date.as_deref()?.get(..4))?;
    let rest = when.edtf.get(4..).filter(|r| !r.is_empty())?;
    Some(format!("{year}{rest}"))
}

/// The slot that an item of the sentence fills.
fn slot(sentence: &Sentence<'_>, name: &str, item: usize) -> ClaimSlot {
    finding(sentence.read, name, sentence.items[item].at)
}

/// The slot that a finding fills.
fn finding(read: &DocumentMentions<'_>, name: &str, at: usize) -> ClaimSlot {
    let span = read.text.original_span(read.found[at].span);
    let (start, end) = (read.chars.chars_before(span.start), read.chars.chars_before(span.end));
    ClaimSlot { slot: name.to_owned(), start, end }
}

/// The slot that these bytes of the sentence fill.
fn bytes(sentence: &Sentence<'_>, name: &str, (start, end): (usize, usize)) -> ClaimSlot {
    let read = sentence.read;
    let from = sentence.span.start;
    let span = read.text.original_span(Span::new(from + start, from + end));
    let (start, end) = (read.chars.chars_before(span.start), read.chars.chars_before(span.end));
    ClaimSlot { slot: name.to_owned(), start, end }
}

/// The mention of the target, wherever it is, and all mentions in the sentence except
/// organisations.
fn evidence(sentence: &Sentence<'_>, target: usize) -> Vec<usize> {
    let mut places: Vec<usize> =
        sentence.items.iter().filter(|i| i.kind != Kind::Org).map(|i| i.at).collect();
    places.push(target);
    places.sort_unstable();
    places
}
