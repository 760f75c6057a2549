//! Lists of records inside a record, as interfaces of sites answer: `{"status": "ok", "articles":
//! [{…}, …]}`.

use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The elements of the list at a path of keys (`response.docs`); `None` where there is none, or where
/// the text is no JSON: whoever reads it as a record says so.
pub(super) fn elements<'a>(text: &'a str, path: &str) -> Option<Vec<&'a RawValue>> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for key in path.split('.') {
        let object: BTreeMap<Cow<'a, str>, &RawValue> = serde_json::from_str(value.get()).ok()?;
        value = object.get(key)?;
    }
    let list: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
    Some(list)
}

/// The elements of a record's list as bytes of their own.
pub(super) fn elements_of(bytes: &[u8], path: Option<&str>) -> Option<Vec<Vec<u8>>> {
    let path = path?;
    let list = elements(std::str::from_utf8(bytes).ok()?, path)?;
    Some(list.into_iter().map(|element| element.get().as_bytes().to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_at_paths() {
        let text = "{\"a\": 1, \"response\": {\"docs\": [{\"text\": \"x\"}, {}], \"n\": 2}}";
        let of = |path: &str| {
            elements(text, path).map(|list| list.iter().map(|e| e.get()).collect::<Vec<_>>())
        };
        assert_eq!(of("response.docs"), Some(vec!["{\"text\": \"x\"}", "{}"]));
        for path in ["response", "docs", "a", "response.n", "response.docs.0"] {
            assert_eq!(of(path), None, "{path}");
        }
        assert!(elements("{\"a\": [", "a").is_none());
        assert_eq!(elements_of(b"{\"a\":[1]}", None), None);
        assert_eq!(elements_of(b"{\"a\":[1]}", Some("a")), Some(vec![b"1".to_vec()]));
    }
}
