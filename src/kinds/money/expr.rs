//! The parts of a sum: number, scale, currency, bound. Language-neutral; the words come from the lexicon.

use super::bounds::{each, modifier, same_as};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::{Findings, Match};
use crate::model::{Lang, MoneyModifier, Normal, Span};
use crate::numeral::parse_digits;
use crate::text::boundary::is_word;
use rust_decimal::Decimal;

/// What a rule reads, before the document is asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expr {
    /// The amount; `None` for ranges, vague sums and numbers that do not fit.
    pub(crate) amount: Option<Decimal>,
    /// The ends of a range.
    pub(crate) range: Option<(Decimal, Decimal)>,
    /// The currency.
    pub(crate) coin: Coin,
    /// The bound or approximation beside it.
    pub(crate) modifier: Option<MoneyModifier>,
    /// Whether each of several gets it.
    pub(crate) each: bool,
    /// Whether the number is larger than an exact decimal can hold.
    pub(crate) too_large: bool,
    /// Where the sum must end that this one only says again in other money: "2 million tenge (about $4,700)". A byte of the normal text.
    pub(crate) same_as: Option<usize>,
}

impl Expr {
    /// What the words beside a sum say about it; its amount comes on top.
    fn beside(m: &Match<'_, '_>, span: Span<Normal>, coin: Coin) -> Self {
        let (modifier, each, same_as) = (modifier(m, span), each(m, span), same_as(m, span));
        Self { coin, modifier, each, same_as, ..Self::default() }
    }
}

/// A currency, perhaps not yet settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Coin {
    /// The commonest reading.
    pub(crate) code: Option<String>,
    /// What else it may be.
    pub(crate) others: Vec<String>,
}

impl Coin {
    /// From a table's value: `KZT`, `USD?CAD/AUD`, `?SEK/NOK`.
    pub(crate) fn parse(value: &str) -> Self {
        let (code, others) = value.split_once('?').unwrap_or((value, ""));
        Self {
            code: (!code.is_empty()).then(|| code.to_owned()),
            others: others.split('/').filter(|o| !o.is_empty()).map(str::to_owned).collect(),
        }
    }

    /// Settles on the money of a country (ISO 4217 codes begin with it); of a country without such money nothing is known.
    fn of(self, land: &str) -> Self {
        let code = self.code.iter().chain(&self.others).find(|c| c.starts_with(land)).cloned();
        Self { code, others: Vec::new() }
    }

    /// Whether the words leave no choice.
    pub(crate) fn sure(&self) -> bool {
        self.code.is_some() && self.others.is_empty()
    }

    /// Whether two words may name the same money.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let all = |c: &Self| c.code.iter().chain(&c.others).cloned().collect::<Vec<_>>();
        let mine = all(self);
        all(other).iter().any(|c| mine.contains(c))
    }
}

/// The classes that name money, in the order in which a word is looked up.
const CURRENCIES: [Class; 6] = [
    Class::Currency,
    Class::CurrencySign,
    Class::CurrencyMark,
    Class::CurrencyCode,
    Class::CurrencyCodeAfter,
    Class::CurrencyHash,
];

/// A currency by its word.
pub(crate) fn coin(words: &Vocabulary, text: &str) -> Option<Coin> {
    let text = text.trim();
    CURRENCIES.into_iter().find_map(|class| words.value(class, text)).map(Coin::parse)
}

/// A number with its scale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    /// The number, scale included; `None` if it is out of range.
    pub(crate) value: Option<Decimal>,
    /// The scale alone.
    pub(crate) scale: Decimal,
}

fn scale(words: &Vocabulary, word: &str) -> Option<Decimal> {
    let value = words.value(Class::Scale, word).or_else(|| words.value(Class::ScaleSuffix, word))?;
    Decimal::from_str_exact(value).ok()
}

/// Reads "2.5 million", "5bn", "1 млн 200 тыс.", "eine halbe Million"; `None` if it is no number at all.
pub(crate) fn amount(words: &Vocabulary, text: &str) -> Option<Amount> {
    let text = text.trim();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return in_digits(words, text);
    }
    let last = text.rsplit([' ', '-']).next().unwrap_or(text);
    let value = words.number(text)?;
    Some(Amount { value: Some(value), scale: scale(words, last).unwrap_or(Decimal::ONE) })
}

fn in_digits(words: &Vocabulary, text: &str) -> Option<Amount> {
    let mut total = Some(Decimal::ZERO);
    let mut last = Decimal::ONE;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '\'' | ' ')).unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(end);
        let digits = digits.trim_end_matches([' ', '.', ',', '\'']);
        let end = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let mut factor = Decimal::ONE;
        for word in tail[..end].split([' ', '-']).filter(|w| !w.is_empty()) {
            factor = factor.checked_mul(scale(words, word)?)?;
        }
        // Nobody groups before a scale in Russian: «1,234 млрд» has three decimals.
        let plain = words.lang == Lang::Ru
            && factor > Decimal::ONE
            && !digits.contains(' ')
            && digits.matches([',', '.']).count() == 1;
        let number = if plain {
            Decimal::from_str_exact(&digits.replace(',', ".")).ok()
        } else {
            parse_digits(digits, words.lang)
        };
        total = total.zip(number).and_then(|(t, n)| t.checked_add(n.checked_mul(factor)?));
        last = factor;
        rest = &tail[end..];
    }
    Some(Amount { value: total, scale: last })
}

/// A sum of one number. Groups: `n`, `cur`, perhaps `land` or `of`, `sub` with `subcur` (cents), `late` (a scale behind the currency).
pub(crate) fn single(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let Some((amount, coin)) = m.get("n").and_then(|n| amount(m.words, n)).zip(currency(m)) else {
        return None;
    };
    if !is_money(m, &amount) {
        return None;
    }
    let mut value = amount.value;
    if m.has("million") {
        value = value.and_then(|v| v.checked_mul(Decimal::ONE_THOUSAND)?.checked_mul(Decimal::ONE_THOUSAND));
    }
    if let Some(late) = m.get("late") {
        value = value.zip(scale(m.words, late)).and_then(|(v, s)| v.checked_mul(s));
    }
    let mut span = m.span();
    if ["млн.", "млрд.", "трлн."].iter().any(|s| m.text[span.range()].ends_with(s)) {
        // Written without a stop: this one ends the sentence.
        span.end -= 1;
    }
    let number = m.get("n").unwrap_or_default();
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    if amount.scale > Decimal::ONE_THOUSAND && !number.contains([' ', '-']) && scale(m.words, number).is_some() {
        match m.words.lang {
            // "the million dollar question" counts nothing, "Millionen Euro" only that there are many.
            Lang::En => return None,
            Lang::De if number.ends_with("en") => value = None,
            Lang::De | Lang::Ru => {}
        }
    }
    if in_years_money(m, &amount) {
        return None;
    }
    if m.get("cur").is_some_and(|c| m.words.is(Class::Event, c)) && is_edition(m, &amount) {
        return None;
    }
    let behind = m.span_of("cur").zip(m.span_of("n")).is_some_and(|(cur, n)| cur.start < n.start);
    if behind && !digits && m.get("cur").is_some_and(|c| c.chars().all(char::is_alphabetic)) {
        // A currency's name before a number word belongs to what stands before it: "thirteen dollars forty-five".
        return None;
    }
    if let Some(sub) = m.get("sub") {
        // Without "cents" behind it, only the last word of a sentence is a part of the price.
        let close = m.has("subcur") || m.tail().is_empty() || m.tail().starts_with(['.', '!', '?', ')', ';']);
        let small = self::amount(m.words, sub).and_then(|a| a.value).filter(|v| close && *v < Decimal::ONE_HUNDRED);
        let part =
            small.and_then(|s| s.checked_div(Decimal::ONE_HUNDRED)).filter(|_| amount.scale < Decimal::ONE_THOUSAND);
        let part = part?;
        value = value.and_then(|v| v.checked_add(part));
    }
    if let Some(again) = m.get("again") {
        // "$5.9 billion dollars" is one sum; "$5 pounds" is none.
        if !self::coin(m.words, again).is_some_and(|c| c.agrees(&coin)) {
            return None;
        }
    }
    let too_large = value.is_none() && digits;
    Some(vec![m.at(span, Expr { amount: value, too_large, ..Expr::beside(m, span, coin) })])
}

/// "ringgit 42", "Euro 5 Millionen": a currency's name before digits, only with a scale or where nothing that the number could count follows. Groups: `cur`, `n`.
pub(crate) fn word_first(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let closes = m.tail().is_empty()
        || m.tail().starts_with(['.', ',', ';', ')', '!', '?', '\n'])
        || m.tail().starts_with(" per ");
    let goes_on = m.tail().chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let counted = m.head().trim_end().ends_with(|c: char| c.is_ascii_digit());
    let scaled = m.get("n").is_some_and(|n| n.contains(char::is_alphabetic));
    if (closes || scaled) && !goes_on && !counted { single(m) } else { None }
}

/// A range. Groups: `a`, `b` (the ends with their own currency), `n`, `n2`, `cur`, `cur2`; at least one of the currencies.
pub(crate) fn range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let number = |group: &str| m.get(group).and_then(|n| amount(m.words, n));
    let (Some(mut low), Some(high)) = (number("n"), number("n2")) else {
        return None;
    };
    if m.get("n2").and_then(|n| n.split([' ', '-']).next()).is_some_and(|w| scale(m.words, w).is_some()) {
        // "$180-million" has a hyphen, no range.
        return None;
    }
    let first = m.get("cur").and_then(|c| coin(m.words, c));
    let second = m.get("cur2").and_then(|c| coin(m.words, c)).map(|c| settle(m, c));
    let coin = second.clone().or_else(|| first.clone())?;
    if first.as_ref().is_some_and(|c| !c.agrees(&coin)) || changes(m) {
        return None;
    }
    let own = first.is_some() && second.is_some();
    if low.scale == Decimal::ONE && !(own && high.scale == Decimal::ONE) {
        // "10 to 20 million": the scale counts for both, unless the low end would be the higher.
        let scaled = low.value.and_then(|v| v.checked_mul(high.scale));
        if scaled <= high.value {
            low.value = scaled;
        }
    }
    let (Some(from), Some(to)) = (low.value, high.value) else {
        return None;
    };
    if from >= to || !is_money(m, &high) {
        return None;
    }
    let mut span = m.span();
    if ["млн.", "млрд.", "трлн."].iter().any(|s| m.text[span.range()].ends_with(s)) {
        span.end -= 1;
    }
    // The word that opens a range bounds nothing: «от 10 до 20».
    let opened = matches!(
        crate::text::boundary::word_before(m.text, span.start),
        "от" | "с" | "from" | "von" | "between" | "zwischen" | "между"
    );
    let whole = Expr {
        range: Some((from, to)),
        modifier: if opened { None } else { modifier(m, span) },
        ..Expr::beside(m, span, coin.clone())
    };
    let mut found = vec![m.at(span, whole)];
    if own {
        for (group, value) in [("a", from), ("b", to)] {
            found.extend(m.part(group, Expr { amount: Some(value), coin: coin.clone(), ..Expr::default() }));
        }
    }
    Some(found)
}

/// A sum that nobody counted: "billions of dollars".
pub(crate) fn vague(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let coin = currency(m)?;
    let weighs = m.get("cur").is_some_and(|c| m.words.is(Class::Weight, c)) && !m.has("land");
    if weighs
        && m.text[m.span().range()]
            .split([' ', '-'])
            .filter_map(|w| scale(m.words, w))
            .all(|s| s <= Decimal::ONE_THOUSAND)
    {
        return None;
    }
    Some(vec![m.whole(Expr::beside(m, m.span(), coin))])
}

/// Cents alone. Groups: `n`, `subcur`.
pub(crate) fn cents(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (Some(amount), Some(coin)) =
        (m.get("n").and_then(|n| amount(m.words, n)), m.get("subcur").and_then(|c| m.words.value(Class::Subunit, c)))
    else {
        return None;
    };
    if m.get("n").is_some_and(|n| matches!(n, "a" | "A" | "an" | "eine" | "einen" | "ein")) {
        return None;
    }
    let value = amount.value.and_then(|v| v.checked_div(Decimal::ONE_HUNDRED));
    Some(vec![m.whole(Expr { amount: value, ..Expr::beside(m, m.span(), Coin::parse(coin)) })])
}

/// The currency of a match, settled by an adjective or a country beside it.
fn currency(m: &Match<'_, '_>) -> Option<Coin> {
    if let Some(code) = m.get("million") {
        return m.words.value(Class::CurrencyCodeMillion, code).map(Coin::parse);
    }
    Some(settle(m, coin(m.words, m.get("cur")?)?))
}

fn settle(m: &Match<'_, '_>, coin: Coin) -> Coin {
    let land = m
        .get("land")
        .and_then(|l| m.words.value(Class::MoneyLand, l))
        .or_else(|| m.get("of").and_then(|o| m.words.value(Class::MoneyOf, o)));
    // "Icelandic krona" may be a name of its own.
    if let Some(named) = m
        .span_of("land")
        .zip(m.span_of("cur2").or_else(|| m.span_of("cur")))
        .and_then(|(land, cur)| self::coin(m.words, m.text.get(land.start..cur.end)?))
    {
        return named;
    }
    match land {
        // An adjective beside a money that has only one home says nothing more.
        Some(land) if !coin.others.is_empty() => coin.of(land),
        _ => coin,
    }
}

/// Whether a currency word is not something else: pounds of weight, "mark" and "won", «лев», a bare article.
fn is_money(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let Some(word) = m.get("cur2").or_else(|| m.get("cur")) else {
        return true;
    };
    let number = m.get("n").unwrap_or_default();
    let small = amount.scale == Decimal::ONE && amount.value.is_some_and(|v| v < Decimal::ONE_HUNDRED);
    let settled = m.has("land") || m.has("of");
    if amount.scale == Decimal::ONE
        && !m.has("subcur")
        && matches!(number, "a" | "A" | "an" | "An" | "couple" | "eine" | "Eine" | "einer" | "eines")
    {
        return false;
    }
    if small && !settled && m.words.is(Class::OtherWord, word) {
        return false;
    }
    if matches!(word, "Fr." | "Fr" | "Sh.") && small && !number.contains(['.', ',']) {
        return false;
    }
    if m.words.is(Class::Weight, word) && !settled {
        let next = crate::text::boundary::word_after(m.text, m.span().end);
        let weighs = match m.words.lang {
            Lang::En => {
                next == "of"
                    || next.starts_with("heav")
                    || next == "weight"
                    || m.tail().starts_with('-')
                    || lost_weight(m)
                    // "a 5,000-pound bomb" weighs, "a 500-pound fine" costs.
                    || m.span_of("n").is_some_and(|n| m.text[n.end..].starts_with('-'))
                        && m.words.value(Class::SumNoun, next).is_none()
            }
            Lang::De => next.starts_with(char::is_uppercase),
            Lang::Ru => {
                next.chars().count() > 3
                    && next.starts_with(char::is_lowercase)
                    && m.words.value(Class::MoneyOf, next).is_none()
            }
        };
        return !(weighs && amount.scale == Decimal::ONE);
    }
    true
}

/// "in 2015 dollars": the money of a year.
fn in_years_money(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let year = m.get("n").is_some_and(|n| n.len() == 4 && n.bytes().all(|b| b.is_ascii_digit()))
        && amount.value.is_some_and(|v| (Decimal::from(1900)..Decimal::from(2060)).contains(&v));
    let behind = m.span_of("cur").zip(m.span_of("n")).is_some_and(|(cur, n)| n.end < cur.start);
    m.words.lang == Lang::En && year && behind && crate::text::boundary::word_before(m.text, m.span().start) == "in"
}

/// Whether "Euro 2016", "Euro 96" is a championship: the year stands behind, in four digits or two.
fn is_edition(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let behind = m.span_of("cur").zip(m.span_of("n")).is_some_and(|(cur, n)| cur.start < n.start);
    let year = |v: Decimal| v.fract().is_zero() && (Decimal::from(1960)..Decimal::from(2060)).contains(&v);
    let short = |v: Decimal| (Decimal::from(60)..Decimal::ONE_HUNDRED).contains(&v) && v.fract().is_zero();
    behind && amount.scale == Decimal::ONE && amount.value.is_some_and(|v| year(v) || short(v) && !m.head().is_empty())
}

fn lost_weight(m: &Match<'_, '_>) -> bool {
    let head = m.head().trim_end();
    ["weighs", "weighed", "weighing", "weigh", "lbs"].iter().any(|w| head.ends_with(w))
}

/// Whether "from X to Y" tells a change and not a range: "rose from $5 to $7".
fn changes(m: &Match<'_, '_>) -> bool {
    let head = m.head();
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(60))..];
    near.split(|c: char| !is_word(c)).any(|word| {
        m.words
            .lexicon
            .forms(Class::SumChange)
            .any(|(form, _)| if m.words.lang == Lang::Ru { word.starts_with(form) } else { word == form })
    }) && near.trim_end().ends_with(['m', 'n', 'с'])
}
