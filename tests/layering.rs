//! The house of ARCHITECTURE.md: a floor imports only floors below it.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each module and the modules that it may name as `crate::…`.
const FLOORS: [(&str, &[&str]); 7] = [
    ("crypto", &[]),
    ("wire", &[]),
    ("keys", &["crypto", "wire"]),
    ("pki", &["crypto", "wire"]),
    ("party", &["crypto", "wire", "keys", "pki"]),
    ("exchange", &["crypto", "wire", "keys", "pki", "party"]),
    ("capture", &["crypto", "wire", "keys", "pki", "party", "exchange"]),
];

/// Crates that only the roof may name.
const ROOF_ONLY: [&str; 5] =
    ["wasm_bindgen", "web_sys", "js_sys", "serde_wasm_bindgen", "getrandom"];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The names of other modules that a source names: `crate::name`, also in braces.
fn named(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            // The first name of each item at the outer level of `use crate::{a::…, b::…}`.
            let (mut depth, mut start) = (0, true);
            for (index, character) in group.char_indices() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    character if start && character.is_ascii_lowercase() => {
                        names.push(word(&group[index..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.push(word(rest));
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

#[test]
fn the_scanner_sees_through_braces() {
    let source = "use crate::{\n    crypto::{hash::A, hmac::b},\n    wire::x,\n};\n// crate::party\nfn f() { crate::keys::g() }";
    assert_eq!(named(source), ["crypto", "wire", "keys"]);
}

#[test]
fn a_floor_imports_only_floors_below_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for (floor, below) in FLOORS {
        for path in sources(&src.join(floor)) {
            for name in named(&fs::read_to_string(&path).unwrap()) {
                let allowed = name == floor || below.contains(&name.as_str());
                assert!(allowed, "{} names crate::{name}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "the scan found next to nothing");
    // No module is outside the plan.
    for path in sources(&src) {
        let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
        let first = first.as_os_str().to_str().unwrap();
        let planned = FLOORS.iter().any(|(floor, _)| *floor == first);
        assert!(
            planned || ["lib.rs", "wasm.rs", "workshop.rs"].contains(&first),
            "{first} is on no floor"
        );
    }
}

#[test]
fn javascript_and_real_randomness_stay_on_the_roof() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&src) {
        if path.ends_with("wasm.rs") || path.ends_with("workshop.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for name in ROOF_ONLY {
            assert!(!source.contains(&format!("{name}::")), "{} names {name}", path.display());
        }
    }
}

#[test]
fn modules_of_a_floor_do_not_go_in_circles_with_their_neighbours() {
    // keys and pki stand side by side, as do crypto and wire.
    for (one, other) in [("crypto", "wire"), ("keys", "pki")] {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (floor, neighbour) in [(one, other), (other, one)] {
            for path in sources(&src.join(floor)) {
                let names = named(&fs::read_to_string(&path).unwrap());
                assert!(!names.iter().any(|name| name == neighbour), "{}", path.display());
            }
        }
    }
}

#[test]
fn nothing_in_the_core_can_panic_on_purpose() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&src) {
        let source = fs::read_to_string(&path).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for word in
            [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("]
        {
            assert!(!code.contains(word), "{} has {word}", path.display());
        }
    }
}
