//! Values of mentions as the frozen classes of `newsmill.values`.

use newsmill::model::{
    DateValue, Day, LawValue, MoneyValue, OrgValue, Provision, SubProvision, Value,
};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyString, PyTuple, PyType};

/// A class of `newsmill.values`, imported once.
macro_rules! class {
    ($py:expr, $name:literal) => {{
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        CLASS.import($py, "newsmill.values", $name)
    }};
}

/// The object of a value.
pub(crate) fn object(py: Python<'_>, value: &Value) -> PyResult<Py<PyAny>> {
    match value {
        Value::Date(date) => date_object(py, date),
        Value::Money(money) => money_object(py, money),
        Value::Law(law) => law_object(py, law),
        Value::Org(org) => org_object(py, org),
    }
    .map(Bound::unbind)
}

/// A `datetime.date`; `None` of a day that Python's calendar does not have (before the year 1).
pub(crate) fn day<'py>(py: Python<'py>, text: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let day = text.and_then(|text| text.parse::<Day>().ok()).filter(|day| day.year() >= 1);
    match day {
        Some(day) => {
            let [month, number] = [day.month(), day.day()].map(i8::unsigned_abs);
            Ok(PyDate::new(py, i32::from(day.year()), month, number)?.into_any())
        }
        None => Ok(py.None().into_bound(py)),
    }
}

fn decimal<'py, T: ToString>(py: Python<'py>, amount: Option<T>) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    match amount {
        Some(amount) => CLASS.import(py, "decimal", "Decimal")?.call1((amount.to_string(),)),
        None => Ok(py.None().into_bound(py)),
    }
}

/// A word of a closed list: one str object for each.
fn word<'py>(py: Python<'py>, word: Option<&str>) -> Bound<'py, PyAny> {
    word.map_or_else(|| py.None().into_bound(py), |w| PyString::intern(py, w).into_any())
}

fn date_object<'py>(py: Python<'py>, date: &DateValue) -> PyResult<Bound<'py, PyAny>> {
    class!(py, "DateValue")?.call1((
        word(py, Some(date.kind.as_str())),
        &date.edtf,
        &date.timex,
        word(py, date.grain.map(|grain| grain.as_str())),
        day(py, date.start.as_deref())?,
        day(py, date.end.as_deref())?,
        word(py, Some(date.basis.as_str())),
        word(py, date.modifier.map(|modifier| modifier.as_str())),
        PyTuple::new(py, &date.alternatives)?,
    ))
}

fn money_object<'py>(py: Python<'py>, money: &MoneyValue) -> PyResult<Bound<'py, PyAny>> {
    class!(py, "MoneyValue")?.call1((
        decimal(py, money.amount)?,
        word(py, money.currency.as_deref()),
        word(py, money.currency_basis.map(|basis| basis.as_str())),
        word(py, money.modifier.map(|modifier| modifier.as_str())),
        decimal(py, money.min)?,
        decimal(py, money.max)?,
        &money.equivalent_of,
        money.each,
    ))
}

fn law_object<'py>(py: Python<'py>, law: &LawValue) -> PyResult<Bound<'py, PyAny>> {
    let external = (&law.external.celex, &law.external.eli);
    let provisions: Vec<_> =
        law.provisions.iter().map(|one| provision(py, one)).collect::<PyResult<_>>()?;
    class!(py, "LawValue")?.call1((
        &law.law,
        &law.title,
        word(py, law.jurisdiction.as_deref()),
        word(py, law.jurisdiction_basis.map(|basis| basis.as_str())),
        PyTuple::new(py, provisions)?,
        class!(py, "LawIds")?.call1(external)?,
    ))
}

fn provision<'py>(py: Python<'py>, provision: &Provision) -> PyResult<Bound<'py, PyAny>> {
    let sub = |one: &SubProvision| {
        class!(py, "SubProvision")?.call1((word(py, Some(&one.unit)), &one.number, &one.to))
    };
    let parts: Vec<_> = provision.sub.iter().map(sub).collect::<PyResult<_>>()?;
    class!(py, "Provision")?.call1((
        word(py, Some(&provision.unit)),
        &provision.number,
        &provision.to,
        PyTuple::new(py, parts)?,
    ))
}

fn org_object<'py>(py: Python<'py>, org: &OrgValue) -> PyResult<Bound<'py, PyAny>> {
    let external = (&org.external.wikidata, &org.external.ror, &org.external.lei);
    class!(py, "OrgValue")?.call1((
        &org.name,
        &org.key,
        org.acronym,
        word(py, org.kind.map(|kind| kind.as_str())),
        word(py, org.country.as_deref()),
        word(py, org.country_basis.map(|basis| basis.as_str())),
        org.generic,
        &org.gazetteer,
        class!(py, "OrgIds")?.call1(external)?,
    ))
}
