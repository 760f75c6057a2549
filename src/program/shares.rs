//! What part of a run each stage takes, and how much of it is done.

use newsmill::archive::Stage;

/// What each stage costs for a byte of input, relative to the others: measured on mixed news, on two
/// threads.
const MAPPING: u64 = 70;
const LINKING: u64 = 14;
const WRITING: u64 = 16;
/// Of these parts of a stage, the last one is not counted by lines: near-duplicates and links are
/// solved behind the linking, facts and entities written behind the records.
const PARTS: u64 = 4;
/// The bar has so many parts.
const WHOLE: u64 = 1000;

/// How much of a run is done.
#[derive(Debug, Default)]
pub(super) struct Shares {
    /// Bytes of the inputs; 0 if they are not known.
    total: u64,
    /// Of these, those that an earlier run has extracted.
    reused: u64,
    stage: Option<Stage>,
    /// The part of the stage that is done.
    done: u64,
    of: u64,
    /// What was told last: a share never goes back.
    last: u64,
}

impl Shares {
    /// A run over so many bytes.
    pub(super) fn of(total: u64) -> Self {
        Self { total, ..Self::default() }
    }

    /// So many bytes need not be extracted again.
    pub(super) fn reuse(&mut self, bytes: u64) {
        self.reused = bytes.min(self.total);
    }

    pub(super) fn begin(&mut self, stage: Stage) {
        (self.stage, self.done, self.of) = (Some(stage), 0, 0);
    }

    /// So many bytes of the inputs were read, those that are reused among them.
    pub(super) fn read(&mut self, bytes: u64) {
        if self.stage == Some(Stage::Mapping) {
            self.of = self.total - self.reused;
            self.done = bytes.saturating_sub(self.reused).min(self.of);
        }
    }

    /// So many lines of the stage are done.
    pub(super) fn part(&mut self, done: u64, of: u64) {
        // The last part has no lines.
        (self.done, self.of) = (done * (PARTS - 1), of * PARTS);
    }

    /// The thousandths of the run that are done.
    pub(super) fn done(&mut self) -> u64 {
        // Without a total, nothing is known of the mapping but that it ends.
        let mapping = MAPPING * (self.total - self.reused);
        let (linking, writing) = (LINKING * self.total.max(1), WRITING * self.total.max(1));
        let (before, own) = match self.stage {
            None | Some(Stage::Reading) => (0, 0),
            Some(Stage::Mapping) => (0, mapping),
            Some(Stage::Linking) => (mapping, linking),
            Some(Stage::Writing) => (mapping + linking, writing),
            Some(Stage::Committing) => (mapping + linking + writing, 0),
        };
        let part = u128::from(own) * u128::from(self.done) / u128::from(self.of.max(1));
        let whole = u128::from(mapping + linking + writing);
        let done = (u128::from(before) + part) * u128::from(WHOLE) / whole;
        self.last = self.last.max(u64::try_from(done).unwrap_or(WHOLE).min(WHOLE));
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs through all stages, and gives what is done at the beginning of each and at the end.
    fn run(shares: &mut Shares, read: u64) -> Vec<u64> {
        let mut seen = Vec::new();
        let mut last = 0;
        for stage in
            [Stage::Reading, Stage::Mapping, Stage::Linking, Stage::Writing, Stage::Committing]
        {
            shares.begin(stage);
            seen.push(shares.done());
            for step in 1..=10 {
                match stage {
                    Stage::Mapping => shares.read(read * step / 10),
                    Stage::Linking | Stage::Writing => shares.part(step, 10),
                    Stage::Reading | Stage::Committing => {}
                }
                assert!(shares.done() >= last, "it never goes back");
                last = shares.done();
            }
        }
        seen
    }

    #[test]
    fn each_stage_has_its_share() {
        assert_eq!(run(&mut Shares::of(5_000_000), 5_000_000), [0, 0, 700, 840, 1000]);
        // Most is reused: what is left is linking and writing.
        let mut shares = Shares::of(5_000_000);
        shares.reuse(4_900_000);
        assert_eq!(run(&mut shares, 5_000_000), [0, 0, 44, 490, 1000]);
        // Of a pipe nobody knows the length.
        assert_eq!(run(&mut Shares::of(0), 5_000_000), [0, 0, 0, 466, 1000]);
        // More is read than was told: a file grew.
        assert_eq!(run(&mut Shares::of(1000), 9000), [0, 0, 700, 840, 1000]);
    }
}
