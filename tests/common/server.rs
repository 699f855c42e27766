//! `openssl s_server`, as a child of a test, on a port that the system gives it: nobody else can
//! have taken it in between.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::programs::Kept;

/// Starts it in a directory, with these arguments besides, and waits until it listens; what it
/// says goes into the log. The server and its port.
pub fn s_server(dir: &Path, log: &Path, arguments: &[&str]) -> (Kept, u16) {
    let child = Command::new("openssl")
        .args(["s_server", "-accept", "127.0.0.1:0"])
        .args(arguments)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(File::create(log).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl");
    let mut server = Kept(child);
    let start = Instant::now();
    loop {
        let said = fs::read_to_string(log).unwrap();
        let port =
            said.lines().find_map(|line| line.strip_prefix("ACCEPT 127.0.0.1:")?.parse().ok());
        if let Some(port) = port {
            return (server, port);
        }
        let over = server.0.try_wait().unwrap();
        assert!(over.is_none(), "openssl s_server {arguments:?} ended: {over:?}");
        assert!(start.elapsed() < Duration::from_secs(20), "it does not listen: {said}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
