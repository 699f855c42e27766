//! Runs stages one after another, whatever the last one did, and counts.

use crate::install::{Kit, Need};
use crate::stages::{self, STAGES, Stage};
use crate::tally::{self, Tally};
use crate::{args, child};
use anyhow::Result;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What became of a stage.
struct Outcome {
    name: &'static str,
    tally: Tally,
    time: Duration,
    /// Why it failed, if its own output does not say.
    complaint: Option<String>,
}

/// Names the stages.
pub fn list() {
    for stage in STAGES {
        println!("{:12} {}", stage.name, stage.about);
    }
}

/// Runs the stages of these names, or all.
pub fn run(names: &[String]) -> Result<ExitCode> {
    let stages = match stages::chosen(names) {
        Ok(stages) => stages,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{}", args::HELP);
            return Ok(ExitCode::from(2));
        }
    };
    let start = Instant::now();
    let mut kit = Kit::default();
    install(&mut kit, &stages);
    let mut outcomes = Vec::new();
    for stage in stages {
        heading(&format!("{}: {}", stage.name, stage.about));
        let start = Instant::now();
        let (tally, complaint) = perform(stage, &mut kit);
        let time = start.elapsed();
        if let Some(complaint) = &complaint {
            println!("{}: {complaint}", stage.name);
        }
        println!("-- {} took {}", stage.name, seconds(time));
        outcomes.push(Outcome { name: stage.name, tally, time, complaint });
    }
    Ok(conclude(&outcomes, start.elapsed()))
}

/// Gets all that the stages need. What cannot be had is said here and again
/// where it is missed.
fn install(kit: &mut Kit, stages: &[&Stage]) {
    let mut needs: Vec<Need> = stages.iter().flat_map(|stage| stage.needs).copied().collect();
    needs.sort();
    needs.dedup();
    needs.retain(|need| *need != Need::Package); // built in its own time, below
    if needs.is_empty() {
        return;
    }
    heading("install what is missing");
    let start = Instant::now();
    for need in needs {
        if let Err(error) = kit.ensure(need) {
            println!("{error:#}");
        }
    }
    println!("-- install took {}", seconds(start.elapsed()));
}

/// Runs one stage and counts it.
fn perform(stage: &Stage, kit: &mut Kit) -> (Tally, Option<String>) {
    match attempt(stage, kit) {
        Ok((success, output)) => {
            let (tally, complaint) = tally::judge(stage.judge, success, &output);
            (tally, complaint.map(str::to_owned))
        }
        Err(error) => {
            let tally = Tally { failed: 1, ..Tally::default() };
            (tally, Some(format!("{error:#}")))
        }
    }
}

fn attempt(stage: &Stage, kit: &mut Kit) -> Result<(bool, String)> {
    for need in stage.needs {
        kit.ensure(*need)?;
    }
    let (mut success, mut output) = (true, String::new());
    for command in (stage.commands)()? {
        let ended = child::watch(command)?;
        success &= ended.success;
        output += &ended.output;
    }
    Ok((success, output))
}

/// The table, what failed, and the plain last line.
fn conclude(outcomes: &[Outcome], time: Duration) -> ExitCode {
    heading("summary");
    let mut sum = Tally::default();
    for Outcome { name, tally, time, .. } in outcomes {
        sum += *tally;
        let skipped = match tally.skipped {
            0 => String::new(),
            skipped => format!("  ({skipped} skipped)"),
        };
        println!(
            "{name:12} {:5} passed {:4} failed {:>9}{skipped}",
            tally.passed,
            tally.failed,
            seconds(*time),
        );
    }
    println!("All in {}.", seconds(time));
    for outcome in outcomes.iter().filter(|outcome| outcome.tally.failed > 0) {
        println!(
            "{} failed{}{}. Again: ./test {}",
            outcome.name,
            if outcome.complaint.is_some() { ": " } else { "" },
            outcome.complaint.as_deref().unwrap_or_default().trim_end_matches('.'),
            outcome.name
        );
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn heading(text: &str) {
    println!("\n== {text}");
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f32())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Judge;

    fn stage(judge: Judge, commands: fn() -> Result<Vec<std::process::Command>>) -> Stage {
        Stage { name: "a stage", about: "", needs: &[], judge, commands }
    }

    #[test]
    fn a_stage_that_cannot_start_is_one_failure() {
        let broken = stage(Judge::Tests, || Ok(vec![child::command("no-such-program-anywhere")]));
        let (tally, complaint) = perform(&broken, &mut Kit::default());
        assert_eq!((tally.passed, tally.failed), (0, 1));
        assert!(complaint.unwrap().contains("no-such-program-anywhere"));
    }

    #[test]
    fn a_stage_with_no_test_is_one_failure() {
        let empty = stage(Judge::Tests, || Ok(Vec::new()));
        let (tally, complaint) = perform(&empty, &mut Kit::default());
        assert_eq!((tally.passed, tally.failed), (0, 1));
        assert_eq!(complaint.as_deref(), Some("it ran no test"));
    }

    #[test]
    fn a_check_that_works_is_one_pass() {
        let check = stage(Judge::Check, || {
            let mut cargo = child::cargo();
            cargo.arg("--version");
            Ok(vec![cargo])
        });
        let (tally, complaint) = perform(&check, &mut Kit::default());
        assert_eq!((tally.passed, tally.failed), (1, 0));
        assert!(complaint.is_none());
    }
}
