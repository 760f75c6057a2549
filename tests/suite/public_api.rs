//! The public interface of the library, item by item, against the reviewed list in
//! `tests/public_api.txt`: nothing becomes public by accident.
//!
//! The sources are read by syn, from `src/lib.rs` along `pub mod` and `pub use`. Listed are items,
//! methods and constants of types, public fields, variants, and methods of traits; `pub(crate)` and
//! what is hidden from the documentation are not.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the enums of syn grow, and most items are none of ours"
)]

use crate::common::in_repository;
use std::collections::BTreeSet;
use std::path::PathBuf;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, UseTree, Visibility};

/// The crate whose types `src/model` hands on.
const NAMES: &str = "newsmill_names";

/// A module of the library: its path, its items, and where its children lie.
struct Module {
    path: Vec<String>,
    items: Vec<Item>,
}

impl Module {
    fn read(path: &[String]) -> Self {
        // The crate of names, of which the library shows a type.
        let (root, inner) = match path.split_first() {
            Some((first, rest)) if first == NAMES => (in_repository("crates/names/src"), rest),
            _ => (in_repository("src"), path),
        };
        let base = inner.iter().fold(root, |dir, part| dir.join(part));
        let files: [PathBuf; 2] = if inner.is_empty() {
            [base.join("lib.rs"), base.join("lib.rs")]
        } else {
            [base.with_extension("rs"), base.join("mod.rs")]
        };
        let file = files
            .iter()
            .find(|f| f.exists())
            .unwrap_or_else(|| panic!("no file for {}", path.join("::")));
        let text = std::fs::read_to_string(file).expect("a source file");
        let items =
            syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display())).items;
        Self { path: path.to_vec(), items }
    }

    fn child(&self, name: &str) -> Vec<String> {
        self.path.iter().cloned().chain([name.to_owned()]).collect()
    }

    fn has_child(&self, name: &str) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Mod(m) if m.ident == name))
    }

    /// What the `use` items hand on: name here, and the path from the crate's root. `all`: private
    /// ones too.
    fn uses(&self, all: bool) -> Vec<(String, Vec<String>)> {
        let mut found = Vec::new();
        for item in &self.items {
            if let Item::Use(item) = item
                && (all || is_public(&item.vis))
                && !is_hidden(&item.attrs)
            {
                self.expand(&item.tree, Vec::new(), &mut found);
            }
        }
        found
    }

    fn expand(
        &self,
        tree: &UseTree,
        mut prefix: Vec<String>,
        found: &mut Vec<(String, Vec<String>)>,
    ) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.expand(&path.tree, prefix, found);
            }
            UseTree::Name(name) => {
                prefix.push(name.ident.to_string());
                found.push((name.ident.to_string(), self.absolute(prefix)));
            }
            UseTree::Rename(name) => {
                prefix.push(name.ident.to_string());
                found.push((name.rename.to_string(), self.absolute(prefix)));
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|t| self.expand(t, prefix.clone(), found));
            }
            UseTree::Glob(_) => {
                panic!("{}: a glob hands on what nobody reviewed", self.path.join("::"))
            }
        }
    }

    fn absolute(&self, path: Vec<String>) -> Vec<String> {
        match path.first().map(String::as_str) {
            Some("crate") if self.path.first().is_some_and(|first| first == NAMES) => {
                [vec![NAMES.to_owned()], path[1..].to_vec()].concat()
            }
            Some("crate") => path[1..].to_vec(),
            Some("self") => self.path.iter().cloned().chain(path[1..].iter().cloned()).collect(),
            Some("super") => self.path[..self.path.len() - 1]
                .iter()
                .cloned()
                .chain(path[1..].iter().cloned())
                .collect(),
            Some(first) if self.has_child(first) => self.path.iter().cloned().chain(path).collect(),
            _ => path,
        }
    }

    /// Lists everything that the module shows, under the name `shown`.
    fn list(&self, shown: &str, out: &mut BTreeSet<String>) {
        for (name, path) in self.uses(false) {
            define(&path, &format!("{shown}::{name}"), out);
        }
        for item in &self.items {
            if let Some(name) = public_name(item) {
                match item {
                    Item::Mod(module) if module.content.is_none() => {
                        let shown = format!("{shown}::{name}");
                        out.insert(format!("mod    {shown}"));
                        Self::read(&self.child(&name)).list(&shown, out);
                    }
                    _ => self.describe(item, &name, &format!("{shown}::{name}"), out),
                }
            }
        }
    }

    /// An item, and what belongs to it.
    fn describe(&self, item: &Item, name: &str, shown: &str, out: &mut BTreeSet<String>) {
        match item {
            Item::Fn(_) => out.insert(format!("fn     {shown}")),
            Item::Const(_) | Item::Static(_) => out.insert(format!("const  {shown}")),
            Item::Type(_) => out.insert(format!("type   {shown}")),
            Item::Trait(item) => {
                for part in &item.items {
                    if let TraitItem::Fn(method) = part {
                        out.insert(format!("fn     {shown}::{}", method.sig.ident));
                    }
                }
                out.insert(format!("trait  {shown}"))
            }
            Item::Struct(item) => {
                list_fields(&item.fields, shown, out);
                out.insert(format!("struct {shown}"))
            }
            Item::Enum(item) => {
                for variant in &item.variants {
                    out.insert(format!("case   {shown}::{}", variant.ident));
                }
                out.insert(format!("enum   {shown}"))
            }
            _ => panic!("{shown}: an item of a form that this test does not know"),
        };
        self.list_methods(name, shown, out);
    }

    /// Public methods and constants of a type, from the file that defines it.
    fn list_methods(&self, name: &str, shown: &str, out: &mut BTreeSet<String>) {
        for item in &self.items {
            match item {
                Item::Impl(block) if block.trait_.is_none() && is_type(&block.self_ty, name) => {
                    for part in &block.items {
                        match part {
                            ImplItem::Fn(method) if is_public(&method.vis) => {
                                out.insert(format!("fn     {shown}::{}", method.sig.ident));
                            }
                            ImplItem::Const(constant) if is_public(&constant.vis) => {
                                out.insert(format!("const  {shown}::{}", constant.ident));
                            }
                            _ => {}
                        }
                    }
                }
                // The words of an enum of records.
                Item::Macro(call)
                    if call.mac.path.is_ident("spelled") && first_token(&call.mac) == name =>
                {
                    out.insert(format!("fn     {shown}::as_str"));
                }
                _ => {}
            }
        }
    }
}

/// Lists what a path from the crate's root leads to.
fn define(path: &[String], shown: &str, out: &mut BTreeSet<String>) {
    let (name, parents) = path.split_last().expect("a path");
    let module = Module::read(parents);
    if let Some(item) = module.items.iter().find(|item| public_name(item).as_ref() == Some(name)) {
        return module.describe(item, name, shown, out);
    }
    match module.uses(true).into_iter().find(|(n, _)| n == name) {
        Some((_, path)) => define(&path, shown, out),
        None => panic!("{shown}: {} is not found", path.join("::")),
    }
}

fn first_token(call: &syn::Macro) -> String {
    call.tokens.clone().into_iter().next().map_or_else(String::new, |token| token.to_string())
}

fn list_fields(fields: &Fields, shown: &str, out: &mut BTreeSet<String>) {
    for field in fields.iter().filter(|f| is_public(&f.vis)) {
        let name = field.ident.as_ref().map_or_else(|| "0".to_owned(), ToString::to_string);
        out.insert(format!("field  {shown}.{name}"));
    }
}

fn is_type(ty: &syn::Type, name: &str) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == name))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("doc")
            && a.parse_args::<syn::Ident>().is_ok_and(|argument| argument == "hidden")
    })
}

/// The name of an item that is public.
fn public_name(item: &Item) -> Option<String> {
    let (visibility, name, attributes) = match item {
        Item::Const(i) => (&i.vis, &i.ident, &i.attrs),
        Item::Enum(i) => (&i.vis, &i.ident, &i.attrs),
        Item::Fn(i) => (&i.vis, &i.sig.ident, &i.attrs),
        Item::Mod(i) => (&i.vis, &i.ident, &i.attrs),
        Item::Static(i) => (&i.vis, &i.ident, &i.attrs),
        Item::Struct(i) => (&i.vis, &i.ident, &i.attrs),
        Item::Trait(i) => (&i.vis, &i.ident, &i.attrs),
        Item::Type(i) => (&i.vis, &i.ident, &i.attrs),
        _ => return None,
    };
    (is_public(visibility) && !is_hidden(attributes)).then(|| name.to_string())
}

#[test]
fn nothing_is_public_that_is_not_on_the_list() {
    let mut found = BTreeSet::new();
    Module::read(&[]).list("newsmill", &mut found);
    // By path, so that a type stands before its parts.
    let mut lines: Vec<&str> = found.iter().map(String::as_str).collect();
    lines.sort_by_key(|line| line.split_whitespace().next_back().unwrap_or_default().to_owned());
    let text = lines.join("\n") + "\n";
    let path = in_repository("tests/public_api.txt");
    if std::env::var_os("NEWSMILL_UPDATE").is_some() {
        std::fs::write(&path, &text).expect("the list is written");
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    let [old, new]: [BTreeSet<&str>; 2] = [reviewed.lines().collect(), text.lines().collect()];
    let change = |sign: &str, a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
        a.difference(b).map(|line| format!("{sign} {line}")).collect::<Vec<_>>().join("\n")
    };
    assert!(
        reviewed == text,
        "the public interface is not the one in tests/public_api.txt:\n{}\n{}\nIf the change is meant, write the list anew and read its difference:\nNEWSMILL_UPDATE=1 cargo test --test suite public_api::",
        change("-", &old, &new),
        change("+", &new, &old)
    );
}

#[test]
fn the_inside_is_shown_to_nobody_by_default() {
    let manifest = std::fs::read_to_string(in_repository("Cargo.toml")).expect("Cargo.toml");
    let default =
        manifest.lines().find(|line| line.starts_with("default = ")).expect("default features");
    assert!(!default.contains("internals"), "{default}");
    let library = std::fs::read_to_string(in_repository("src/lib.rs")).expect("lib.rs");
    assert!(
        library.contains("#[cfg(feature = \"internals\")]\n#[doc(hidden)]\npub mod internals {")
    );
}
