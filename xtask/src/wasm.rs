//! The core as WebAssembly: compiled by cargo, its JavaScript glue written by
//! wasm-bindgen used as a library, so that no tool needs to be installed and
//! its version cannot disagree with the crate's.

use crate::{child, lock, repo};
use anyhow::{Context, Result, bail};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// What the page imports from `www/pkg`: the core that plays, and the one with everything in it.
const OUTPUTS: [&str; 6] = [
    "tls_airmail.js",
    "tls_airmail.d.ts",
    "tls_airmail_bg.wasm",
    "workshop.js",
    "workshop.d.ts",
    "workshop_bg.wasm",
];

/// Brings `www/pkg` up to date; does nothing if it is.
pub fn build() -> Result<()> {
    let version = lock::our_bindgen_version()?;
    let package = repo::path("www/pkg");
    let stamp = package.join(".inputs");
    let inputs = fingerprint(&version)?;
    if is_fresh(&package, &stamp, &inputs) {
        println!("www/pkg is up to date ({}).", size(&package)?);
        return Ok(());
    }

    let start = Instant::now();
    println!("Building www/pkg: the core as WebAssembly, its glue by wasm-bindgen {version}.");
    ensure_target()?;
    // Written aside first: the page never sees half a package.
    let aside = target_folder().join("pkg-aside");
    remove(&aside)?;
    // The one that plays last: what cargo compiled stays for benches/crates.mjs.
    for (name, features) in [("workshop", None), ("tls_airmail", Some("--no-default-features"))] {
        compile(features)?;
        bind(name, &aside)?;
    }
    remove(&package)?;
    std::fs::rename(&aside, &package)
        .with_context(|| format!("{} cannot be put in place", package.display()))?;
    std::fs::write(&stamp, inputs)?;
    println!("www/pkg is built in {:.1} s ({}).", start.elapsed().as_secs_f32(), size(&package)?);
    Ok(())
}

/// Installs the wasm target of the toolchain in use, if it is missing.
pub fn ensure_target() -> Result<()> {
    if has_target() {
        return Ok(());
    }
    println!("Installing Rust's target {TARGET}.");
    let mut rustup = child::command("rustup");
    rustup.args(["target", "add", TARGET]);
    let added = child::must(rustup);
    if added.is_err() || !has_target() {
        bail!(
            "Rust's target {TARGET} is missing and rustup could not add it. \
             Try by hand: rustup target add {TARGET}"
        );
    }
    Ok(())
}

fn has_target() -> bool {
    let mut rustc = child::command("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    child::ask(rustc).is_some_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Only the cdylib is asked for: together with the rlib of the manifest cargo
/// would leave out link-time optimisation, and the wasm would be larger.
fn compile(features: Option<&str>) -> Result<()> {
    let mut cargo = child::cargo();
    cargo.args(["rustc", "--release", "--package", "tls-airmail", "--lib"]);
    cargo.args(["--target", TARGET, "--crate-type", "cdylib"]);
    cargo.args(features);
    child::must(cargo)
}

fn bind(name: &str, folder: &Path) -> Result<()> {
    let compiled = target_folder().join(TARGET).join("release/tls_airmail.wasm");
    Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false) // so that `init()` finds the wasm itself
        .remove_name_section(true)
        .remove_producers_section(true)
        .reset_state_function(true) // a second instance, should the first one trap
        .out_name(name)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen cannot bind {}", compiled.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

fn target_folder() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => repo::root().join(folder),
        None => repo::path("target"),
    }
}

/// A word that changes whenever the contents of anything the wasm is made from
/// do. Contents, not times: a checkout or a copy changes the times alone.
fn fingerprint(version: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    version.hash(&mut hasher);
    let mut inputs = repo::files("src", "")?;
    inputs.extend(
        [".cargo/config.toml", "Cargo.toml", "Cargo.lock", "xtask/src/wasm.rs"].map(repo::path),
    );
    for input in inputs {
        input.strip_prefix(repo::root())?.hash(&mut hasher);
        std::fs::read(&input)
            .with_context(|| format!("{} cannot be read", input.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn is_fresh(package: &Path, stamp: &Path, inputs: &str) -> bool {
    OUTPUTS.iter().all(|name| package.join(name).is_file())
        && std::fs::read_to_string(stamp).is_ok_and(|made_from| made_from == inputs)
}

fn size(package: &Path) -> Result<String> {
    let kilobytes =
        |name| -> Result<u64> { Ok(package.join(name).metadata()?.len().div_ceil(1000)) };
    let (plays, all) = (kilobytes("tls_airmail_bg.wasm")?, kilobytes("workshop_bg.wasm")?);
    Ok(format!("wasm: {plays} KB, {all} KB for workers"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_fresh_only_with_all_its_files_and_the_same_inputs() {
        let package = std::env::temp_dir().join(format!("airmail-fresh-{}", std::process::id()));
        std::fs::create_dir_all(&package).unwrap();
        let stamp = package.join(".inputs");
        assert!(!is_fresh(&package, &stamp, "a"), "nothing is there yet");
        for name in OUTPUTS {
            std::fs::write(package.join(name), "").unwrap();
        }
        assert!(!is_fresh(&package, &stamp, "a"), "no stamp");
        std::fs::write(&stamp, "a").unwrap();
        assert!(is_fresh(&package, &stamp, "a"));
        assert!(!is_fresh(&package, &stamp, "b"), "other inputs");
        std::fs::remove_file(package.join(OUTPUTS[1])).unwrap();
        assert!(!is_fresh(&package, &stamp, "a"), "a file is gone");
        std::fs::remove_dir_all(package).unwrap();
    }

    #[test]
    fn the_fingerprint_is_steady_and_knows_the_version() {
        let one = fingerprint("1").unwrap();
        assert_eq!(one, fingerprint("1").unwrap());
        assert_ne!(one, fingerprint("2").unwrap());
    }
}
