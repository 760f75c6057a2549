//! The program: see [`newsmill::program`].

use std::process::ExitCode;

/// Documents become thousands of small strings: allocation is a sixth of all work.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(newsmill::program::main(std::env::args_os()))
}
