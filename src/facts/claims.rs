//! Claims of a document: sentence by sentence, cue by cue.

use super::BundleClaim;
use super::compiled::{self, CompiledWords, has_word};
use super::language::{ClaimPattern, TargetSide};
use super::sentence::{DocumentMentions, Sentence};
use super::targets::{Before, Cue, Group};
use super::values::Sum;
use crate::kinds::context::ResolvedMention;
use crate::model::{Claim, FactKind, Kind, OrgKind, Span, Value};
use crate::text::{Paragraph, boundary};

/// The maximum length of a heading in bytes.
const HEADING: usize = 120;
/// A sentence is cut after this many bytes. Sentences in news are less than a quarter as long.
/// Longer text without a full stop is not a sentence, and each cue in it would be compared with all
/// of it.
const LONGEST: usize = 4096;
/// The maximum distance of an acting organisation from its verb, in bytes.
const ACTS: usize = 80;

/// A claim without its offsets in the document.
struct Draft {
    pattern: &'static ClaimPattern,
    target: usize,
    authority: Option<usize>,
    sum: Sum,
    /// The organisation that has the same sum ("the same fine as X").
    same_as: Option<usize>,
    date: Option<String>,
}

/// Reads the claims of a document.
pub(crate) fn claims(read: &DocumentMentions<'_>, doc: &str) -> Vec<BundleClaim> {
    let mut claims: Vec<BundleClaim> = Vec::new();
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
        let mut triggers =
            words.trigger.find_iter(slice).map(|m| paragraph.span.start + m.start()).peekable();
        if triggers.peek().is_none() {
            continue;
        }
        let mut start = paragraph.span.start;
        let mut last: Option<Span<_>> = None;
        // The last sentence with a trigger and the targets of its claims: the next one may refer to
        // them.
        let mut targets: (usize, Vec<usize>) = (0, Vec::new());
        let ends = boundary::stops(&read.text.normal, paragraph.span.start, paragraph.span.end)
            .chain([paragraph.span.end]);
        for end in cut(&read.text.normal, start, ends) {
            let span = Span::new(start, end.max(start));
            let mut triggered = false;
            while triggers.next_if(|t| *t < span.end).is_some() {
                triggered = true;
            }
            if triggered {
                let before = match last {
                    Some(l) => Before {
                        targets: if targets.0 == l.start { targets.1.clone() } else { Vec::new() },
                        bodies: if has_body(l) {
                            Sentence::new(read, words, l).bodies()
                        } else {
                            Vec::new()
                        },
                    },
                    None => heading(read, words, place),
                };
                let sentence = Sentence::new(read, words, span);
                let somebody =
                    has_body(span) || !before.targets.is_empty() || !before.bodies.is_empty();
                let drafts = if somebody { drafts(&sentence, &before) } else { Vec::new() };
                let mut about: Vec<usize> = Vec::new();
                for draft in &drafts {
                    if !about.iter().any(|at| read.body(*at) == read.body(draft.target)) {
                        about.push(draft.target);
                    }
                }
                targets = (span.start, about);
                for draft in drafts {
                    let claim = build(&sentence, draft, doc, &claims, read);
                    claims.extend(claim);
                }
            }
            if read.text.slice(span).chars().any(char::is_alphanumeric) {
                last = Some(span);
            }
            start = end.max(start);
        }
    }
    claims
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
    let words = sentence.words.words;
    let mut cues: Vec<(usize, usize, &'static ClaimPattern)> = Vec::new();
    for (regex, pattern) in sentence.words.patterns_in(&sentence.masked) {
        cues.extend(regex.find_iter(&sentence.masked).map(|m| (m.start(), m.end(), pattern)));
    }
    // Earlier cues come first, at one place the longest. A cue that begins inside another cue for
    // the same event is skipped.
    cues.sort_by(|a, b| (a.0, b.1, a.2.name).cmp(&(b.0, a.1, b.2.name)));
    let mut drafts: Vec<Draft> = Vec::new();
    let mut ends: Vec<(FactKind, usize)> = Vec::new();
    for (start, cue_end, pattern) in cues {
        if ends.iter().any(|(kind, end)| start < *end && same_deed(*kind, pattern.kind)) {
            continue;
        }
        ends.push((pattern.kind, cue_end));
        if has_word(sentence.clause(start, cue_end), words.refuse) {
            continue;
        }
        let mut earlier: Vec<usize> = Vec::new();
        for draft in &drafts {
            if !earlier.iter().any(|at| sentence.read.body(*at) == sentence.read.body(draft.target))
            {
                earlier.push(draft.target);
            }
        }
        let cue = Cue { start, end: cue_end, place: pattern.target };
        let mut groups = sentence.targets(cue, &earlier, before);
        inside_cue(sentence, cue, &mut groups);
        let same_as = same_as(sentence, cue);
        let days = sentence.days(&groups);
        for (group, days) in groups.iter().zip(days) {
            let sums = sentence.sums_of(group, pattern.kind);
            for ((target, sum), date) in group.members.iter().zip(sums).zip(days) {
                if !may_be(sentence, pattern.kind, cue, *target) {
                    continue;
                }
                let authority = authority(sentence, cue, &groups);
                drafts.push(Draft { pattern, target: *target, authority, sum, same_as, date });
            }
        }
    }
    drafts
}

/// Whether this organisation can be the target. Governments, courts and armies are not closed,
/// charged, convicted or acquired. An organisation after "near" or "to" is not closed or acquired.
/// The source that reports funding or an acquisition is not its target.
fn may_be(sentence: &Sentence<'_>, kind: FactKind, cue: Cue, target: usize) -> bool {
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
        FactKind::Fine | FactKind::Suspension | FactKind::Lawsuit | FactKind::Funding => true,
    };
    let direct = match kind {
        FactKind::Acquisition | FactKind::Closure => {
            let item = sentence.orgs().find(|i| i.at == target && i.start >= cue.end);
            item.is_none_or(|i| {
                !has_word(sentence.between(cue.end, i.start), sentence.words.words.indirect)
            })
        }
        FactKind::Fine
        | FactKind::Suspension
        | FactKind::Charge
        | FactKind::Conviction
        | FactKind::Lawsuit
        | FactKind::Funding => true,
    };
    let text = &sentence.read.text.normal[found.span.range()];
    // A fined organisation may report it itself; the source of news on funding or a purchase is no
    // target.
    let source = matches!(kind, FactKind::Funding | FactKind::Acquisition)
        && sentence.source().is_some_and(|who| who.trim_matches(['"', '«', '»']) == text);
    befalls && direct && !source
}

/// Whether two overlapping cues of these kinds describe one event: "was closed for a month" is a
/// suspension, not also a closure. "Sentenced to a fine" is both a conviction and a fine.
fn same_deed(a: FactKind, b: FactKind) -> bool {
    let stops = |k| matches!(k, FactKind::Suspension | FactKind::Closure);
    a == b || stops(a) && stops(b)
}

/// Takes the sums inside the cue: "a 2 million fine on X", "a fine of 2 million on X".
fn inside_cue(sentence: &Sentence<'_>, cue: Cue, groups: &mut [Group]) {
    let [group] = groups else { return };
    if !group.sums.is_empty() || cue.place == TargetSide::Before {
        return;
    }
    let sums =
        sentence.items.iter().enumerate().filter(|(_, i)| i.start >= cue.start && i.end <= cue.end);
    group.sums = sums.filter(|(_, i)| sentence.sum(i).is_some()).map(|(place, _)| place).collect();
    group.each |= has_word(sentence.between(cue.start, cue.end), sentence.words.words.each);
}

/// The organisation that has the same sum ("the same fine as X").
fn same_as(sentence: &Sentence<'_>, cue: Cue) -> Option<usize> {
    let found = sentence.words.same.find_iter(&sentence.masked).find(|m| m.end() > cue.start)?;
    sentence.orgs().find(|i| i.end == found.end()).map(|i| sentence.body(i))
}

/// The organisation that acts: the subject before an active verb, or the one after "by".
fn authority(sentence: &Sentence<'_>, cue: Cue, groups: &[Group]) -> Option<usize> {
    let item = match cue.place {
        TargetSide::After => sentence.orgs().rev().find(|i| i.end <= cue.start).filter(|i| {
            let gap = sentence.between(i.end, cue.start);
            gap.len() <= ACTS && sentence.words.acts.is_match(gap) && !sentence.is_addressee(i)
        }),
        TargetSide::Before => sentence.orgs().find(|i| i.start >= cue.end).filter(|i| {
            let gap = sentence.between(cue.end, i.start);
            gap.len() <= ACTS && sentence.words.by.is_match(gap)
        }),
    }?;
    let target = groups
        .iter()
        .flat_map(|g| &g.members)
        .any(|at| sentence.read.body(*at) == sentence.body(item));
    (!target).then(|| sentence.read.names[item.at]).flatten()
}

fn build(
    sentence: &Sentence<'_>,
    draft: Draft,
    doc: &str,
    before: &[BundleClaim],
    read: &DocumentMentions<'_>,
) -> Option<BundleClaim> {
    let kind = draft.pattern.kind;
    let target = read.names[draft.target]?;
    let body = |name: usize| read.bodies.get(name).copied();
    let of = |b: usize, claim: &BundleClaim| claim.kind == kind && body(claim.target) == Some(b);
    let (mut amount, mut equivalents) = draft.sum;
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
    Some(BundleClaim {
        kind,
        target,
        authority: draft.authority,
        claim: Claim {
            claim: format!("{doc}:{start}-{end}:{}", kind.as_str()),
            doc: doc.to_owned(),
            start,
            end,
            rule: draft.pattern.name.to_owned(),
            attribution: sentence.source(),
            amount,
            equivalents,
            date: draft.date,
            duration: sentence.duration(kind),
            law: sentence.law(),
            mentions: evidence(sentence, draft.target)
                .into_iter()
                .map(|at| read.mention(at, doc))
                .collect(),
        },
    })
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
