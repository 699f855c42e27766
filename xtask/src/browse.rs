//! Opens the reader's browser. That may fail, and then it is only a sentence:
//! the address is on the screen.

use std::process::{Command, Stdio};

/// Opens `address` in the browser and does not wait for it.
pub fn open(address: String) {
    if cfg!(target_os = "linux") && !has_screen() {
        println!("There is no screen here to open a browser on: open the address by hand.");
        return;
    }
    std::thread::spawn(move || {
        let opened = opener(&address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !opened.is_ok_and(|status| status.success()) {
            println!("No browser could be opened: open the address by hand.");
        }
    });
}

fn has_screen() -> bool {
    // The last one: Linux inside Windows, where xdg-open asks Windows.
    ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The command with which this system opens an address.
fn opener(address: &str) -> Command {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        // `start` takes a first quoted word for a title.
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    command
}
