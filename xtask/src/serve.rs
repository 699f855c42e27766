//! Serves the page on 127.0.0.1.
//!
//! Only what the page is made of is served: `/` and `/index.html`, and the
//! files below `/www/`. Nothing else of the repository has an address, so
//! neither `.git` nor `target` can leak, and [`ServeDir`] lets no path climb
//! out of `www`.

use crate::{browse, repo};
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// TLS 1.2 is RFC 5246.
const FIRST_PORT: u16 = 5246;
/// How many ports are tried from there if the caller named none.
const TRIES: u16 = 20;

/// Serves until the process is stopped.
pub fn serve(listener: TcpListener, open: bool) -> Result<()> {
    let address = format!("http://{}/", listener.local_addr()?);
    println!("\nThe page is at {address}\nStop with Ctrl-C.");
    if open {
        browse::open(address);
    }
    run(listener, repo::root())
}

/// Takes the port the caller named, or the first free one of ours.
pub fn bind(port: Option<u16>) -> Result<TcpListener> {
    let listen = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return match listen(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
                "Port {port} is taken by another program. \
                 Choose another with --port N, or leave --port away and a free one is found."
            ),
            other => other.with_context(|| format!("Port {port} cannot be used")),
        };
    }
    for port in FIRST_PORT..FIRST_PORT + TRIES {
        match listen(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => continue,
            other => return other.with_context(|| format!("Port {port} cannot be used")),
        }
    }
    bail!(
        "All ports from {FIRST_PORT} to {} are taken. Choose another with --port N.",
        FIRST_PORT + TRIES - 1
    )
}

fn run(listener: TcpListener, root: &Path) -> Result<()> {
    listener.set_nonblocking(true)?; // as tokio wants it
    tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router(root)).await
    })?;
    Ok(())
}

fn router(root: &Path) -> Router {
    let page = || ServeFile::new(root.join("index.html"));
    // The reader of a changed page must not be shown yesterday's.
    let always_ask = SetResponseHeaderLayer::overriding(
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-cache"),
    );
    Router::new()
        .route_service("/", page())
        .route_service("/index.html", page())
        .nest_service("/www", ServeDir::new(root.join("www")))
        .fallback(async || (StatusCode::NOT_FOUND, "There is nothing at this address.\n"))
        .layer(always_ask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    /// A server over a folder of its own that looks like the repository.
    fn server(name: &str) -> SocketAddr {
        let root = std::env::temp_dir().join(format!("airmail-{name}-{}", std::process::id()));
        for (file, text) in [
            ("index.html", "<!doctype html>"),
            ("Cargo.toml", "secret"),
            ("target/secret", "secret"),
            (".git/config", "secret"),
            ("www/element.js", "export {}"),
            ("www/pkg/tls_airmail_bg.wasm", "\0asm"),
            ("www/sheet.css", ""),
            ("www/plane.svg", "<svg/>"),
            ("www/props.html", "<!doctype html>"),
        ] {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || run(listener, &root));
        address
    }

    /// Sends the path as it is: no client tidies it on the way.
    fn get(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn the_page_is_served_with_the_right_types() {
        let address = server("types");
        for (path, kind) in [
            ("/", "text/html"),
            ("/index.html", "text/html"),
            ("/?seed=00", "text/html"),
            ("/www/props.html", "text/html"),
            ("/www/element.js", "text/javascript"),
            ("/www/pkg/tls_airmail_bg.wasm", "application/wasm"),
            ("/www/sheet.css", "text/css"),
            ("/www/plane.svg", "image/svg+xml"),
        ] {
            let answer = get(address, path);
            assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
            let wanted = format!("content-type: {kind}");
            assert!(answer.contains(&wanted), "{path}: {answer}");
            assert!(answer.contains("cache-control: no-cache"), "{answer}");
        }
    }

    #[test]
    fn nothing_but_the_page_is_served() {
        let address = server("nothing-else");
        for path in [
            "/Cargo.toml",
            "/.git/config",
            "/target/secret",
            "/www/../Cargo.toml",
            "/www/../.git/config",
            "/www/%2e%2e/Cargo.toml",
            "/www/%2e%2e%2fCargo.toml",
            "/www/..%5cCargo.toml",
            "/www/pkg/../../Cargo.toml",
            "/www//../Cargo.toml",
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "//Cargo.toml",
            "/www/%00",
            "/nothing",
        ] {
            let answer = get(address, path);
            assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
            assert!(!answer.contains("secret"), "{path}: {answer}");
        }
    }

    #[test]
    fn a_taken_port_is_said_with_a_remedy() {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = other.local_addr().unwrap().port();
        let sentence = bind(Some(port)).unwrap_err().to_string();
        assert!(sentence.starts_with(&format!("Port {port} is taken")), "{sentence}");
        assert!(sentence.contains("--port N"), "{sentence}");
    }

    #[test]
    fn without_a_named_port_the_next_free_one_is_found() {
        let (one, next) = (bind(None).unwrap(), bind(None).unwrap());
        assert_ne!(one.local_addr().unwrap(), next.local_addr().unwrap());
    }
}
