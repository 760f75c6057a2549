//! A stream that ends once.

use std::io::{self, Read};

/// Reads a stream up to its first end. A terminal gives more after an end (Ctrl-D), which a user
/// would have to type again for each reader that asks twice.
pub(super) struct UntilEnd<R> {
    inner: R,
    is_ended: bool,
}

impl<R: Read> UntilEnd<R> {
    /// The bytes of `inner` before its first end.
    pub(super) fn new(inner: R) -> Self {
        Self { inner, is_ended: false }
    }
}

impl<R: Read> Read for UntilEnd<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.is_ended || out.is_empty() {
            return Ok(0);
        }
        let read = self.inner.read(out)?;
        self.is_ended = read == 0;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::options::ReadOptions;
    use crate::ingest::reader::{Origin, Reader};
    use crate::ingest::stream;
    use std::io::BufReader;

    /// A terminal: each read gives a line, and an empty one is an end.
    struct Terminal {
        lines: Vec<&'static [u8]>,
        reads: usize,
    }

    impl Read for &mut Terminal {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let line = self.lines.get(self.reads).copied().unwrap_or_default();
            self.reads += 1;
            out[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }

    #[test]
    fn the_first_end_is_the_end() {
        for lines in [
            vec![&b"On 3 March 2021 it rained.\n"[..], b"", b"More.\n"],
            vec![b"{\"text\": \"On 3 March 2021 it rained.\"}\n", b"", b"More.\n"],
            vec![b"id,text\n1,\"On 3 March 2021\"\n", b"", b"2,More\n"],
        ] {
            let mut terminal = Terminal { lines, reads: 0 };
            let options = ReadOptions::default();
            let mut items = Vec::new();
            let mut sink = |task: crate::ingest::Task| {
                items.extend(task.read(&options));
                true
            };
            let mut reader = Reader::new(&options, &mut sink, stream::read_entry);
            let mut input = BufReader::new(UntilEnd::new(&mut terminal));
            let flow = stream::read(&mut reader, &Origin::named("-", 0), &mut input);
            assert!(flow.is_continue());
            assert_eq!(terminal.reads, 2, "one line, one end");
            assert_eq!(items.len(), 1, "{items:?}");
        }
    }
}
