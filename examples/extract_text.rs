//! Extracts from one text: `cargo run --example extract_text`.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use newsmill::model::{Day, Published, PublishedFrom, Value};
use newsmill::{Document, Extractor};

fn main() -> newsmill::Result<()> {
    let extractor = Extractor::new(&Default::default())?;
    let text =
        "The Open Steppe Foundation (OSF) was fined 2 million tenge (about $4,700) on Tuesday.";
    let mut document = Document::from_text("osf.txt", text);
    // Open dates such as "Tuesday" are resolved against the day of publication.
    let date: Day = "2021-01-26".parse()?;
    document.published = Some(Published { date, from: PublishedFrom::Field });
    for mention in extractor.extract(&document).mentions {
        let value = match &mention.value {
            Value::Date(date) => date.edtf.clone(),
            Value::Money(money) => {
                money.amount.map(|a| format!("{a} {}", money.currency.as_deref().unwrap_or("?")))
            }
            Value::Law(law) => law.law.clone(),
            Value::Org(org) => Some(org.name.clone()),
        };
        let (kind, place) = (mention.kind(), mention.chars);
        println!(
            "{kind} {}-{} {:?} = {}",
            place.start,
            place.end,
            mention.text,
            value.unwrap_or_default()
        );
    }
    Ok(())
}
