//! Joins provisions and names, and says which law is meant.

use super::expr::{Expr, Name};
use super::gazetteer::Gazetteer;
use super::join::{FAR, bare_number, follows, precedes};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Found, Vocabulary};
use crate::kinds::overlap::longest;
use crate::kinds::rule::Finding;
use crate::model::{Confidence, JurisdictionBasis, Lang, LawExternal, LawValue, Normal, Provision, Span, Value};
use crate::text::boundary::{word_after, word_before};
use std::cell::OnceCell;

/// Chooses among the findings and resolves them.
pub(in crate::kinds) fn resolve(
    mut findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    laws: &Gazetteer,
) -> Vec<Found> {
    let text: &str = &context.text.normal;
    for paragraph in &context.text.paragraphs {
        laws.find(&context.text.normal, context.tokens_in(paragraph.span), paragraph, &mut findings);
    }
    if findings.is_empty() {
        return Vec::new();
    }
    let (names, cited): (Vec<_>, Vec<_>) = findings.into_iter().partition(|f| matches!(f.value, Expr::Name(_)));
    // A known name and a shape over the same words say the same; the known one knows more.
    let mut names = names;
    names.sort_by_key(|f| match &f.value {
        Expr::Name(name) => (name.kind.is_none(), name.rows.is_empty()),
        Expr::Provisions(..) => (true, true),
    });
    let mut document = Reading { text, words: context.words, laws, lands: OnceCell::new(), last: None };
    document.read(longest(names), longest(cited))
}

/// A document under way.
pub(super) struct Reading<'a> {
    text: &'a str,
    /// The words of each language.
    words: [&'a Vocabulary; 3],
    /// The known laws.
    pub(super) laws: &'a Gazetteer,
    /// The countries that the text names, counted when first asked for.
    lands: OnceCell<Vec<(String, usize)>>,
    /// The last law cited with a provision.
    last: Option<Resolved>,
}

/// What is known about a law.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    /// Its row.
    pub(super) law: Option<usize>,
    /// Whose law it is.
    pub(super) jurisdiction: Option<String>,
    /// What told that.
    pub(super) basis: Option<JurisdictionBasis>,
    /// Its CELEX number.
    pub(super) celex: Option<String>,
    /// The rows among which nothing tells, where `law` is open.
    pub(super) candidates: Vec<usize>,
}

impl Reading<'_> {
    /// The countries that the text names, most first.
    pub(super) fn countries(&self) -> &[(String, usize)] {
        self.lands.get_or_init(|| self.laws.countries(self.text))
    }

    fn read(&mut self, names: Vec<Finding<Expr>>, cited: Vec<Finding<Expr>>) -> Vec<Found> {
        let mut out = Vec::new();
        let mut used = vec![false; names.len()];
        let mut open: Vec<Finding<Expr>> = Vec::new();
        for finding in cited {
            let Expr::Provisions(list, article) = &finding.value else {
                continue;
            };
            let (lang, span) = (finding.lang, finding.span);
            // Names stand in order and none inside another.
            let behind = names.partition_point(|n| n.span.start < span.end);
            let near = names[behind..].iter().take_while(|n| n.span.start - span.end <= FAR);
            let after = near.map(|n| &self.text[span.end..n.span.start]).position(|gap| follows(gap, lang));
            let after = after.map(|n| behind + n);
            let last = names.partition_point(|n| n.span.start <= span.start).checked_sub(1);
            let before = || {
                last.filter(|&n| {
                    let end = names[n].span.end;
                    end <= span.start && precedes(&self.text[end..span.start])
                })
            };
            if last.is_some_and(|n| names[n].span.contains(span)) {
                // "Executive Order 12866" is a name.
                continue;
            }
            match after.or_else(before).filter(|&at| !used[at]) {
                Some(at) => {
                    used[at] = true;
                    let name = &names[at];
                    let mut whole = Span::new(span.start.min(name.span.start), span.end.max(name.span.end));
                    if lang == Lang::De && whole.end == name.span.end {
                        // "aF", "nF": an older or newer wording.
                        let tail = &self.text[whole.end..];
                        whole.end +=
                            [" aF", " nF", " a.F.", " n.F.", " a. F.", " n. F.", " a.F", " n.F", " a. F", " n. F"]
                                .iter()
                                .find(|f| tail.starts_with(**f))
                                .map_or(0, |f| f.len());
                    }
                    let law = self.law(name, list);
                    self.last = Some(law.clone());
                    let nested = name.span != whole;
                    out.push(self.found(whole, &finding, &law, list.clone(), Confidence::Certain));
                    if let (Some(at), [only]) = (article, list.as_slice()) {
                        // «ст. 105 УК» of «ч. 3 ст. 105 УК»
                        let only = vec![Provision { sub: Vec::new(), ..only.clone() }];
                        out.push(self.found(Span::new(*at, whole.end), &finding, &law, only, Confidence::Certain));
                    }
                    if nested {
                        out.push(self.found(name.span, name, &law, Vec::new(), Confidence::Certain));
                    }
                    out.extend(self.core(name, &law));
                }
                None => open.push(finding),
            }
        }
        let gives = !out.is_empty();
        for (at, name) in names.iter().enumerate() {
            if used[at] {
                continue;
            }
            let Expr::Name(value) = &name.value else { continue };
            if let Some(number) = bare_number(self.text, name.span, name.lang) {
                let digits = self.text[number.range()].to_owned();
                let list = vec![Provision { unit: "article".to_owned(), number: digits, to: None, sub: Vec::new() }];
                let law = self.law(name, &list);
                out.push(self.found(Span::new(number.start, name.span.end), name, &law, list, Confidence::Strong));
                out.push(self.found(name.span, name, &law, Vec::new(), Confidence::Strong));
                out.extend(self.core(name, &law));
                self.last.get_or_insert(law);
                continue;
            }
            // An abbreviation alone is a law where the text cites laws.
            let known = !value.rows.is_empty() || value.kind.is_some();
            // "GmbH & Co. KG" is no cartel law.
            let form =
                || self.words[name.lang.index()].value(Class::LegalPost, &self.text[name.span.range()]).is_some();
            let shown = name.lang == Lang::De && gives && known && !form();
            if value.weak && !shown {
                continue;
            }
            let law = self.law(name, &[]);
            let confidence = if law.law.is_some() { Confidence::Certain } else { Confidence::Medium };
            if !value.descriptor {
                out.push(self.found(name.span, name, &law, Vec::new(), confidence));
            }
            out.extend(self.core(name, &law));
        }
        let gives = !out.is_empty();
        for finding in open {
            let Expr::Provisions(list, _) = &finding.value else {
                continue;
            };
            if self.stands_bare(&finding, gives) {
                let mut law = self.last.clone().unwrap_or_default();
                law.basis = law.basis.map(|_| JurisdictionBasis::Context);
                out.push(self.found(finding.span, &finding, &law, list.clone(), Confidence::Weak));
            }
        }
        out.sort_by_key(|f| f.span);
        out
    }

    /// The name without its country, nested in it.
    fn core(&self, name: &Finding<Expr>, law: &Resolved) -> Option<Found> {
        let Expr::Name(Name { core: Some(span), .. }) = &name.value else { return None };
        Some(self.found(*span, name, law, Vec::new(), Confidence::Certain))
    }

    /// Whether a provision without a law is one, and not a page of a book or a charity.
    fn stands_bare(&self, finding: &Finding<Expr>, gives: bool) -> bool {
        let words = self.words[finding.lang.index()];
        let text = &self.text[finding.span.range()];
        let tail = &self.text[finding.span.end..];
        let led = || words.is(Class::BareLead, word_before(self.text, finding.span.start));
        match finding.lang {
            Lang::En => {
                let unit = text.split([' ', '.']).next().is_some_and(|first| words.is(Class::BareUnit, first));
                // "Section 5 of the report"
                let of = tail.strip_prefix(" of ").is_some_and(|t| {
                    words.value(Class::BareOf, word_after(t.strip_prefix("the ").unwrap_or(t), 0)).is_none()
                });
                let bankruptcy = words.is(Class::BareChapter, text) && !tail.starts_with(" of ");
                (unit && !of && (gives || text.contains('(') || led())) || bankruptcy
            }
            Lang::De => gives && self.last.is_some() && (text.starts_with('§') || text.starts_with("Art")),
            Lang::Ru => gives || led(),
        }
    }

    fn found(
        &self,
        span: Span<Normal>,
        by: &Finding<Expr>,
        law: &Resolved,
        provisions: Vec<Provision>,
        confidence: Confidence,
    ) -> Found {
        let row = law.law.map(|r| &self.laws.laws[r]);
        let spoken = match &by.value {
            Expr::Name(_) => Some(self.text[by.span.range()].to_owned()),
            Expr::Provisions(..) => None,
        };
        let value = LawValue {
            law: row.map(|r| r.id.clone()),
            title: row.map(|r| r.title.clone()).or(spoken),
            jurisdiction: law.jurisdiction.clone(),
            jurisdiction_basis: law.basis,
            provisions,
            external: LawExternal { celex: law.celex.clone(), eli: None },
        };
        let candidates = law.candidates.iter().map(|&r| &self.laws.laws[r]);
        let resources = row.into_iter().chain(candidates).map(|r| format!("laws.tsv:{}", r.id)).collect();
        Found {
            span,
            value: Value::Law(value),
            lang: by.lang,
            rule: by.rule,
            resources,
            confidence,
            equivalent_of: None,
            warning: None,
        }
    }
}
