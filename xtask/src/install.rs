//! What the tests need and how it gets here: looked for first, installed only
//! if it is missing and can be, else a sentence that says what to install.

use crate::{child, lock, repo, wasm};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

/// Something that a stage cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// rustfmt and clippy, which a minimal toolchain leaves out.
    Components,
    WasmTarget,
    OpenSsl,
    Tshark,
    Chromium,
    Firefox,
    WebKit,
    Jekyll,
    Node,
    NodeModules,
    WasmPack,
    BindgenCli,
    /// `www/pkg`: built, not installed, but missed in the same way.
    Package,
}

/// With the fonts that the page names first among those of Debian: a bare
/// machine has none, and words without letters have no width.
const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-driver", "fonts-dejavu-core", "fonts-dejavu-extra"];

const FIREFOX: [&str; 3] = ["firefox-esr", "fonts-dejavu-core", "fonts-dejavu-extra"];

/// The small browser comes with its driver; it draws on a screen, so one is made.
const WEBKIT: [&str; 4] = ["webkit2gtk-driver", "xvfb", "fonts-dejavu-core", "fonts-dejavu-extra"];

/// Remembers what was looked for, so that nothing is looked for twice and a
/// failed installation is not tried again for the next stage.
#[derive(Default)]
pub struct Kit {
    done: BTreeMap<Need, Result<(), String>>,
    apt_is_updated: bool,
}

impl Kit {
    /// Sees to it that what is needed is there; the error says what to do.
    pub fn ensure(&mut self, need: Need) -> Result<()> {
        if !self.done.contains_key(&need) {
            let result = self.install(need).map_err(|error| format!("{error:#}"));
            self.done.insert(need, result);
        }
        self.done[&need].clone().map_err(|sentence| anyhow!(sentence))
    }

    fn install(&mut self, need: Need) -> Result<()> {
        match need {
            Need::Components => components(),
            Need::WasmTarget => wasm::ensure_target(),
            Need::OpenSsl => {
                self.program("openssl");
                Ok(())
            }
            Need::Jekyll => {
                self.program("jekyll");
                Ok(())
            }
            Need::Tshark => {
                self.debian("The program tshark", &["tshark"], || child::find("tshark").is_some())
            }
            Need::Chromium => {
                self.debian("Chromium (or Chrome) and its chromedriver", &CHROMIUM, || {
                    chromium().is_some() && chromedriver().is_some()
                })
            }
            Need::Firefox => self.debian("Firefox", &FIREFOX, || firefox().is_some()),
            Need::WebKit => {
                self.debian("WebKitGTK's MiniBrowser and its driver, and Xvfb,", &WEBKIT, || {
                    minibrowser().is_some()
                        && ["WebKitWebDriver", "Xvfb"].iter().all(|it| child::find(it).is_some())
                })
            }
            Need::Node => {
                self.debian("Node.js 20 or newer with npm", &["nodejs", "npm"], node_is_here)
            }
            Need::NodeModules => {
                self.ensure(Need::Node)?;
                node_modules()
            }
            Need::WasmPack => wasm_pack(),
            Need::BindgenCli => bindgen_cli(),
            Need::Package => wasm::build(),
        }
    }

    /// A program without which some tests of its stage fail, and most do not.
    fn program(&mut self, name: &str) {
        let is_here = || child::find(name).is_some();
        if let Err(error) = self.debian(&format!("The program {name}"), &[name], is_here) {
            println!("{error:#} Without it the tests that call it will fail.");
        }
    }

    /// Debian's packages if we may install them, else a sentence.
    fn debian(&mut self, what: &str, packages: &[&str], is_here: impl Fn() -> bool) -> Result<()> {
        if is_here() {
            return Ok(());
        }
        let has_apt = child::find("apt-get").is_some();
        if let Some(sentence) = by_hand(what, packages, has_apt, is_root()) {
            bail!(sentence);
        }
        println!("Installing {what} with apt-get.");
        let installed = self.apt_install(packages);
        if installed.is_err() || !is_here() {
            bail!("{what} is missing and apt-get brought none: install it and put it on the PATH.");
        }
        Ok(())
    }

    fn apt_install(&mut self, packages: &[&str]) -> Result<()> {
        if !self.apt_is_updated {
            // A source that is down need not be the one we install from.
            let _ = child::watch(apt(&["update"]))?;
            self.apt_is_updated = true;
        }
        let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
        install.args(packages);
        child::must(install)
    }
}

/// What to do by hand, if we may not do it ourselves.
fn by_hand(what: &str, packages: &[&str], has_apt: bool, is_root: bool) -> Option<String> {
    match (has_apt, is_root) {
        (true, true) => None,
        (true, false) => {
            Some(format!("{what} is missing: sudo apt-get install {}", packages.join(" ")))
        }
        (false, _) => Some(format!("{what} is missing: install it and put it on the PATH.")),
    }
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = child::command("apt-get");
    // Where somebody else installs at the moment, it waits.
    command.args(["-qq", "-o", "DPkg::Lock::Timeout=600"]).args(arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    let mut id = child::command("id");
    id.arg("-u");
    child::ask(id).is_some_and(|number| number.trim() == "0")
}

fn node_is_here() -> bool {
    let mut node = child::command("node");
    node.arg("--version");
    let mut npm = child::npm();
    npm.arg("--version");
    child::ask(node).is_some_and(|answer| is_node_20(&answer)) && child::ask(npm).is_some()
}

/// Of an answer like `v20.20.2`.
fn is_node_20(answer: &str) -> bool {
    let number = answer.trim().trim_start_matches('v').split('.').next();
    number.and_then(|n| n.parse().ok()).is_some_and(|n: u32| n >= 20)
}

/// The browser, where the usual installations put it; `CHROMIUM` overrides.
pub fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let usual = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ];
    named_by("CHROMIUM")
        .or_else(|| names.iter().find_map(|name| child::find(name)))
        .or_else(|| usual.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// The browser's driver; `CHROMEDRIVER` overrides.
pub fn chromedriver() -> Option<PathBuf> {
    named_by("CHROMEDRIVER").or_else(|| child::find("chromedriver"))
}

/// Firefox, where the usual installations put it; `FIREFOX` overrides.
pub fn firefox() -> Option<PathBuf> {
    let usual = [
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ];
    named_by("FIREFOX")
        .or_else(|| ["firefox-esr", "firefox"].iter().find_map(|name| child::find(name)))
        .or_else(|| usual.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// The small browser that comes with WebKitGTK's driver, beside the library;
/// `MINIBROWSER` overrides.
pub fn minibrowser() -> Option<PathBuf> {
    let inside = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    let libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].map(PathBuf::from);
    named_by("MINIBROWSER").or_else(|| {
        let folders = libraries.into_iter().flat_map(|lib| {
            // Debian has a folder more in between: x86_64-linux-gnu.
            let deeper: Vec<PathBuf> = inside(lib.clone()).into_iter().flat_map(&inside).collect();
            inside(lib).into_iter().chain(deeper)
        });
        let is_webkit = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit"))
        };
        folders.filter(is_webkit).map(|path| path.join("MiniBrowser")).find(|path| path.is_file())
    })
}

fn named_by(variable: &str) -> Option<PathBuf> {
    let path = PathBuf::from(std::env::var_os(variable)?);
    path.is_file().then_some(path)
}

fn components() -> Result<()> {
    let missing: Vec<&str> = [("rustfmt", "fmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(_, subcommand)| {
            let mut cargo = child::cargo();
            cargo.args([subcommand, "--version"]);
            child::ask(cargo).is_none()
        })
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut rustup = child::command("rustup");
    rustup.args(["component", "add"]).args(&missing);
    child::must(rustup)
        .with_context(|| format!("Rust's component {} is missing", missing.join(", ")))
}

/// `npm ci`, if package-lock.json is not the one that was installed last.
fn node_modules() -> Result<()> {
    let wanted = std::fs::read(repo::path("package-lock.json"))
        .context("package-lock.json cannot be read")?;
    let installed = repo::path("node_modules/.installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    println!("Installing node_modules as package-lock.json says.");
    let mut npm = child::npm();
    npm.args(["ci", "--no-audit", "--no-fund"]);
    child::must(npm)?;
    std::fs::write(installed, wanted)?;
    Ok(())
}

fn wasm_pack() -> Result<()> {
    if child::find("wasm-pack").is_some() {
        return Ok(());
    }
    println!("Installing wasm-pack, once (some minutes).");
    child::must(cargo_install(&["wasm-pack", "--locked"]))
}

/// wasm-pack wants the test runner of exactly our wasm-bindgen.
fn bindgen_cli() -> Result<()> {
    let version = lock::our_bindgen_version()?;
    let here = ["wasm-bindgen", "wasm-bindgen-test-runner"].iter().all(|program| {
        let mut command = child::command(program);
        command.arg("--version");
        child::ask(command).is_some_and(|answer| is_version(&answer, &version))
    });
    if here {
        return Ok(());
    }
    println!("Installing wasm-bindgen-cli {version}, once (some minutes).");
    let mut install = cargo_install(&["wasm-bindgen-cli", "--version", &version, "--force"]);
    // Without --locked: the lock file it was published with does not build.
    // Without TLS: the runner talks to a driver on this machine only.
    install.args(["--no-default-features"]);
    install.args(["--bin", "wasm-bindgen", "--bin", "wasm-bindgen-test-runner"]);
    child::must(install)
}

/// Lightly optimised: on two cores wasm-bindgen-cli is built in two minutes
/// instead of eight, and is quick enough.
fn cargo_install(arguments: &[&str]) -> Command {
    let mut cargo = child::cargo();
    cargo.arg("install").args(arguments);
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    cargo
}

/// Of an answer like `wasm-bindgen-test-runner 0.2.130`.
fn is_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().last() == Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert!(is_version("wasm-bindgen-test-runner 0.2.130\n", "0.2.130"));
        assert!(!is_version("wasm-bindgen-test-runner 0.2.13\n", "0.2.130"));
        assert!(!is_version("wasm-bindgen 10.2.130\n", "0.2.130"));
        assert!(!is_version("", "0.2.130"));
        assert!(is_node_20("v20.0.0\n") && is_node_20("v104.1.0"));
        assert!(!is_node_20("v18.19.0\n") && !is_node_20("what"));
    }

    #[test]
    fn only_root_with_apt_installs_everyone_else_is_told() {
        let remedy = |has_apt, is_root| by_hand("Ink", &["ink", "pen"], has_apt, is_root);
        assert_eq!(remedy(true, true), None);
        assert_eq!(remedy(true, false).unwrap(), "Ink is missing: sudo apt-get install ink pen");
        let elsewhere = "Ink is missing: install it and put it on the PATH.";
        assert_eq!(remedy(false, true).unwrap(), elsewhere);
        assert_eq!(remedy(false, false).unwrap(), elsewhere);
    }
}
