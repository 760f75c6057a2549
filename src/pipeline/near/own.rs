//! What a sketch has of its own: its hashes without those that are frequent in an outlet.

use super::sketch::{FEWEST, Sketch};

/// The hashes of a sketch that count.
#[derive(Debug)]
pub(super) struct Own {
    /// Ascending. The lowest bit says whether the run holds a value.
    hashes: Vec<u32>,
    /// The hash up to which they are complete.
    limit: u32,
}

/// With so many runs that hold a value, these must be shared too.
const VALUES: usize = 4;

/// A text with fewer runs is a stub.
const STUB: usize = 40;

const BINS: usize = 128;

/// Runs with a value that are keys, of a text shorter than there are bins.
const KEYS: usize = 16;

impl Own {
    /// The hashes of a sketch for which `counts` holds. It gets the hash without its lowest bit.
    pub(super) fn of(sketch: &Sketch, counts: impl Fn(u32) -> bool) -> Self {
        let mut hashes = sketch.hashes().to_vec();
        hashes.retain(|hash| counts(hash >> 1));
        Self { hashes, limit: sketch.limit() }
    }

    /// Whether at least half of the shorter text's runs stand in the other, and at least half of
    /// its runs with values.
    ///
    /// Three fifths are needed where few runs hold values. Few runs tell less: a stub without
    /// values needs three quarters, one beside a much longer text two thirds. Few edits break many runs of a
    /// stub: of two stubs two fifths of the longer one's are enough beside the values.
    pub(super) fn near(&self, other: &Self) -> bool {
        let limit = self.limit.min(other.limit) >> 1;
        let part = |s: &Self| s.hashes.partition_point(|h| *h >> 1 <= limit);
        let (mut x, mut y) = (&self.hashes[..part(self)], &other.hashes[..part(other)]);
        let (least, most) = (x.len().min(y.len()), x.len().max(y.len()));
        let values = |hashes: &[u32]| hashes.iter().filter(|h| *h & 1 == 1).count();
        let (mut in_x, mut in_y) = (values(x), values(y));
        let (mut shared, mut shared_values) = (0, 0);
        while let (Some(&a), Some(&b)) = (x.first(), y.first()) {
            if a >> 1 == b >> 1 {
                // What is a name in one text may open a sentence in the other.
                let value = (a | b) & 1;
                shared += 1;
                shared_values += value as usize;
                in_x += (value & !a) as usize;
                in_y += (value & !b) as usize;
            }
            if a >> 1 <= b >> 1 {
                x = &x[1..];
            }
            if b >> 1 <= a >> 1 {
                y = &y[1..];
            }
        }
        let values = in_x.min(in_y);
        let stub = least < STUB;
        let runs = match (values < VALUES, stub) {
            (true, true) => shared * 4 >= least * 3,
            (true, false) => shared * 5 >= least * 3,
            // A citation or a date in two sentences is soon half of one of them.
            (false, true) if most > least * 2 => shared * 3 >= least * 2,
            (false, _) => shared * 2 >= least || most < STUB && shared * 5 >= most * 2,
        };
        let enough = runs && (values < VALUES || shared_values * 2 >= values);
        least >= FEWEST && enough
    }

    /// Keys, of which near-copies share at least one with near certainty.
    ///
    /// Each of 128 bins holds the least hash of those that fall into it; two neighbouring bins make
    /// a key. The bins of a short text are nearly empty. So the runs with values whose hash is in
    /// the lowest eighth are keys as well, and in a short text the first sixteen of them.
    ///
    /// What is near to nothing, because too little of it counts, has no keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        let judged = self.hashes.len() >= FEWEST;
        let mut bins = [None; BINS];
        let short = self.hashes.len() < BINS;
        let values = self.hashes.iter().filter(|h| *h & 1 == 1).count();
        let mut singles = 0;
        let single = self.hashes.iter().filter(move |hash| {
            // A text without values has only its other runs.
            let fits = values < VALUES || **hash & 1 == 1;
            singles += usize::from(fits);
            fits && (**hash < u32::MAX >> 3 || short && singles <= KEYS)
        });
        for hash in &self.hashes {
            let bin = (*hash >> 1) as usize % BINS;
            bins[bin] = bins[bin].or(Some(*hash >> 1));
        }
        let pairs = (0..BINS / 2).filter_map(move |band| {
            let (a, b) = (bins[band * 2]?, bins[band * 2 + 1]?);
            Some(u64::from(a) << 32 | u64::from(b))
        });
        // The upper half of a pair's key is below 2^31.
        let singles = single.map(|hash| 1 << 63 | u64::from(*hash >> 1));
        pairs.chain(singles).filter(move |_| judged).map(|key| {
            let key = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            key ^ key >> 29
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::text::Text;

    fn own(text: &str) -> Own {
        Own::of(&Sketch::of(&Text::new(text, Some(Lang::En))), |_| true)
    }

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{} ", i * 7919 % 10007)).collect()
    }

    #[test]
    fn half_is_near() {
        let whole = own(&words(0, 900));
        assert!(whole.near(&whole));
        assert!(whole.near(&own(&words(0, 300))), "a third of a text is near to it");
        assert!(
            whole.near(&own(&format!("{}{}", words(0, 200), words(2000, 2080)))),
            "and so with a new lead"
        );
        assert!(!whole.near(&own(&format!("{}{}", words(0, 100), words(2000, 2300)))));
        assert!(!whole.near(&own(&words(2000, 2900))));
        assert!(!own("too short").near(&own("too short")));
    }

    #[test]
    fn other_values_keep_apart() {
        // Each sum stands in a run of seven words that stays.
        let bond = |from: usize| -> String {
            (0..40).map(|i| format!("{} {} ", words(i * 7, i * 7 + 7), from + i * 11)).collect()
        };
        assert!(own(&bond(0)).near(&own(&bond(0))));
        assert!(!own(&bond(0)).near(&own(&bond(5))));
        // What counts in neither text decides nothing.
        let sketch = |from| Sketch::of(&Text::new(&bond(from), Some(Lang::En)));
        let values = |from| Own::of(&sketch(from), |_| false);
        assert!(!values(0).near(&values(0)));
    }

    #[test]
    fn what_can_be_near_to_nothing_has_no_keys() {
        let of = |hashes: u32| {
            let sketch = Sketch::from_hashes((0..hashes).map(|hash| hash * 2).collect());
            let own = Own::of(&sketch, |_| true);
            (own.near(&own), own.keys().count() > 0)
        };
        let fewest = FEWEST as u32;
        assert_eq!([fewest - 1, fewest].map(of), [(false, false), (true, true)]);
    }

    #[test]
    fn near_texts_share_a_key() {
        let whole: Vec<u64> = own(&words(0, 900)).keys().collect();
        assert!(own(&words(0, 400)).keys().any(|key| whole.contains(&key)));
        assert!(!own(&words(2000, 2900)).keys().any(|key| whole.contains(&key)));
        let stub: Vec<u64> = own(&words(0, 20)).keys().collect();
        assert!(own(&words(5, 25)).keys().any(|key| stub.contains(&key)));
    }
}
