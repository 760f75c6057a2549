//! Why a word that opens a frame makes no claim: what `explain` tells. A run asks for none of it.

use super::BundleClaim;
use super::events::{Frame, Need, class};
use super::sentence::{DocumentMentions, Sentence};
use super::tokens::Tokens;
use crate::model::{CharSpan, FactKind, RefusedFrame, Span};

/// Why a trigger makes no claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The sentence asks.
    Question,
    /// Neither the sentence nor what it refers to names an organisation.
    NoBody,
    /// It stands in brackets.
    Aside,
    /// The verb tells no deed: an infinitive, an attribute, a plan.
    Form,
    /// The word at this token takes it back.
    TakenBack(usize),
    /// The noun that the frame asks for does not stand with the verb.
    Noun,
    /// No organisation stands where the frame has its target.
    Target,
    /// Something else that the frame asks for is missing.
    Needs(Need),
    /// Several organisations may be meant, or a person of one.
    Unclear,
    /// An organisation of this kind is no target of such an event.
    NoTarget,
    /// The sentence makes a claim of this kind about the organisation already.
    Again,
}

/// What is refused in one sentence.
pub(super) struct Notes<'a> {
    sentence: &'a Sentence<'a>,
    tokens: &'a Tokens<'a>,
}

impl<'a> Notes<'a> {
    /// For a sentence and its tokens.
    pub(super) fn new(sentence: &'a Sentence<'a>, tokens: &'a Tokens<'a>) -> Self {
        Self { sentence, tokens }
    }

    /// Notes why a frame that the tokens of `trigger` open makes no claim, if somebody asks.
    pub(super) fn refused(&self, frame: &'static Frame, trigger: (usize, usize), why: Refusal) {
        let Some(notes) = self.sentence.read.refused else { return };
        let sentence = self.sentence;
        let (from, list) = (sentence.span.start, &self.tokens.list);
        let words = Span::new(from + list[trigger.0].start, from + list[trigger.1 - 1].end);
        let places = (sentence.read.place(sentence.span), sentence.read.place(words));
        let mut notes = notes.borrow_mut();
        // The same frame refused at the same word by another of its forms says nothing new.
        if notes.iter().any(|n| n.trigger == places.1 && n.rule == frame.name) {
            return;
        }
        let why = why.words(self.tokens, frame);
        notes.push(RefusedFrame::new(places, frame.name.clone(), frame.kind, why));
    }

    /// Notes the same reason for every frame that a word of the sentence opens, if somebody asks.
    pub(super) fn all_refused(&self, why: Refusal) {
        if self.sentence.read.refused.is_none() {
            return;
        }
        for at in 0..self.tokens.list.len() {
            for &(frame, form) in self.tokens.events.forms(self.tokens.word(at)) {
                let frame = &self.tokens.events.frames[frame];
                let words = &frame.forms[form].words;
                if self.tokens.reads(at, words) {
                    self.refused(frame, (at, at + words.len()), why);
                }
            }
        }
    }
}

/// Keeps what was noted of sentences without a claim. `made` are all claims of the document, `kept`
/// those that are left of them: one event told twice is one claim.
pub(super) fn settle(
    read: &DocumentMentions<'_>,
    made: &[(CharSpan, Option<CharSpan>, String, FactKind)],
    kept: &[BundleClaim],
) {
    let Some(notes) = read.refused else { return };
    let mut notes = notes.borrow_mut();
    for (sentence, trigger, rule, kind) in made {
        notes.retain(|note| note.sentence != *sentence);
        let is_kept = kept.iter().any(|c| c.claim.start == sentence.start);
        if let (false, Some(trigger)) = (is_kept, trigger) {
            let why = "another sentence of the document tells this event; the two are one claim";
            notes.push(RefusedFrame::new(
                (*sentence, *trigger),
                rule.clone(),
                *kind,
                why.to_owned(),
            ));
        }
    }
    notes.sort_by_key(|note| (note.sentence, note.trigger));
}

/// What [`settle`] asks of a claim.
pub(super) fn outline(claim: &BundleClaim) -> (CharSpan, Option<CharSpan>, String, FactKind) {
    let trigger = claim.claim.slots.iter().find(|slot| slot.slot == "trigger");
    let trigger = trigger.map(|slot| CharSpan::new(slot.start, slot.end));
    let sentence = CharSpan::new(claim.claim.start, claim.claim.end);
    (sentence, trigger, claim.claim.rule.clone(), claim.kind)
}

impl Refusal {
    fn words(self, tokens: &Tokens<'_>, frame: &Frame) -> String {
        match self {
            Self::Question => "the sentence is a question".to_owned(),
            Self::NoBody => {
                "no organisation is found in this sentence or just before it".to_owned()
            }
            Self::Aside => {
                "it stands in brackets: an aside about a body is no news of it".to_owned()
            }
            Self::Form => {
                "the verb tells no deed here: an infinitive, an attribute, a plan or a wish"
                    .to_owned()
            }
            Self::TakenBack(at) => {
                format!("\"{}\" {}", tokens.word(at), taken_back(tokens, at))
            }
            Self::Noun => {
                let set = tokens.events.sets_of(frame.noun).join(", ");
                format!("no noun of the set \"{set}\" stands with the verb")
            }
            Self::Target => format!("no organisation stands {}", place_of_target(frame)),
            Self::Needs(need) => needs(tokens, need),
            Self::Unclear => {
                "it is open which organisation is meant: several may be, or a person of one"
                    .to_owned()
            }
            Self::NoTarget => format!(
                "an organisation of this kind is no target of {}, or only reports it",
                article(frame.kind)
            ),
            Self::Again => format!("the sentence tells one {} of it already", frame.kind.as_str()),
        }
    }
}

/// What a word does to the clause that it stands in.
fn taken_back(tokens: &Tokens<'_>, at: usize) -> &'static str {
    if tokens.negates(at) {
        "negates it"
    } else if tokens.has(at, class::CONDITION) {
        "makes it a condition"
    } else if tokens.has(at, class::DOUBT) {
        "denies it, or makes it a plan, a threat, a demand or a rumour"
    } else if tokens.has(at, class::MODAL) {
        "makes it only possible, or something to come"
    } else {
        "says that it has yet to be done"
    }
}

fn place_of_target(frame: &Frame) -> String {
    let target = &frame.target;
    if target.object {
        "as the object of the verb, or as the subject of its passive".to_owned()
    } else if target.subject {
        "as the subject of the verb".to_owned()
    } else if target.of {
        "as the possessor of the noun".to_owned()
    } else if target.dative {
        "as the indirect object".to_owned()
    } else if target.attribute {
        "behind the participle".to_owned()
    } else {
        format!("behind \"{}\"", target.prepositions.join("\", \""))
    }
}

fn needs(tokens: &Tokens<'_>, need: Need) -> String {
    match need {
        Need::Money => "no sum stands with it".to_owned(),
        Need::Grant => {
            "no sum that is given stands with it; prices, prizes and loans do not count".to_owned()
        }
        Need::Duration => "no length of time stands with it".to_owned(),
        Need::Authority => "nobody is named who acts".to_owned(),
        Need::Word(class) => {
            let words: Vec<&str> = tokens.events.list(class).iter().take(4).copied().collect();
            format!("none of the words that it needs stands with it: {} …", words.join(", "))
        }
    }
}

fn article(kind: FactKind) -> String {
    let word = kind.as_str();
    let an = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if an { "an" } else { "a" })
}
