//! A table of organisations in compiled form: its text, its aliases and the index of each language,
//! as one run of bytes that loads without inflecting a name.

use crate::org_table::{columns, name_columns};
use crate::{Error, Lang, NameIndex, OrgTable, Result, by_lang};
use bytes::Bytes;
use std::sync::OnceLock;

/// What the bytes begin with.
const MAGIC: &[u8; 8] = b"nmtable1";
/// Bytes before the parts: the magic, the fingerprint, the checksum, the lengths of the parts.
const HEAD: usize = 8 + 8 + 8 + PARTS * 8;
/// Text, aliases, an index for each language.
const PARTS: usize = 5;

/// The parts of a compiled table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledTable {
    /// The table as it was written.
    pub text: String,
    /// Its aliases, 12 bytes each.
    pub aliases: Bytes,
    /// The index of each language.
    pub index: [Bytes; 3],
}

impl CompiledTable {
    /// Whether bytes begin as a compiled table does.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }

    /// The bytes: magic, fingerprint of this crate, checksum and lengths (each `u64`, little-endian),
    /// then the parts.
    pub fn to_bytes(&self) -> Vec<u8> {
        let parts =
            [self.text.as_bytes(), &self.aliases, &self.index[0], &self.index[1], &self.index[2]];
        let mut out = MAGIC.to_vec();
        let number = |n: u64| n.to_le_bytes();
        out.extend(number(fingerprint()));
        out.extend(number(parts.iter().fold(SEED, |hash, part| fnv(hash, part))));
        parts.iter().for_each(|part| out.extend(number(part.len() as u64)));
        parts.iter().for_each(|part| out.extend_from_slice(part));
        out
    }

    /// Reads bytes. `name` is the file's, for messages. Aliases and indexes share the bytes.
    ///
    /// # Errors
    ///
    /// Bytes that are damaged, or that another version of this crate wrote; the message names the
    /// cure.
    pub fn read(name: &str, bytes: impl Into<Bytes>) -> Result<Self> {
        let bytes = bytes.into();
        let fault = |what: &str| {
            Error::new(format!(
                "{name}: {what}; compile the table again: newsmill gazetteer compile"
            ))
        };
        let number = |at: usize| {
            let bytes = bytes.get(at..at + 8).and_then(|b| b.try_into().ok());
            bytes.map(u64::from_le_bytes).ok_or_else(|| fault("the compiled table is cut short"))
        };
        if number(8)? != fingerprint() {
            return Err(fault("another version of newsmill compiled this table"));
        }
        let mut parts: Vec<Bytes> = Vec::with_capacity(PARTS);
        let mut at = HEAD;
        for part in 0..PARTS {
            let length = usize::try_from(number(24 + part * 8)?).ok();
            let end = length.and_then(|length| at.checked_add(length));
            let end = end.filter(|end| *end <= bytes.len());
            let end = end.ok_or_else(|| fault("the compiled table is cut short"))?;
            parts.push(bytes.slice(at..end));
            at = end;
        }
        let whole = number(16)? == parts.iter().fold(SEED, |hash, part| fnv(hash, part));
        let text = String::from_utf8(parts[0].to_vec()).ok();
        let text = text.filter(|_| whole && at == bytes.len());
        let text = text.ok_or_else(|| fault("the compiled table is damaged"))?;
        let index = by_lang(|lang: Lang| parts[2 + lang.index()].clone());
        Ok(Self { text, aliases: parts[1].clone(), index })
    }
}

impl OrgTable {
    /// Takes a table in compiled form.
    pub fn of_compiled(name: String, compiled: CompiledTable) -> Self {
        let header = compiled.text.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
        Self {
            name: name.into(),
            columns: columns(header),
            names: name_columns(header),
            aliases: compiled.aliases,
            index: compiled.index.map(|bytes| OnceLock::from(NameIndex::read(bytes))),
            text: compiled.text.into(),
        }
    }

    /// The compiled form.
    pub fn to_compiled(&self) -> CompiledTable {
        CompiledTable {
            text: self.text.clone().into_owned(),
            aliases: self.aliases.clone(),
            index: by_lang(|lang| self.names(lang).shared()),
        }
    }
}

/// Tells versions of this crate apart: their tables differ.
fn fingerprint() -> u64 {
    crate::SOURCES.iter().fold(SEED, |hash, source| fnv(hash, source.as_bytes()))
}

/// The start of FNV-1a with 64 bits.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over words of eight bytes; what is left over counts byte by byte.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3);
    let (words, rest) = bytes.as_chunks();
    let hash = words.iter().fold(hash, |hash, word| step(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n\
        aa/tarn\tcompany\tGB\tTarn Lifting\t\tТарн\t\t\town\n";

    #[test]
    fn what_was_written_is_read() {
        let table = OrgTable::new("t.tsv".to_owned(), TABLE.to_owned()).unwrap();
        let bytes = table.to_compiled().to_bytes();
        let read = CompiledTable::read("t.nmt", bytes.clone()).unwrap();
        let read = OrgTable::of_compiled("t.nmt".to_owned(), read);
        for lang in Lang::ALL {
            assert_eq!(read.names(lang).bytes(), table.names(lang).bytes());
        }
        assert!(read.aliases().eq(table.aliases()));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let table = OrgTable::new("t.tsv".to_owned(), TABLE.to_owned()).unwrap();
        let bytes = table.to_compiled().to_bytes();
        for cut in [0, 9, HEAD - 1, HEAD + 3, bytes.len() - 1] {
            let error =
                CompiledTable::read("t.nmt", bytes[..cut].to_vec()).unwrap_err().to_string();
            assert!(error.contains("compile the table again"), "{error}");
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert!(at < 8 || CompiledTable::read("t.nmt", bytes).is_err(), "byte {at}");
        }
    }
}
