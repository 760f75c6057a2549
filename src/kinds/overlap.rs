//! Which of several findings over the same words stay.

use super::rule::Finding;
use crate::model::{Normal, Span};
use std::cmp::Reverse;

/// Keeps the longest of overlapping findings, of equals the first rule's; a finding marked `nested`
/// may stay inside a longer one.
///
/// Returned in order of place, outer before inner.
pub(crate) fn longest<T>(findings: Vec<Finding<T>>) -> Vec<Finding<T>> {
    // Sorts numbers, because findings are large. Rules come in order of precedence, so the lower
    // number wins among equals.
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_unstable_by_key(|&i| (Reverse(findings[i].span.len()), findings[i].nested, i));
    let reach = order.first().map_or(0, |&i| findings[i].span.len());
    // What is kept, in order of place.
    let mut places: Vec<Span<Normal>> = Vec::with_capacity(findings.len());
    let mut keeps = vec![false; findings.len()];
    for i in order {
        let finding = &findings[i];
        let after = places.partition_point(|p| p.start < finding.span.end);
        let clash = |other: &Span<Normal>| {
            other.overlaps(finding.span)
                && !(finding.nested && other.contains(finding.span) && *other != finding.span)
        };
        let near = |other: &&Span<Normal>| other.start + reach >= finding.span.start;
        if !places[..after].iter().rev().take_while(near).any(clash) {
            places.insert(places.partition_point(|p| *p < finding.span), finding.span);
            keeps[i] = true;
        }
    }
    let mut kept: Vec<Finding<T>> =
        findings.into_iter().zip(keeps).filter(|(_, keep)| *keep).map(|(f, _)| f).collect();
    kept.sort_by_key(|f| f.span);
    kept
}

/// Spans that belong to mentions already, in order of place.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    spans: Vec<Span<Normal>>,
}

impl Taken {
    /// Adds spans.
    pub(crate) fn add(&mut self, spans: impl IntoIterator<Item = Span<Normal>>) {
        self.spans.extend(spans);
        self.spans.sort_unstable();
        // Inner spans say nothing more.
        let mut reach = 0;
        self.spans.retain(|s| {
            let outer = s.end > reach;
            reach = reach.max(s.end);
            outer
        });
    }

    /// Whether any of them shares a byte with `span`.
    pub(crate) fn touches(&self, span: Span<Normal>) -> bool {
        let after = self.spans.partition_point(|s| s.end <= span.start);
        self.spans.get(after).is_some_and(|s| s.overlaps(span))
    }

    /// Whether one of them holds `span` and is longer.
    pub(crate) fn holds(&self, span: Span<Normal>) -> bool {
        let after = self.spans.partition_point(|s| s.end < span.end);
        self.spans.get(after).is_some_and(|s| s.contains(span) && *s != span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(start: usize, end: usize, nested: bool) -> Finding<usize> {
        Finding {
            span: Span::new(start, end),
            value: 0,
            rule: "t",
            lang: crate::model::Lang::En,
            nested,
        }
    }

    #[test]
    fn prefers_longer_and_keeps_nested() {
        let kept = longest(vec![
            finding(0, 4, false),
            finding(0, 10, false),
            finding(0, 2, true),
            finding(6, 10, true),
            finding(8, 14, false),
        ]);
        let spans: Vec<_> = kept.iter().map(|f| (f.span.start, f.span.end)).collect();
        assert_eq!(spans, [(0, 10), (0, 2), (6, 10)]);
    }

    #[test]
    fn taken() {
        let mut taken = Taken::default();
        taken.add([Span::new(4, 9), Span::new(0, 2), Span::new(5, 6)]);
        assert!(taken.touches(Span::new(8, 12)));
        assert!(!taken.touches(Span::new(2, 4)));
        assert!(taken.holds(Span::new(4, 8)));
        assert!(!taken.holds(Span::new(4, 9)));
    }
}
