//! The stages of `./test`: what each runs, what it needs, how it counts.

use crate::child;
use crate::install::{self, Need};
use crate::repo;
use crate::tally::Judge;
use crate::wasm;
use anyhow::{Context, Result};
use std::process::Command;

pub struct Stage {
    pub name: &'static str,
    /// For `./test --list`.
    pub about: &'static str,
    pub needs: &'static [Need],
    pub judge: Judge,
    /// The commands, of which all are run. None: to have the needs is all.
    pub commands: fn() -> Result<Vec<Command>>,
}

/// In the order in which they run: what is quick to tell comes first.
pub const STAGES: &[Stage] = &[
    Stage {
        name: "fmt",
        about: "the Rust is formatted (if not: cargo fmt --all)",
        needs: &[Need::Components],
        judge: Judge::Check,
        commands: || one(cargo("fmt --all --check -- -l")),
    },
    Stage {
        name: "clippy",
        about: "clippy and the compiler have no warning",
        needs: &[Need::Components],
        judge: Judge::Check,
        // Apart and in its own profile, as everywhere: so xtask's dependencies
        // are not built a second time with the features that the core asks for.
        commands: || {
            Ok(vec![
                cargo("clippy --workspace --exclude xtask --all-targets -- --deny=warnings"),
                cargo("clippy --package xtask --profile xtask --all-targets -- --deny=warnings"),
            ])
        },
    },
    Stage {
        name: "clippy-wasm",
        about: "nor have they where only WebAssembly sees it",
        needs: &[Need::Components, Need::WasmTarget],
        judge: Judge::Check,
        commands: || {
            let mut clippy = cargo("clippy --package tls-airmail --lib --tests --target");
            clippy.args([wasm::TARGET, "--", "--deny=warnings"]);
            one(clippy)
        },
    },
    Stage {
        name: "rust",
        about: "the tests of the core, interoperation with OpenSSL and tshark among them",
        needs: &[Need::OpenSsl, Need::Tshark],
        judge: Judge::Tests,
        commands: || one(cargo("test --workspace --exclude xtask --no-fail-fast")),
    },
    Stage {
        name: "xtask",
        about: "the tests of these tools",
        needs: &[],
        judge: Judge::Tests,
        commands: || one(cargo("test --package xtask --profile xtask --no-fail-fast")),
    },
    Stage {
        name: "wasm",
        about: "www/pkg builds",
        needs: &[Need::WasmTarget, Need::Package],
        judge: Judge::Check,
        commands: || Ok(Vec::new()),
    },
    Stage {
        name: "wasm-pack",
        about: "the core's tests inside Chromium",
        needs: &[Need::WasmTarget, Need::Chromium, Need::WasmPack, Need::BindgenCli],
        judge: Judge::Tests,
        commands: || one(wasm_pack()?),
    },
    Stage {
        name: "www",
        about: "the tests of the page's pure modules, in Node.js, and of the shell samples",
        needs: &[Need::Node, Need::OpenSsl],
        judge: Judge::Tests,
        commands: www,
    },
    Stage {
        name: "types",
        about: "the types written in the page's comments hold (tsc --checkJs)",
        needs: &[Need::NodeModules, Need::WasmTarget, Need::Package],
        judge: Judge::Check,
        commands: || one(node(&["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"])),
    },
    Stage {
        name: "browser",
        about: "the page in Chromium",
        needs: &[Need::Chromium, Need::Jekyll, Need::NodeModules, Need::WasmTarget, Need::Package],
        judge: Judge::Tests,
        commands: || one(browser()?),
    },
    Stage {
        name: "firefox",
        about: "what must hold in every browser, in Firefox",
        needs: &[Need::Firefox, Need::NodeModules, Need::WasmTarget, Need::Package],
        judge: Judge::Tests,
        commands: || {
            let mut node = node(&["tests/engines/run.mjs", "firefox"]);
            node.env("FIREFOX", install::firefox().context("Firefox is gone")?);
            one(node)
        },
    },
    Stage {
        name: "webkit",
        about: "what must hold in every browser, in WebKitGTK",
        needs: &[Need::WebKit, Need::NodeModules, Need::WasmTarget, Need::Package],
        judge: Judge::Tests,
        commands: || {
            let mut node = node(&["tests/engines/run.mjs", "webkit"]);
            node.env("MINIBROWSER", install::minibrowser().context("MiniBrowser is gone")?);
            one(node)
        },
    },
];

/// The stages of these names, or all; an unknown name is an error.
pub fn chosen(names: &[String]) -> Result<Vec<&'static Stage>, String> {
    if let Some(name) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        return Err(format!("There is no stage `{name}`. The stages are: {}.", known.join(", ")));
    }
    Ok(STAGES
        .iter()
        .filter(|stage| names.is_empty() || names.iter().any(|name| name == stage.name))
        .collect())
}

fn one(command: Command) -> Result<Vec<Command>> {
    Ok(vec![command])
}

/// cargo with the words of this line.
fn cargo(line: &str) -> Command {
    let mut cargo = child::cargo();
    cargo.args(line.split_whitespace());
    cargo
}

fn node(arguments: &[&str]) -> Command {
    let mut node = child::command("node");
    node.args(arguments);
    node
}

/// In the dev profile: it checks for overflow, its dependencies are optimised
/// so that RSA is quick enough, and it builds no slower than release.
fn wasm_pack() -> Result<Command> {
    let driver = install::chromedriver().context("chromedriver is gone")?;
    let mut command = child::command("wasm-pack");
    command.args(["test", "--mode", "no-install", "--headless", "--chrome"]);
    command.arg("--chromedriver").arg(driver);
    // The default of 20 s is for all tests together.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    Ok(command)
}

fn www() -> Result<Vec<Command>> {
    let tests = repo::files("tests/www", ".test.mjs")?;
    if tests.is_empty() {
        return Ok(Vec::new());
    }
    let mut node = node(&["--test", "--test-reporter=spec"]);
    for test in tests {
        node.arg(test.strip_prefix(repo::root())?);
    }
    one(node)
}

fn browser() -> Result<Command> {
    let chromium = install::chromium().context("Chromium is gone")?;
    let mut node = node(&["tests/browser/run.mjs"]);
    node.env("CHROMIUM", chromium);
    Ok(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chosen: &[&Stage]) -> Vec<&'static str> {
        chosen.iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn no_name_means_all_stages() {
        assert_eq!(chosen(&[]).unwrap().len(), STAGES.len());
    }

    #[test]
    fn named_stages_run_once_each_in_the_order_of_the_table() {
        let words = ["browser", "fmt", "browser"].map(str::to_owned);
        assert_eq!(names(&chosen(&words).unwrap()), ["fmt", "browser"]);
    }

    #[test]
    fn an_unknown_stage_is_answered_with_the_known_ones() {
        let sentence = chosen(&["lint".to_owned()]).err().unwrap();
        assert!(sentence.starts_with("There is no stage `lint`."), "{sentence}");
        assert!(sentence.contains("fmt, clippy"), "{sentence}");
    }

    #[test]
    fn stage_names_are_unique() {
        for (index, stage) in STAGES.iter().enumerate() {
            assert!(STAGES[..index].iter().all(|other| other.name != stage.name));
        }
    }
}
