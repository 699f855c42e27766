//! The tools of tls-airmail: `cargo xtask help` lists them.
//!
//! `./serve`, `./test` and `./build` are one line each over this program, so that they do
//! the same on every system that has Rust.

mod args;
mod browse;
mod child;
mod install;
mod lock;
mod repo;
mod serve;
mod stages;
mod tally;
mod test;
mod wasm;

use args::Task;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let task = match args::parse(&words) {
        Ok(task) => task,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };
    match perform(task) {
        Ok(code) => code,
        Err(error) => {
            // One line a cause, outermost first: what was wrong, then why.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Help => print!("{}", args::HELP),
        Task::Wasm => wasm::build()?,
        Task::Build => {
            let mut kit = install::Kit::default();
            kit.ensure(install::Need::NodeModules)?;
            wasm::build()?;
            let mut node = child::command("node");
            node.arg("pack/pack.mjs");
            child::must(node)?;
        }
        Task::Serve { port, open } => {
            // The port first: that it is taken is no news to wait for.
            let listener = serve::bind(port)?;
            wasm::build()?;
            serve::serve(listener, open)?;
        }
        Task::ListStages => test::list(),
        Task::Test { stages } => return test::run(&stages),
    }
    Ok(ExitCode::SUCCESS)
}
