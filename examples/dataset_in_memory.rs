//! Makes a dataset of texts in memory, without any file: `cargo run --example dataset_in_memory`.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use newsmill::write::Dataset;
use newsmill::{Bundles, Document, Extractor, Finisher};

fn main() -> newsmill::Result<()> {
    let extractor = Extractor::new(&Default::default())?;
    let texts = [
        ("a.txt", "The United Nations met on 3 March 2021."),
        ("b.txt", "Die Vereinten Nationen tagten im März 2021."),
        ("c.txt", "The United Nations met on 3 March 2021."),
    ];
    let mut bundles = Bundles::new(extractor.header());
    for (name, text) in texts {
        bundles.push(extractor.extract(&Document::from_text(name, text)));
    }
    let mut dataset = Dataset::default();
    let manifest = Finisher::new().finish(&bundles, &mut dataset)?;
    println!("{} documents, {} of them copies", manifest.documents, manifest.duplicates);
    for entity in &dataset.entities {
        let forms: Vec<&str> = entity.forms.iter().map(|f| f.text.as_str()).collect();
        println!("{} in {} documents: {}", entity.id, entity.documents, forms.join(", "));
    }
    for mention in &dataset.mentions {
        println!("{} of {}", mention.id, mention.entity.as_deref().unwrap_or("no entity"));
    }
    Ok(())
}
