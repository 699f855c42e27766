#![no_main]

#[path = "../targets.rs"]
#[allow(dead_code, reason = "each target takes what it needs")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::connection(bytes));
