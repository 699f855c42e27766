//! Speaker a file of packets to conversations: files, link layers, IP and TCP as they are found, and as
//! they should not be. The files are made here, field by field.
#![cfg(not(target_arch = "wasm32"))]

mod damage;
mod files;
mod internet;
mod links;
mod order;
mod real;
mod streams;
mod writer;

use tls_airmail::{
    capture::{
        flow::{Conversation, What},
        read::{Capture, Reader},
    },
    keys::artifact::Holder,
};

/// All of a file, in one slice.
fn read(file: &[u8]) -> Capture {
    let mut reader = Reader::default();
    let _ = reader.push(file);
    reader.finish()
}

/// The only conversation of a file with nothing wrong in it.
fn only(file: &[u8]) -> Conversation {
    let mut capture = read(file);
    assert_eq!(capture.broken, None);
    assert_eq!(capture.conversations.len(), 1, "{:?}", capture.passed);
    capture.conversations.remove(0)
}

/// One side of a conversation in short: bytes as text, `[gap 5]`, `[end]`, `[reset]`.
fn side(conversation: &Conversation, from: Holder) -> String {
    let chunks = conversation.chunks.iter().filter(|chunk| chunk.from == from);
    chunks.map(|chunk| short(&chunk.what)).collect()
}

/// The bytes of one side.
fn bytes_of(conversation: &Conversation, from: Holder) -> Vec<u8> {
    let chunks = conversation.chunks.iter().filter(|chunk| chunk.from == from);
    chunks
        .filter_map(|chunk| match &chunk.what {
            What::Bytes(bytes) => Some(bytes.as_slice()),
            _ => None,
        })
        .collect::<Vec<_>>()
        .concat()
}

/// Both sides in short, in order: `C:` and `S:` where the other one begins to speak.
fn both(conversation: &Conversation) -> String {
    let (mut said, mut last) = (String::new(), None);
    for chunk in &conversation.chunks {
        if last != Some(chunk.from) {
            said += if chunk.from == Holder::Client { " C:" } else { " S:" };
            last = Some(chunk.from);
        }
        said += &short(&chunk.what);
    }
    said.trim_start().to_owned()
}

fn short(what: &What) -> String {
    match what {
        What::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        What::Gap(count) => format!("[gap {count}]"),
        What::End => "[end]".to_owned(),
        What::Reset => "[reset]".to_owned(),
    }
}
