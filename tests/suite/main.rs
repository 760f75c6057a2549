//! Every test that sees the library from outside or runs the program, as one program: linking one
//! takes seconds, linking thirty took minutes. Run a part by its module's name: `cargo test --test
//! suite cases::`.

mod common;
mod packs;

mod archives;
mod caps;
mod cases;
mod check;
mod ci_use;
mod cli;
mod configuration;
mod containers;
mod dates;
mod determinism;
mod dialects;
mod diff;
mod docs;
mod encodings;
mod endure;
mod examples;
mod explain;
mod exports;
mod facts;
mod focus;
mod fuzz;
mod gazetteers;
mod gold;
mod gold_records;
mod golden;
mod hostile;
mod identity;
mod ids;
mod imports;
mod inputs;
mod layers;
mod linking;
mod links;
mod memory;
mod money;
mod near;
mod offsets;
mod page_dates;
mod pages;
mod parquet;
mod progress;
mod properties;
mod public_api;
mod reading;
mod records;
mod release;
mod report;
mod soak;
mod storage;
mod whitespace;
mod work;
