//! Marks and numbers in zip archives.

/// What begins an entry.
pub(in crate::ingest) const ENTRY: &[u8] = b"PK\x03\x04";
/// What begins the lengths and the checksum behind an entry that was written to a pipe.
pub(in crate::ingest) const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// What begins an entry of the list at the end.
pub(in crate::ingest) const LISTED: &[u8] = b"PK\x01\x02";
/// What begins the end of the list.
pub(in crate::ingest) const LIST_END: &[u8] = b"PK\x05\x06";
/// What begins the place of the end of the list of a large archive.
pub(in crate::ingest) const LOCATOR: &[u8] = b"PK\x06\x07";
/// What begins the end of the list of a large archive.
pub(in crate::ingest) const LIST_END_64: &[u8] = b"PK\x06\x06";

/// A length that is stated in the extra field instead.
pub(in crate::ingest) const IN_EXTRA: u64 = 0xFFFF_FFFF;

/// The little-endian number of two bytes at a place; 0 beyond the end.
pub(in crate::ingest) fn u16_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 2).map_or(0, |b| u64::from(b[0]) | u64::from(b[1]) << 8)
}

/// The little-endian number of four bytes at a place.
pub(in crate::ingest) fn u32_at(bytes: &[u8], at: usize) -> u64 {
    u16_at(bytes, at) | u16_at(bytes, at + 2) << 16
}

/// The little-endian number of eight bytes at a place.
pub(in crate::ingest) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u32_at(bytes, at) | u32_at(bytes, at + 4) << 32
}
