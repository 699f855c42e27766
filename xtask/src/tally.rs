//! How many tests passed and failed, read from what the test runners print.

/// A count of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// What a stage's exit code and output mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// Passes or fails as one, and counts as one test (fmt, clippy, tsc).
    Check,
    /// Runs tests; the output says how many.
    Tests,
}

/// Counts a stage; the sentence, if any, tells why more failed than was printed.
pub fn judge(judge: Judge, success: bool, output: &str) -> (Tally, Option<&'static str>) {
    if judge == Judge::Check {
        let tally = Tally { passed: success.into(), failed: (!success).into(), skipped: 0 };
        return (tally, None);
    }
    let mut tally = read(output);
    let mut complaint = None;
    if !success && tally.failed == 0 {
        complaint = Some("it failed outside its tests (see its last lines)");
    } else if success && tally.passed + tally.failed == 0 {
        complaint = Some("it ran no test");
    }
    if complaint.is_some() {
        tally.failed += 1;
    }
    (tally, complaint)
}

/// Adds up all summaries in the output, whichever runner printed them.
pub fn read(output: &str) -> Tally {
    let mut tally = Tally::default();
    for line in output.lines().map(str::trim) {
        if let Some(one) = libtest(line).or_else(|| node(line)).or_else(|| plain(line)) {
            tally += one;
        }
    }
    tally
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; …`, of cargo test and of
/// the runner that wasm-pack calls.
fn libtest(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let count = |word: &str| {
        counts.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
        skipped: count("ignored").unwrap_or(0),
    })
}

/// One line of the summary of `node --test`: `ℹ pass 3` or `# pass 3`.
fn node(line: &str) -> Option<Tally> {
    let line = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "))?;
    let (word, count) = line.split_once(' ')?;
    let count = count.parse().ok()?;
    let mut tally = Tally::default();
    match word {
        "pass" => tally.passed = count,
        "fail" | "cancelled" => tally.failed = count,
        "skipped" | "todo" => tally.skipped = count,
        _ => return None,
    }
    Some(tally)
}

/// `3 passed, 0 failed`, of the browser tests, with nothing else on the line.
fn plain(line: &str) -> Option<Tally> {
    let (passed, failed) = line.split_once(" passed, ")?;
    Some(Tally {
        passed: passed.parse().ok()?,
        failed: failed.strip_suffix(" failed")?.parse().ok()?,
        skipped: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u32, failed: u32, skipped: u32) -> Tally {
        Tally { passed, failed, skipped }
    }

    const CARGO: &str = "
     Running unittests src/lib.rs (target/debug/deps/tls_airmail-0c8f3a0f5b1d2c3e)

running 2 tests
test crypto::prf::tests::known_answers ... ok
test wire::tests::tiles ... FAILED

failures:

---- wire::tests::tiles stdout ----
assertion failed: 3 passed, 4 failed is no summary here
test result: these words are a test's own

failures:
    wire::tests::tiles

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

     Running tests/interop.rs (target/debug/deps/interop-3f1e)

running 12 tests
test result: ok. 11 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 7.31s

   Doc-tests tls_airmail

running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

error: 1 target failed:
    `-p tls-airmail --lib`
";

    const WASM_PACK: &str = "
[INFO]: Checking for the Wasm target...
    Finished `test` profile [unoptimized + debuginfo] target(s) in 0.05s
     Running tests/wasm.rs (target/wasm32-unknown-unknown/debug/deps/wasm-6dd5.wasm)
Running headless tests in Chrome on `http://127.0.0.1:34567/`
Try find `webdriver.json` for configure browser's capabilities:
Ok
running 1 test
test the_browser_runs_our_wasm ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s
";

    const NODE_SPEC: &str = "
✔ the same options give the same shape (1.2ms)
✖ every beat has a sentence (0.4ms)
ℹ tests 4
ℹ suites 0
ℹ pass 1
ℹ fail 1
ℹ cancelled 1
ℹ skipped 1
ℹ todo 0
ℹ duration_ms 83.1
";

    const NODE_TAP: &str = "
TAP version 13
# Subtest: the same options give the same shape
ok 1 - the same options give the same shape
1..2
# tests 2
# suites 0
# pass 2
# fail 0
# cancelled 0
# skipped 0
# todo 0
# duration_ms 83.1
";

    const BROWSER: &str = "
ok    smoke: the page has a title (312 ms)
FAIL  smoke: the wasm loads (1004 ms)

1 passed, 1 failed
";

    #[test]
    fn every_runner_is_understood() {
        for (output, counts) in [
            (CARGO, tally(12, 1, 1)),
            (WASM_PACK, tally(1, 0, 0)),
            (NODE_SPEC, tally(1, 2, 1)),
            (NODE_TAP, tally(2, 0, 0)),
            (BROWSER, tally(1, 1, 0)),
            ("no tests to run!", tally(0, 0, 0)),
            ("", tally(0, 0, 0)),
        ] {
            assert_eq!(read(output), counts, "{output}");
        }
    }

    #[test]
    fn a_check_counts_as_one() {
        assert_eq!(judge(Judge::Check, true, CARGO), (tally(1, 0, 0), None));
        assert_eq!(judge(Judge::Check, false, CARGO), (tally(0, 1, 0), None));
    }

    #[test]
    fn tests_are_believed_when_output_and_exit_code_agree() {
        let judged = judge(Judge::Tests, true, WASM_PACK);
        assert_eq!(judged, (tally(1, 0, 0), None));
        let judged = judge(Judge::Tests, false, BROWSER);
        assert_eq!(judged, (tally(1, 1, 0), None));
    }

    #[test]
    fn a_crash_counts_as_a_failure_even_if_all_tests_so_far_passed() {
        let (counts, complaint) = judge(Judge::Tests, false, WASM_PACK);
        assert_eq!(counts, tally(1, 1, 0));
        assert!(complaint.unwrap().contains("outside its tests"));
    }

    #[test]
    fn a_printed_failure_counts_whatever_the_exit_code_says() {
        assert_eq!(judge(Judge::Tests, true, BROWSER).0, tally(1, 1, 0));
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        let (counts, complaint) = judge(Judge::Tests, true, "no tests to run!");
        assert_eq!(counts, tally(0, 1, 0));
        assert_eq!(complaint, Some("it ran no test"));
    }
}
