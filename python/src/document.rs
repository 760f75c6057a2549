//! What callers hand over as a document.

use crate::errors::usage;
use newsmill::ingest::{Item, ReadOptions, read_record};
use newsmill::model::{Day, Published, PublishedFrom};
use newsmill::{Document, Lang};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyMapping, PyString, PyTuple};

/// What a call says of documents that do not say it themselves.
#[derive(Clone, Default)]
pub(crate) struct Defaults {
    /// The source of their records.
    pub(crate) source: String,
    /// The day of publication.
    pub(crate) date: Option<Day>,
    /// The language.
    pub(crate) lang: Option<Lang>,
}

/// A document that was taken from Python and is not read yet.
pub(crate) enum Taken {
    /// A text, or a mapping with one.
    Document(Box<Document>),
    /// A record as a line of JSON, with its place.
    Line { source: String, position: u64, bytes: Vec<u8> },
}

impl Taken {
    /// About how many bytes reading it costs.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Document(document) => document.text.len(),
            Self::Line { bytes, .. } => bytes.len(),
        }
    }

    /// The document, or why there is none; several of a record that holds several.
    pub(crate) fn read(self, options: &ReadOptions) -> Vec<Item> {
        match self {
            Self::Document(document) => vec![Item::Document(document)],
            Self::Line { source, position, bytes } => {
                read_record(&source, position, &bytes, options)
            }
        }
    }
}

/// Takes a text, a mapping with `text` (perhaps `id, source, position, date, lang, region, title,
/// url, author, site`), or a record in bytes, which stands at `position`; `(bytes, source, position)`
/// says another place.
pub(crate) fn taken(item: &Bound<'_, PyAny>, position: u64, defaults: &Defaults) -> PyResult<Taken> {
    if let Ok(placed) = item.cast::<PyTuple>() {
        let (bytes, source, position): (Vec<u8>, String, u64) = placed.extract()?;
        return Ok(Taken::Line { source, position, bytes });
    }
    if let Ok(line) = item.cast::<PyBytes>() {
        let source = defaults.source.clone();
        return Ok(Taken::Line { source, position, bytes: line.as_bytes().to_vec() });
    }
    document(item, position, defaults).map(|document| Taken::Document(Box::new(document)))
}

/// Takes a text or a mapping with one.
pub(crate) fn document(
    item: &Bound<'_, PyAny>,
    position: u64,
    defaults: &Defaults,
) -> PyResult<Document> {
    let mut document = match item.cast::<PyString>() {
        Ok(text) => {
            let mut document = Document::from_text(defaults.source.as_str(), text_of(text)?);
            document.position = position;
            document
        }
        Err(_) => of_mapping(item, position, defaults)?,
    };
    document.lang = document.lang.or(defaults.lang);
    let given = |date| Published { date, from: PublishedFrom::Field };
    document.published = document.published.or(defaults.date.map(given));
    Ok(document)
}

fn of_mapping(
    item: &Bound<'_, PyAny>,
    position: u64,
    defaults: &Defaults,
) -> PyResult<Document> {
    let wrong = || PyTypeError::new_err("a document is a str, or a mapping with \"text\"");
    let mapping = item.cast::<PyMapping>().map_err(|_| wrong())?;
    let get = |key: &str| -> PyResult<Option<Bound<'_, PyAny>>> {
        Ok(if mapping.contains(key)? { Some(mapping.get_item(key)?) } else { None }
            .filter(|value| !value.is_none()))
    };
    let word = |key: &str| -> PyResult<Option<String>> {
        get(key)?.map(|value| text_of(&value.str()?)).transpose()
    };
    let text = get("text")?.ok_or_else(|| usage("a document without \"text\""))?;
    let text = text_of(text.cast::<PyString>().map_err(|_| usage("\"text\" is no str"))?)?;
    let source = word("source")?.unwrap_or_else(|| defaults.source.clone());
    let mut document = Document::from_text(source, text);
    document.id = word("id")?;
    document.title = word("title")?;
    document.url = word("url")?;
    document.author = word("author")?;
    document.site = word("site")?;
    document.region = word("region")?;
    document.lang = lang(word("lang")?.as_deref())?;
    document.position = get("position")?.map_or(Ok(position), |given| given.extract())?;
    document.published = match get("date")? {
        Some(date) => day(Some(&date))?.map(|date| Published { date, from: PublishedFrom::Field }),
        None => None,
    };
    Ok(document)
}

/// A language by its tag; `None` and "auto" leave it open.
pub(crate) fn lang(tag: Option<&str>) -> PyResult<Option<Lang>> {
    match tag {
        None | Some("auto") => Ok(None),
        Some(tag) => Lang::from_tag(tag)
            .map(Some)
            .ok_or_else(|| usage(format!("\"{tag}\" is not a language; there are en, de, ru"))),
    }
}

/// A `datetime.date`, a `datetime.datetime`, or a text that begins with YYYY-MM-DD; an empty one names
/// no day.
pub(crate) fn day(date: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Day>> {
    let Some(date) = date else { return Ok(None) };
    let text = text_of(&date.str()?)?;
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.get(..10).unwrap_or(&text);
    day.parse().map(Some).map_err(crate::errors::raised)
}

/// A str as UTF-8. A lone surrogate, which UTF-8 does not have, becomes U+FFFD: the number of code
/// points stays, so offsets slice the str that was given.
pub(crate) fn text_of(text: &Bound<'_, PyString>) -> PyResult<String> {
    static REPAIR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if let Ok(text) = text.to_cow() {
        return Ok(text.into_owned());
    }
    let py = text.py();
    let repair = REPAIR.get_or_try_init(py, || {
        py.import("newsmill._text")?.getattr("without_surrogates").map(Bound::unbind)
    })?;
    repair.bind(py).call1((text,))?.extract()
}
