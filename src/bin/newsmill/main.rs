//! newsmill

fn main() {}
