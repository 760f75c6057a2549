//! What is given away tells one version, and the workflow, the packages and docs/install.md agree.

use crate::common::in_repository;
use std::collections::BTreeSet;

fn read(path: &str) -> String {
    let file = in_repository(path);
    std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

/// What stands behind `key` in the first line that begins with it, without quotation marks.
fn value<'a>(text: &'a str, key: &str) -> &'a str {
    let line = text.lines().find_map(|line| line.trim().strip_prefix(key));
    line.unwrap_or_else(|| panic!("no line begins with {key}")).trim().trim_matches('"')
}

/// The strings of a list in Cargo.toml, from the line that opens it.
fn strings<'a>(manifest: &'a str, opens: &str) -> Vec<&'a str> {
    let (_, list) = manifest.split_once(opens).unwrap_or_else(|| panic!("no {opens}"));
    let (list, _) = list.split_once("\n]").expect("the list ends");
    list.split('"').skip(1).step_by(2).collect()
}

#[test]
fn one_version() {
    let version = env!("CARGO_PKG_VERSION");
    for manifest in ["crates/names/Cargo.toml", "python/Cargo.toml"] {
        assert_eq!(value(&read(manifest), "version = "), version, "{manifest}");
    }
    assert_eq!(value(&read("CITATION.cff"), "version:"), version);
    assert!(read("CHANGELOG.md").contains(&format!("\n## {version}")));
    assert!(read("docs/install.md").contains(&format!("newsmill-{version}-x86_64")));
    assert!(read("Cargo.toml").contains(&format!("newsmill-names = {{ version = \"{version}\"")));
}

#[test]
fn one_list_of_systems() {
    let rows = |text: &str, before: &str| -> BTreeSet<String> {
        let names = text.lines().filter_map(|line| line.trim().strip_prefix(before));
        let end = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-';
        let names = names.map(|name| name.split(end).next().unwrap_or_default().to_owned());
        names.filter(|name| name.matches('-').count() >= 2).collect()
    };
    let built = rows(&read(".github/workflows/release.yml"), "- { target: ");
    assert_eq!(rows(&read("docs/install.md"), "| `"), built);
    assert!(
        ["-gnu", "-musl", "-darwin", "-msvc"]
            .iter()
            .all(|system| built.iter().any(|target| target.ends_with(system)))
    );
}

#[test]
fn what_packages_hold_exists() {
    let manifest = read("Cargo.toml");
    let included = strings(&manifest, "\ninclude = [");
    let assets = strings(&manifest, "\nassets = [");
    // Of an asset: the path, where it goes, the mode. What the build makes is not there yet.
    let assets = assets.chunks(3).map(|asset| asset[0]).filter(|p| !p.starts_with("target/"));
    let mut paths = 0;
    for path in included.into_iter().chain(assets) {
        let path = path.trim_start_matches('/');
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = folder.split("/*").next().unwrap_or_default();
        let stem = name.split('*').next().unwrap_or_default();
        let mut entries =
            in_repository(folder).read_dir().unwrap_or_else(|e| panic!("{path}: {e}"));
        let found = entries.any(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(stem))
        });
        assert!(found, "{path} is not there");
        paths += 1;
    }
    assert!(paths > 8);
    for folder in ["crates/names", "python"] {
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert_eq!(read(&format!("{folder}/{licence}")), read(licence));
        }
    }
}
