//! A capture is read within twice its size in memory, whatever is in it. Counted by an allocator
//! that counts; one test, so that nothing else allocates beside it.
#![cfg(not(target_arch = "wasm32"))]

#[path = "packets/writer.rs"]
#[allow(dead_code, reason = "only some of it is needed here")]
mod writer;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use tls_airmail::capture::{read::Reader, tls::library::Library};
use writer::*;

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Most bytes held at once while a file is read in slices and listed, the file itself not counted.
fn most(file: &[u8]) -> (usize, usize) {
    let before = HELD.load(Relaxed);
    MOST.store(before, Relaxed);
    let mut reader = Reader::default();
    for slice in file.chunks(1 << 16) {
        reader.push(slice).unwrap();
    }
    let capture = reader.finish();
    let count = capture.conversations.len();
    Library::new(capture, Default::default()).list();
    (MOST.load(Relaxed) - before, count)
}

/// A file of raw IP that is written as it goes.
struct File(Vec<u8>);

impl File {
    fn add(&mut self, packet: &[u8]) {
        self.0.extend(record(Order::Little, 1, 0, packet, packet.len()));
    }

    fn segment(&mut self, client: u32, number: u32, flags: u8, data: &[u8]) {
        let [_, high, middle, low] = client.to_be_bytes();
        let segment = tcp([CLIENT_PORT, 443], [number, 1], flags, data);
        self.add(&ipv4([10, high, middle, low], SERVER, 6, &segment));
    }
}

fn file(write: impl FnOnce(&mut File)) -> Vec<u8> {
    let mut file = File(plain(101, &[]));
    write(&mut file);
    file.0
}

#[test]
fn a_capture_is_read_within_twice_its_size() {
    let large = [7; 1448];
    let sizes = |count: u32, size: u32| (0..count).map(move |index| 1 + index * size);
    let files = [
        (
            "one download",
            1,
            file(|file| {
                file.segment(1, 0, SYN, b"");
                sizes(8_000, 1448).for_each(|number| file.segment(1, number, ACK, &large));
            }),
        ),
        (
            "one that began before",
            1,
            file(|file| {
                sizes(8_000, 1448).for_each(|number| file.segment(1, number, ACK, &large));
            }),
        ),
        (
            "a gap at the start",
            1,
            file(|file| {
                file.segment(1, 0, SYN, b"");
                sizes(8_000, 1448).skip(1).for_each(|number| file.segment(1, number, ACK, &large));
            }),
        ),
        (
            "a gap behind each segment",
            1,
            file(|file| {
                file.segment(1, 0, SYN, b"");
                sizes(8_000, 2000).for_each(|number| file.segment(1, number, ACK, &large));
            }),
        ),
        (
            "backwards",
            1,
            file(|file| {
                file.segment(1, 0, SYN, b"");
                let numbers: Vec<u32> = sizes(8_000, 1448).collect();
                numbers.iter().rev().for_each(|number| file.segment(1, *number, ACK, &large));
            }),
        ),
        (
            "a byte a segment",
            1,
            file(|file| {
                file.segment(1, 0, SYN, b"");
                sizes(100_000, 1).for_each(|number| file.segment(1, number, ACK, b"x"));
            }),
        ),
        (
            "many short ones",
            20_000,
            file(|file| {
                for client in 0..20_000 {
                    file.segment(client, 0, SYN, b"");
                    file.segment(
                        client,
                        1,
                        ACK,
                        b"GET / HTTP/1.1\r\nHost: airmail.example\r\n\r\n",
                    );
                    file.segment(client, 42, ACK, &[1; 400]);
                    file.segment(client, 442, FIN | ACK, b"");
                }
            }),
        ),
        (
            "a scan",
            0,
            file(|file| {
                (0..150_000).for_each(|client| file.segment(client, 5, SYN, b""));
            }),
        ),
        (
            "no TCP at all",
            0,
            file(|file| {
                let datagram = udp([53, 53], &large);
                (0..8_000).for_each(|_| file.add(&ipv4(CLIENT, SERVER, 17, &datagram)));
            }),
        ),
        (
            "fragments of which nothing becomes",
            0,
            file(|file| {
                for id in 0..8_000 {
                    file.add(&ipv4_with(CLIENT, SERVER, 6, &large[..1440], &[], id, 0x2000));
                }
            }),
        ),
        (
            "acknowledgements alone",
            0,
            file(|file| {
                (0..100_000).for_each(|client| file.segment(client, 5, ACK, b""));
            }),
        ),
    ];
    for (name, count, file) in &files {
        let (most, found) = most(file);
        let ratio = most as f64 / file.len() as f64;
        println!("{name}: {} bytes, {most} at most, {ratio:.2} of it", file.len());
        assert_eq!(found, *count, "{name}");
        assert!(ratio <= 2.0, "{name}: {ratio:.2}");
    }
}
