//! Joins provisions and names, and gives each citation its value.

use super::chapters;
use super::conventions::BareProvision;
use super::conventions_of;
use super::defined::with_defined;
use super::expr::{Expr, Name};
use super::gazetteer::Gazetteer;
use super::identify::{IdentifiedLaw, Identifier};
use super::join::{FAR, bare_number, precedes};
use super::stands_for::StandsFor;
use crate::gazetteer::Class;
use crate::kinds::context::{Context, ResolvedMention};
use crate::kinds::overlap::longest;
use crate::kinds::rule::Finding;
use crate::model::{
    Confidence, JurisdictionBasis, LawExternal, LawValue, Normal, Provision, Span, Value,
};
use std::collections::BTreeSet;

/// Chooses among the findings and resolves them.
pub(in crate::kinds) fn resolve(
    mut findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    laws: &Gazetteer,
) -> Vec<ResolvedMention> {
    let text: &str = &context.text.normal;
    for paragraph in &context.text.paragraphs {
        laws.find(text, context.tokens_in(paragraph.span), paragraph, &mut findings);
    }
    if findings.is_empty() {
        return Vec::new();
    }
    let (mut names, cited): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|f| matches!(f.value, Expr::Name(_)));
    // If several names cover the same words, the first one stays: a code that every country has,
    // then a name of the table, then a name known only by its form.
    names.sort_by_key(|f| match &f.value {
        Expr::Name(name) => (name.kind.is_none(), name.rows.is_empty()),
        Expr::Provisions(..) => (true, true),
    });
    let identifier = Identifier::new(context, laws);
    let names = with_defined(longest(names), context);
    let resolver = LawResolver {
        text,
        context,
        identifier,
        names: &names,
        last: Vec::new(),
        is_one_law: true,
        cited: BTreeSet::new(),
        insolvency: names.iter().any(|name| chapters::is_of_insolvency(name, context)),
        found: Vec::new(),
    };
    resolver.run(longest(cited))
}

/// Resolves the laws of a document.
struct LawResolver<'a> {
    /// The normalised text.
    text: &'a str,
    context: &'a Context<'a>,
    identifier: Identifier<'a>,
    /// The names of laws, in order of place, outer before inner.
    names: &'a [Finding<Expr>],
    /// The laws cited with a provision, each with its place, in order of place.
    last: Vec<(usize, IdentifiedLaw)>,
    /// Whether all of them are the same.
    is_one_law: bool,
    /// The laws cited with a provision, by row.
    cited: BTreeSet<usize>,
    /// Whether the text speaks of insolvency: "Chapter 11" is one of the Bankruptcy Code then.
    insolvency: bool,
    /// The mentions.
    found: Vec<ResolvedMention>,
}

/// Where the law of a provision stands.
enum LawPlace {
    /// It is this name.
    Name(usize),
    /// The provision is part of a name: "Executive Order 12866".
    Inside,
    /// No name beside it is its law.
    Unknown,
}

impl LawResolver<'_> {
    fn run(mut self, cited: Vec<Finding<Expr>>) -> Vec<ResolvedMention> {
        let names = self.names;
        let mut used = vec![false; names.len()];
        let mut bare: Vec<Finding<Expr>> = Vec::new();
        for provisions in cited {
            match self.law_of(&provisions, names) {
                LawPlace::Name(at) if !used[at] => {
                    used[at] = true;
                    self.add_citation(&provisions, &names[at]);
                }
                LawPlace::Name(_) | LawPlace::Unknown => bare.push(provisions),
                LawPlace::Inside => {}
            }
        }
        let laws_cited = !self.found.is_empty();
        for (name, _) in names.iter().zip(used).filter(|(_, used)| !used) {
            self.add_name(name, laws_cited);
        }
        let laws_named = !self.found.is_empty();
        for provisions in bare {
            self.add_bare(&provisions, laws_named);
        }
        self.found.sort_by_key(|f| f.span);
        self.found
    }

    /// Where the law of a provision stands: behind it, or right before it.
    fn law_of(&self, provisions: &Finding<Expr>, names: &[Finding<Expr>]) -> LawPlace {
        let span = provisions.span;
        let words = self.context.words(provisions.lang);
        let follows = |between: &str| (conventions_of(provisions.lang).law_follows)(words, between);
        let behind = names.partition_point(|n| n.span.start < span.end);
        let near = names[behind..].iter().take_while(|n| n.span.start - span.end <= FAR);
        let after =
            near.map(|n| &self.text[span.end..n.span.start]).position(follows).map(|n| behind + n);
        let last = names.partition_point(|n| n.span.start <= span.start).checked_sub(1);
        if last.is_some_and(|at| names[at].span.contains(span)) {
            return LawPlace::Inside;
        }
        let before = || {
            last.filter(|&at| {
                let end = names[at].span.end;
                end <= span.start && precedes(&self.text[end..span.start])
            })
        };
        after.or_else(before).map_or(LawPlace::Unknown, LawPlace::Name)
    }

    /// Adds provisions with their law as one mention, and the names in it.
    fn add_citation(&mut self, provisions: &Finding<Expr>, name: &Finding<Expr>) {
        let Expr::Provisions(list, article) = &provisions.value else { return };
        let span = provisions.span;
        let mut whole = Span::new(span.start.min(name.span.start), span.end.max(name.span.end));
        if whole.end == name.span.end {
            let words = self.context.words(provisions.lang);
            let version = self.text[whole.end..].strip_prefix(' ').and_then(|tail| {
                let mut versions = words.lexicon.forms(Class::LawVersion).map(|(mark, _)| mark);
                versions.find(|mark| tail.starts_with(mark))
            });
            whole.end += version.map_or(0, |mark| " ".len() + mark.len());
        }
        let law = self.identifier.identify(name, list);
        self.note(span.start, &law);
        self.cited.extend(law.row);
        // The borders of an abbreviation that no table has are told by its form alone.
        let guessed = matches!(&name.value, Expr::Name(n) if n.weak && n.title.is_some());
        let confidence =
            if guessed && law.row.is_none() { Confidence::Medium } else { Confidence::Certain };
        self.add(whole, provisions, &law, list.clone(), confidence);
        if let (Some(at), [only]) = (article, list.as_slice()) {
            // «ст. 105 УК» of «ч. 3 ст. 105 УК»
            let only = vec![Provision { sub: Vec::new(), ..only.clone() }];
            self.add(Span::new(*at, whole.end), provisions, &law, only, confidence);
        }
        if name.span != whole {
            self.add(name.span, name, &law, Vec::new(), confidence);
        }
        self.add_core(name, &law);
    }

    /// Adds a name that no provision belongs to. If a number before it can only be an article, adds
    /// both together as well.
    fn add_name(&mut self, name: &Finding<Expr>, laws_cited: bool) {
        let Expr::Name(value) = &name.value else { return };
        if !value.cited.is_empty() {
            if self.insolvency && chapters::may_be_meant(name, self.context) {
                let law = self.identifier.identify(name, &[]);
                self.add(name.span, name, &law, value.cited.clone(), Confidence::Strong);
            }
            return;
        }
        let conventions = conventions_of(name.lang);
        if let Some(number) = bare_number(self.text, name.span, conventions) {
            let digits = self.text[number.range()].to_owned();
            let list = vec![Provision {
                unit: "article".to_owned(),
                number: digits,
                to: None,
                sub: Vec::new(),
            }];
            let law = self.identifier.identify(name, &list);
            self.add(Span::new(number.start, name.span.end), name, &law, list, Confidence::Strong);
            self.add(name.span, name, &law, Vec::new(), Confidence::Strong);
            self.add_core(name, &law);
            if self.last.is_empty() {
                self.note(name.span.start, &law);
            }
            return;
        }
        // An abbreviation alone is a law where the text cites laws.
        let known = !value.rows.is_empty() || value.kind.is_some();
        // In "GmbH & Co. KG" the letters KG are a legal form, not the Kartellgesetz, and "SG" is a
        // court more often than a law.
        let other = [Class::LegalPost, Class::LawAbbrBody];
        let written = &self.text[name.span.range()];
        let form = || self.context.words(name.lang).is_any(&other, written);
        let law = self.identifier.identify(name, &[]);
        let cited = || law.row.is_some_and(|row| self.cited.contains(&row));
        let alone = (conventions.abbreviations_alone && laws_cited) || cited() && is_short(value);
        if value.weak && !(alone && known && !form()) {
            return;
        }
        if value.if_told && law.jurisdiction.is_none() {
            return;
        }
        let is_known = law.row.is_some() || law.minted.is_some();
        let confidence = if is_known { Confidence::Certain } else { Confidence::Medium };
        if !value.descriptor {
            self.add(name.span, name, &law, Vec::new(), confidence);
        }
        self.add_core(name, &law);
    }

    /// Adds provisions that have no law beside them, if their language lets them stand alone.
    fn add_bare(&mut self, provisions: &Finding<Expr>, laws_named: bool) {
        let Expr::Provisions(list, _) = &provisions.value else { return };
        // "Schedule 1", "Anlage 2" may be of anything.
        if list.iter().all(|p| matches!(p.unit.as_str(), "annex" | "schedule" | "amendment")) {
            return;
        }
        let (words, span) = (self.context.words(provisions.lang), provisions.span);
        let stands_for = StandsFor { text: self.text, words, identifier: &self.identifier };
        let founding = stands_for.founding(span, list);
        if let Some(law) = founding {
            self.add(span, provisions, &law, list.clone(), Confidence::Strong);
            return;
        }
        if stands_for.is_of_contract(span) {
            return;
        }
        if let Some((end, law)) = stands_for.generic(span, list, self.names) {
            let whole = Span::new(span.start, end);
            self.add(whole, provisions, &law, list.clone(), Confidence::Weak);
            return;
        }
        let bare = BareProvision {
            words,
            text: self.text,
            span,
            laws_named,
            laws_cited: !self.last.is_empty(),
        };
        if (conventions_of(provisions.lang).stands_bare)(&bare) {
            let mut law = self.told_for(span).cloned().unwrap_or_default();
            law.basis = law.basis.map(|_| JurisdictionBasis::Context);
            self.add(span, provisions, &law, list.clone(), Confidence::Weak);
        }
    }

    /// Notes that a law is cited with a provision.
    fn note(&mut self, place: usize, law: &IdentifiedLaw) {
        self.is_one_law &= self.last.first().is_none_or(|(_, first)| first.is_same(law));
        self.last.push((place, law.clone()));
    }

    /// The law of a provision that stands without one: the only one that the document cites, also if
    /// it stands behind; of several the one cited last in the same paragraph. What stands farther
    /// away may be another's.
    fn told_for(&self, span: Span<Normal>) -> Option<&IdentifiedLaw> {
        let (_, first) = self.last.first()?;
        if self.is_one_law {
            return Some(first);
        }
        let paragraphs = &self.context.text.paragraphs;
        let at = paragraphs.partition_point(|p| p.span.start <= span.start).checked_sub(1)?;
        let before = self.last.partition_point(|(place, _)| *place < span.start).checked_sub(1)?;
        let (place, law) = &self.last[before];
        (*place >= paragraphs[at].span.start).then_some(law)
    }

    /// Adds the name without its country, nested in it.
    fn add_core(&mut self, name: &Finding<Expr>, law: &IdentifiedLaw) {
        if let Expr::Name(Name { core: Some(span), .. }) = &name.value {
            self.add(*span, name, law, Vec::new(), Confidence::Certain);
        }
    }

    /// Adds a mention of a law, found by the rule of `by`.
    fn add(
        &mut self,
        span: Span<Normal>,
        by: &Finding<Expr>,
        law: &IdentifiedLaw,
        provisions: Vec<Provision>,
        confidence: Confidence,
    ) {
        let laws = &self.identifier.laws.laws;
        let row = law.row.map(|r| &laws[r]);
        let spoken = match &by.value {
            Expr::Name(_) => Some(self.text[by.span.range()].to_owned()),
            Expr::Provisions(..) => None,
        };
        let value = LawValue {
            law: row.map(|r| r.id.clone()).or_else(|| law.minted.clone()),
            title: row.map(|r| r.title(by.lang).to_owned()).or(spoken),
            jurisdiction: law.jurisdiction.clone(),
            jurisdiction_basis: law.basis,
            provisions,
            external: LawExternal { celex: law.celex.clone(), eli: None },
        };
        let candidates = law.candidates.iter().map(|&r| &laws[r]);
        let resources =
            row.into_iter().chain(candidates).map(|r| format!("laws.tsv:{}", r.id)).collect();
        self.found.push(ResolvedMention {
            span,
            value: Value::Law(value),
            lang: by.lang,
            rule: by.rule,
            resources,
            confidence,
            equivalent_of: None,
            warning: None,
        });
    }
}

/// Whether a name is the short one of a certain country's code: IPC.
fn is_short(name: &Name) -> bool {
    name.kind.as_deref().is_some_and(|kind| kind.contains('/'))
}
