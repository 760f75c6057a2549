//! Flat tables: RFC 4180, UTF-8, with a header. Lists are joined by `; `.

use super::files::Folder;
use super::source::Source;
use crate::error::{Error, Result};
use crate::model::{DateValue, EntityRecord, LawValue, MentionRecord, MoneyValue, OrgValue, Value};
use ::csv::Writer;

const MENTIONS: [&str; 29] = [
    "id",
    "doc",
    "source",
    "published",
    "type",
    "start",
    "end",
    "text",
    "lang",
    "confidence",
    "rule",
    "entity",
    "entity_name",
    "nested_in",
    "edtf",
    "timex",
    "date_start",
    "date_end",
    "amount",
    "amount_min",
    "amount_max",
    "currency",
    "money_modifier",
    "law",
    "citations",
    "jurisdiction",
    "org_kind",
    "org_country",
    "gazetteer",
];
const ENTITIES: [&str; 19] = [
    "id",
    "type",
    "name",
    "name_en",
    "name_de",
    "name_ru",
    "kind",
    "country",
    "mentions",
    "documents",
    "first",
    "last",
    "acronyms",
    "forms",
    "wikidata",
    "ror",
    "lei",
    "celex",
    "eli",
];

pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let names = source.entity_names()?;
    let mut mentions = Writer::from_writer(out.file("mentions.csv")?);
    mentions.write_record(MENTIONS).map_err(cannot)?;
    source.documents(|document, of_document| {
        of_document.iter().try_for_each(|mention| {
            let name = mention.entity.as_ref().and_then(|id| names.get(id));
            let published = document.published.clone().unwrap_or_default();
            let row = mention_row(mention, &document.source, published, name.cloned());
            mentions.write_record(row).map_err(cannot)
        })
    })?;
    finish(mentions)?;
    let mut entities = Writer::from_writer(out.file("entities.csv")?);
    entities.write_record(ENTITIES).map_err(cannot)?;
    for entity in source.records::<EntityRecord>("entities.jsonl")? {
        entities.write_record(entity_row(entity?)).map_err(cannot)?;
    }
    finish(entities)
}

fn cannot(error: ::csv::Error) -> Error {
    Error::while_doing("cannot write the table", error)
}

fn finish(table: Writer<super::files::Output>) -> Result<()> {
    let output = table
        .into_inner()
        .map_err(|e| Error::while_doing("cannot write the table", e.into_error()))?;
    output.finish()
}

fn mention_row(
    m: &MentionRecord,
    source: &str,
    published: String,
    name: Option<String>,
) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut row = vec![
        m.id.clone(),
        m.doc.clone(),
        source.to_owned(),
        published,
        m.r#type.to_string(),
        m.start.to_string(),
        m.end.to_string(),
        m.text.clone(),
        m.lang.to_string(),
        m.confidence.to_string(),
        m.rule.clone(),
        text(&m.entity),
        name.unwrap_or_default(),
        text(&m.nested_in),
    ];
    let (date, money, law, org) = match &m.value {
        Value::Date(date) => {
            (date_cells(date), Default::default(), Default::default(), Default::default())
        }
        Value::Money(money) => {
            (Default::default(), money_cells(money), Default::default(), Default::default())
        }
        Value::Law(law) => {
            (Default::default(), Default::default(), law_cells(law), Default::default())
        }
        Value::Org(org) => {
            (Default::default(), Default::default(), Default::default(), org_cells(org))
        }
    };
    row.extend(date);
    row.extend(money);
    row.extend(law);
    row.extend(org);
    row
}

fn date_cells(date: &DateValue) -> [String; 4] {
    [&date.edtf, &date.timex, &date.start, &date.end].map(|value| value.clone().unwrap_or_default())
}

fn money_cells(money: &MoneyValue) -> [String; 5] {
    let [amount, min, max] = [money.amount, money.min, money.max]
        .map(|value| value.map(|v| v.to_string()).unwrap_or_default());
    let modifier = money.modifier.map(|modifier| modifier.to_string()).unwrap_or_default();
    [amount, min, max, money.currency.clone().unwrap_or_default(), modifier]
}

fn law_cells(law: &LawValue) -> [String; 3] {
    [
        law.law.clone().unwrap_or_default(),
        law.citations().join("; "),
        law.jurisdiction.clone().unwrap_or_default(),
    ]
}

fn org_cells(org: &OrgValue) -> [String; 3] {
    let kind = org.kind.map(|kind| kind.to_string()).unwrap_or_default();
    [kind, org.country.clone().unwrap_or_default(), org.gazetteer.clone().unwrap_or_default()]
}

fn entity_row(entity: EntityRecord) -> Vec<String> {
    let name = entity.display_name().to_owned();
    let forms: Vec<&str> = entity.forms.iter().map(|form| form.text.as_str()).collect();
    let mut row = vec![entity.id.clone(), entity.r#type.to_string(), name];
    row.extend(
        [&entity.names.en, &entity.names.de, &entity.names.ru]
            .map(|n| n.clone().unwrap_or_default()),
    );
    row.push(entity.kind.map(|kind| kind.to_string()).unwrap_or_default());
    row.push(entity.country.clone().unwrap_or_default());
    row.extend([entity.mentions.to_string(), entity.documents.to_string()]);
    row.extend([&entity.first, &entity.last].map(|day| day.clone().unwrap_or_default()));
    row.extend([entity.acronyms.join("; "), forms.join("; ")]);
    let ids = &entity.external;
    row.extend(
        [&ids.wikidata, &ids.ror, &ids.lei, &ids.celex, &ids.eli]
            .map(|id| id.clone().unwrap_or_default()),
    );
    row
}
