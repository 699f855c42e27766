//! Other programs: how they are called, watched and heard.

use crate::repo;
use anyhow::{Context, Result, bail};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Command;

/// Of a line that is longer, only so many characters are shown.
const WIDEST: usize = 1000;

/// A command that runs in the repository, without the variables that `cargo
/// run` gave to us: build scripts would take them for a change and build anew.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(repo::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    // `cargo install` puts its programs here; not every PATH knows.
    if let Some(bin) = cargo_bin()
        && let Some(path) = std::env::var_os("PATH")
    {
        let folders = std::env::split_paths(&path).chain([bin]);
        if let Ok(path) = std::env::join_paths(folders) {
            command.env("PATH", path);
        }
    }
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm is a batch file on Windows, and must be called by its whole name.
pub fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Where `cargo install` puts programs.
fn cargo_bin() -> Option<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Some(PathBuf::from(home).join("bin"));
    }
    Some(std::env::home_dir()?.join(".cargo").join("bin"))
}

/// The program of that name on the PATH (or where `cargo install` puts it).
pub fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(cargo_bin())
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// How a program ended and all that it printed.
pub struct Ended {
    pub success: bool,
    pub output: String,
}

/// Shows the command, runs it, shows its output as it comes and keeps it too.
/// An error means that it could not even be started.
pub fn watch(mut command: Command) -> Result<Ended> {
    let line = shown(&command);
    println!("$ {line}");
    // One pipe for both streams, so that the lines stay in order.
    let (reader, writer) = std::io::pipe()?;
    command
        .env("CARGO_TERM_COLOR", "never") // colours would hide what we read
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .stdin(std::process::Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    let mut child = command.spawn().with_context(|| format!("`{line}` cannot be started"))?;
    drop(command); // our ends of the pipe: else it would never close

    let mut output = String::new();
    let mut reader = BufReader::new(reader);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        let text = String::from_utf8_lossy(&bytes);
        print!("{}", clipped(&text));
        std::io::stdout().flush()?;
        output += &text;
        bytes.clear();
    }
    let success = child.wait()?.success();
    Ok(Ended { success, output })
}

/// The line as it is shown: a test may print a whole picture in one.
fn clipped(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(WIDEST) {
        None => line.into(),
        Some((end, _)) => format!("{} … (cut)\n", &line[..end]).into(),
    }
}

/// [`watch`], for a command whose failure is the end of the matter.
pub fn must(command: Command) -> Result<()> {
    let line = shown(&command);
    if !watch(command)?.success {
        bail!("`{line}` failed; its own words are above.");
    }
    Ok(())
}

/// What a program prints, unseen; nothing if it fails or is not there.
pub fn ask(mut command: Command) -> Option<String> {
    let answer = command.output().ok().filter(|o| o.status.success())?;
    Some(String::from_utf8_lossy(&answer.stdout).into_owned())
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let mut line = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line += " ";
        line += &argument.to_string_lossy();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_and_failure_are_both_kept() {
        let mut broken = cargo();
        broken.arg("no-such-command");
        let ended = watch(broken).unwrap();
        assert!(!ended.success);
        assert!(ended.output.contains("no-such-command"), "{}", ended.output);
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_with_its_name() {
        let error = watch(command("no-such-program-anywhere")).err().unwrap();
        let sentence = format!("{error:#}");
        assert!(sentence.starts_with("`no-such-program-anywhere` cannot be started"), "{sentence}");
    }

    #[test]
    fn only_very_long_lines_are_clipped() {
        assert_eq!(clipped("ok\n"), "ok\n");
        let long = "ℹ".repeat(WIDEST + 1) + "\n";
        assert_eq!(clipped(&long), "ℹ".repeat(WIDEST) + " … (cut)\n");
    }

    #[test]
    fn cargo_is_found() {
        assert!(find("cargo").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }
}
