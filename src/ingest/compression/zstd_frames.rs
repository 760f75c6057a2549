//! Frames before the first frame of data in a zstd file: pzstd writes the length of each frame
//! there, and crawlers a dictionary.

use super::damage::Damage;
use std::io::{self, BufRead, Read};

/// What begins a frame of data.
const FRAME: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// What begins a dictionary.
const DICTIONARY: [u8; 4] = [0x37, 0xA4, 0x30, 0xEC];

/// Whether these four bytes begin a frame that decoders skip.
fn is_skippable(mark: &[u8]) -> bool {
    matches!(mark, [0x50..=0x5F, 0x2A, 0x4D, 0x18])
}

/// Whether a file that begins so is compressed by zstd.
pub(super) fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(&FRAME) || head.get(..4).is_some_and(is_skippable)
}

/// Skips what stands before the first frame of data.
///
/// # Errors
///
/// The frame of data needs a dictionary, or there is none.
pub(super) fn check(input: &mut dyn BufRead) -> io::Result<()> {
    let mut dictionary = false;
    loop {
        let bytes = input.fill_buf()?;
        // A frame that is split over two reads is left to the decoder.
        let Some(mark) = bytes.get(..4) else { return Ok(()) };
        if !is_skippable(mark) {
            return match dictionary_id(bytes) {
                Some(id) => Err(needs(id)),
                None if dictionary => Err(needs(0)),
                None => Ok(()),
            };
        }
        let mut head = [0; 8];
        input.read_exact(&mut head)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let begin = input.fill_buf()?;
        // A dictionary is written as it is, or as a frame of its own.
        dictionary |=
            head[0] == 0x5D && (begin.starts_with(&FRAME) || begin.starts_with(&DICTIONARY));
        io::copy(&mut input.take(u64::from(length)), &mut io::sink())?;
    }
}

/// The dictionary that the frame at the beginning of these bytes names.
fn dictionary_id(frame: &[u8]) -> Option<u64> {
    let descriptor = *frame.strip_prefix(&FRAME)?.first()?;
    let length = [0, 1, 2, 4][usize::from(descriptor & 3)];
    // The window's size stands before it, unless the frame is one segment.
    let from = if descriptor & 0x20 == 0 { 6 } else { 5 };
    let id = frame.get(from..from + length).filter(|id| !id.is_empty())?;
    Some(id.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn needs(id: u64) -> io::Error {
    let which = if id == 0 { "a dictionary".to_owned() } else { format!("the dictionary {id}") };
    let detail = format!(
        "the zstd stream needs {which}, which is not used; unpack the file by a program that has it (zstd -d -D DICTIONARY) and give the result"
    );
    Damage::error("dictionary", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_before_data() {
        let pzstd = [&b"\x50\x2A\x4D\x18\x04\0\0\0\x10\0\0\0"[..], &FRAME, b"\0\x58data"].concat();
        let mut input = pzstd.as_slice();
        assert!(is_zstd(input));
        check(&mut input).unwrap();
        assert!(input.starts_with(&FRAME));
        for (frame, id) in [
            (&b"\x28\xB5\x2F\xFD\x01\x58\x07"[..], "dictionary 7,"),
            (b"\x28\xB5\x2F\xFD\x22\x34\x12data", "dictionary 4660,"),
            (
                b"\x5D\x2A\x4D\x18\x04\0\0\0\x37\xA4\x30\xEC\x28\xB5\x2F\xFD\0\x58",
                "needs a dictionary,",
            ),
        ] {
            let error = check(&mut &*frame).unwrap_err();
            assert!(error.to_string().contains(id), "{error}");
        }
        assert!(check(&mut &b"\x5D\x2A\x4D\x18\x09\0\0\0ab"[..]).is_ok());
        assert!(!is_zstd(b"PK\x03\x04"));
    }
}
