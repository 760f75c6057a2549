//! Dumps of public registers become tables. The dumps in `tests/imports` are invented, in the forms
//! that the registers publish.

use crate::common::in_repository;
use newsmill::model::{Lang, OrgKind};
use newsmill::tables::{Filter, Format, Import, UserTable, check, find, import};

const DUMPS: [(Format, &str); 4] = [
    (Format::Ror, "ror.json"),
    (Format::Gleif, "gleif.csv"),
    (Format::Wikidata, "wikidata.json"),
    (Format::OpenSanctions, "opensanctions.jsonl"),
];

fn read(file: &str) -> String {
    let path = in_repository("tests/imports").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn table(format: Format, dump: &str, filter: &Filter) -> Import {
    import(&mut dump.as_bytes(), "a dump", format, filter).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn tables_of_all_registers() {
    for (format, file) in DUMPS {
        let made = table(format, &read(file), &Filter::default());
        assert_eq!(made.table, read(&format!("{}.tsv", format.name())), "{file}");
        let user = UserTable::new(format!("{}.tsv", format.name()), made.table);
        let faults = check(Some(std::slice::from_ref(&user))).expect("a table").faults;
        assert!(faults.is_empty(), "{faults:?}");
        let out: u64 = made.left_out.values().sum();
        assert_eq!(made.kept + out, made.read, "{file}");
        assert!(made.kept > 0 && out > 0, "{file}");
    }
}

#[test]
fn filters_leave_out_and_say_so() {
    let filter = Filter {
        countries: vec!["kz".to_owned()],
        kinds: vec![OrgKind::Ngo],
        langs: vec![Lang::Ru],
    };
    let made = table(Format::Ror, &read("ror.json"), &filter);
    assert_eq!(made.kept, 1);
    assert_eq!(made.left_out.get("of another country"), Some(&3));
    assert!(made.table.contains("Фонд степных птиц") && !made.table.contains("Steppe"));
}

#[test]
fn an_imported_name_is_found() {
    let made = table(Format::Ror, &read("ror.json"), &Filter::default());
    let user = UserTable::new("ror.tsv", made.table);
    let names = ["University of Northmoor".to_owned()];
    let found = find(&names, &[user]).expect("the tables can be read");
    assert_eq!(found[0].1[0].row, "ror/00aaaa111");
}

#[test]
fn another_dump_is_refused_with_a_cure() {
    for (format, _) in DUMPS {
        for (other, file) in DUMPS.iter().filter(|(other, _)| *other != format) {
            // Items and entities are both JSON objects a line: their fields tell them apart.
            let lines = [Format::Wikidata, Format::OpenSanctions];
            if lines.contains(&format) && lines.contains(other) {
                continue;
            }
            let error = import(&mut read(file).as_bytes(), file, format, &Filter::default())
                .expect_err("a dump of another register");
            assert!(error.to_string().starts_with(file), "{error}");
        }
    }
    let empty = import(&mut "".as_bytes(), "none.jsonl", Format::OpenSanctions, &Filter::default());
    assert!(empty.expect_err("nothing").to_string().contains("unpack"));
}
