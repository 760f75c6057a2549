//! `newsmill completions` and `newsmill man`: what shells and `man` know of the command line.

use crate::program::args::{Completions, Man, command_line};
use crate::program::{Host, Outcome};
use newsmill::{Error, ErrorKind};

/// Writes the completions for a shell to standard output.
pub(crate) fn completions(args: &Completions, host: &mut Host<'_>) -> Result<Outcome, Error> {
    // The generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command_line(), "newsmill", &mut script);
    host.out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// Writes a page for the program and for each command into a folder.
pub(crate) fn man(args: &Man) -> Result<Outcome, Error> {
    let dir = &args.dir;
    let cannot = |e: std::io::Error| {
        Error::while_doing(format!("{}: cannot write the pages", dir.display()), e)
            .with_kind(ErrorKind::Io)
    };
    std::fs::create_dir_all(dir).map_err(cannot)?;
    clap_mangen::generate_to(command_line(), dir).map_err(cannot)?;
    Ok(Outcome::Done)
}
