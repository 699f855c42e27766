//! The command line, as words in and a [`Task`] out.

/// What the caller asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Wasm,
    /// All that a page needs, in `dist`.
    Build,
    /// `port` is absent if the caller leaves the choice to us.
    Serve {
        port: Option<u16>,
        open: bool,
    },
    /// No stage named means all of them.
    Test {
        stages: Vec<String>,
    },
    ListStages,
}

pub const HELP: &str = "\
./serve [--port N] [--no-open]   build, serve the page on 127.0.0.1, open the browser
./test [STAGE...]                install what is missing and run all tests, or these stages
./test --list                    name the stages
./build                          write dist/: the element, its single file, types, a zip; print sizes
cargo xtask wasm                 build www/pkg (the core as WebAssembly)

The first four are also: cargo xtask serve, cargo xtask test, cargo xtask build.
";

/// Reads the words after `cargo xtask`; the error is a sentence for the caller.
pub fn parse(words: &[String]) -> Result<Task, String> {
    let mut words = words.iter().map(String::as_str);
    match words.next() {
        None | Some("help" | "--help" | "-h") => Ok(Task::Help),
        Some("wasm") => alone("wasm", Task::Wasm, words),
        Some("build") => alone("build", Task::Build, words),
        Some("serve") => serve(words),
        Some("test") => test(words),
        Some(word) => Err(format!("There is no task `{word}`.")),
    }
}

/// A task that takes no arguments.
fn alone<'a>(
    name: &str,
    task: Task,
    mut words: impl Iterator<Item = &'a str>,
) -> Result<Task, String> {
    match words.next() {
        None => Ok(task),
        Some("--help" | "-h") => Ok(Task::Help),
        Some(word) => Err(format!("`{name}` takes no arguments, but got `{word}`.")),
    }
}

fn serve<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Task, String> {
    let (mut port, mut open) = (None, true);
    while let Some(word) = words.next() {
        match word {
            "--no-open" => open = false,
            "--port" => {
                let number = words.next().ok_or("`--port` needs a number after it.")?;
                port = Some(port_number(number)?);
            }
            "--help" | "-h" => return Ok(Task::Help),
            _ => match word.strip_prefix("--port=") {
                Some(number) => port = Some(port_number(number)?),
                None => return Err(format!("`serve` does not know `{word}`.")),
            },
        }
    }
    Ok(Task::Serve { port, open })
}

fn port_number(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err(format!("`{text}` is no port: it must be a number from 1 to 65535.")),
        Ok(port) => Ok(port),
    }
}

fn test<'a>(words: impl Iterator<Item = &'a str>) -> Result<Task, String> {
    let mut stages = Vec::new();
    let mut list = false;
    for word in words {
        match word {
            "--list" => list = true,
            "--help" | "-h" => return Ok(Task::Help),
            _ if word.starts_with('-') => return Err(format!("`test` does not know `{word}`.")),
            _ => stages.push(word.to_owned()),
        }
    }
    Ok(if list { Task::ListStages } else { Task::Test { stages } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Task, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    #[test]
    fn every_task_is_understood() {
        let test =
            |stages: &[&str]| Task::Test { stages: stages.iter().map(|s| s.to_string()).collect() };
        let serve = |port, open| Task::Serve { port, open };
        for (line, task) in [
            ("", Task::Help),
            ("help", Task::Help),
            ("serve --help", Task::Help),
            ("wasm", Task::Wasm),
            ("build", Task::Build),
            ("serve", serve(None, true)),
            ("serve --no-open", serve(None, false)),
            ("serve --port 80", serve(Some(80), true)),
            ("serve --no-open --port=65535", serve(Some(65535), false)),
            ("test", test(&[])),
            ("test fmt browser", test(&["fmt", "browser"])),
            ("test --list", Task::ListStages),
        ] {
            assert_eq!(parse_line(line), Ok(task), "{line}");
        }
    }

    #[test]
    fn nonsense_is_answered_with_a_sentence() {
        for (line, sentence) in [
            ("bake", "There is no task `bake`."),
            ("build fast", "`build` takes no arguments, but got `fast`."),
            ("wasm fast", "`wasm` takes no arguments, but got `fast`."),
            ("serve --port", "`--port` needs a number after it."),
            ("serve --port 0", "`0` is no port: it must be a number from 1 to 65535."),
            ("serve --port=65536", "`65536` is no port: it must be a number from 1 to 65535."),
            ("serve here", "`serve` does not know `here`."),
            ("test --fast", "`test` does not know `--fast`."),
        ] {
            assert_eq!(parse_line(line), Err(sentence.to_owned()), "{line}");
        }
    }
}
