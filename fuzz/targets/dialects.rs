#![no_main]

#[path = "../../tests/suite/common/fuzzed.rs"]
#[allow(dead_code, reason = "each target runs one check")]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::check_dialects(bytes));
