//! A number of bytes as people write it.

use std::fmt;
use std::str::FromStr;

/// Bytes: `33554432`, `32MiB`, `32MB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size(pub(super) u64);

/// Units, in lower case, with their bytes. The binary ones come first: they are shown.
const UNITS: [(&str, u64); 8] = [
    ("TiB", 1 << 40),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("KB", 1_000),
];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = unit.trim();
        let factor = match unit {
            "" | "B" => Some(1),
            _ => UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).map(|u| u.1),
        };
        let bytes = number.parse::<u64>().ok().zip(factor).and_then(|(n, f)| n.checked_mul(f));
        bytes.map(Self).ok_or_else(|| {
            "write a whole number of bytes, or one with KB, MB, GB, TB (thousands) or KiB, MiB, GiB, TiB (1024s): 32MiB"
                .to_owned()
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |(_, bytes): &&(&str, u64)| self.0 >= *bytes && self.0.is_multiple_of(*bytes);
        match UNITS[..4].iter().find(whole) {
            Some((name, bytes)) => write!(f, "{}{name}", self.0 / bytes),
            None => write!(f, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, bytes) in [
            ("0", 0),
            ("300", 300),
            ("300B", 300),
            ("32MB", 32_000_000),
            ("32MiB", 32 << 20),
            ("32 mib", 32 << 20),
            ("4gb", 4_000_000_000),
            ("1TiB", 1 << 40),
            ("7kb", 7000),
        ] {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
            assert_eq!(Size(bytes).to_string().parse(), Ok(Size(bytes)));
        }
        for text in ["", "MB", "-1", "1.5MB", "32M", "32 apples", "99999999TiB", "1e6"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
        assert_eq!(Size(32 << 20).to_string(), "32MiB");
        assert_eq!(Size(32_000_000).to_string(), "31250KiB");
        assert_eq!(Size(1001).to_string(), "1001");
    }
}
