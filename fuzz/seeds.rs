//! Where the targets begin: letters, certificates and captures of our own, and files made field by
//! field.

#[path = "../tests/packets/writer.rs"]
#[allow(dead_code, reason = "only some of it is needed here")]
mod writer;

use super::targets::{HEARD, transcripts};
use tls_airmail::{
    Transcript,
    capture::{
        flow::{Chunk, What},
        read::Reader,
        write::{Internet, Tap, files},
    },
    keys::artifact::Holder,
    pki::identity::Identity,
};
use writer::*;

/// Seeds of the target with this name.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "record" => records(),
        "handshake" => messages(),
        "certificate" => certificates(),
        "pcap" => pcaps(),
        "pcapng" => pcapngs(),
        "key_log" => vec![key_log(), b"RSA 00 11\r\n# CLIENT_RANDOM\n\n".to_vec()],
        "pem" => secrets_files(),
        "connection" => connections(),
        _ => Vec::new(),
    }
}

fn records() -> Vec<Vec<u8>> {
    let mut records: Vec<Vec<u8>> = vec![vec![21, 3, 3, 0, 2, 2, 40], vec![20, 3, 3, 0, 1, 1]];
    for transcript in transcripts() {
        for letter in &transcript.letters {
            let mut rest = &letter.bytes[..];
            while rest.len() >= 5 {
                let length = 5 + usize::from(rest[3]) * 256 + usize::from(rest[4]);
                let (record, others) = rest.split_at(length.min(rest.len()));
                records.push(record.to_vec());
                rest = others;
            }
        }
    }
    records
}

/// Each message, behind a byte for its key exchange.
fn messages() -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    for (kind, transcript) in (1..).zip(transcripts()) {
        for record in transcript.letters.iter().flat_map(|letter| split(&letter.bytes)) {
            if record.first() == Some(&22) {
                messages.push([&[kind], &record[5..]].concat());
            }
        }
    }
    let (hash, ticket) = ([4, 1], [1, 2, 3, 4]);
    messages.push(vec![0, 0, 0, 0, 0]);
    messages.push([&[1, 4, 0, 0, 10, 0, 0, 0, 9, 0, 4][..], &ticket].concat());
    messages.push([&[1, 13, 0, 0, 10, 1, 1, 0, 2][..], &hash, &[0, 3, 0, 1, 9]].concat());
    messages.push([&[1, 15, 0, 0, 8][..], &hash, &[0, 4], &ticket].concat());
    messages.push([&[1, 22, 0, 0, 8, 1, 0, 0, 4][..], &ticket].concat());
    messages.extend(heard());
    messages
}

/// The two messages of each key exchange that is only heard.
fn heard() -> Vec<Vec<u8>> {
    let numbers = [0, 3, 0, 0x80, 1, 0, 1, 2, 0, 2, 1, 2].to_vec();
    let point = [3, 0, 29, 2, 5, 5].to_vec();
    let hint = b"\0\x04host".to_vec();
    let signed = [&numbers[..], &[4, 1, 0, 2, 9, 9]].concat();
    let (number, small) = (vec![0, 2, 7, 7], vec![1, 7]);
    let behind = |rest: &[u8]| [&hint[..], rest].concat();
    let told = [
        ("DHE_RSA", signed, number.clone()),
        ("DH_anon", numbers.clone(), number.clone()),
        ("ECDH_anon", point.clone(), small.clone()),
        ("PSK", hint.clone(), hint.clone()),
        ("DHE_PSK", behind(&numbers), behind(&number)),
        ("ECDHE_PSK", behind(&point), behind(&small)),
        ("RSA_PSK", hint.clone(), behind(&number)),
    ];
    let message = |name: &str, code, body: &[u8]| {
        let place = HEARD.iter().position(|heard| *heard == name).unwrap_or_default();
        [&[0x80 + place as u8, code, 0, 0, body.len() as u8], body].concat()
    };
    told.iter()
        .flat_map(|(name, server, client)| [message(name, 12, server), message(name, 16, client)])
        .collect()
}

/// The records of a letter.
fn split(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut records = Vec::new();
    while bytes.len() >= 5 {
        let length = 5 + usize::from(bytes[3]) * 256 + usize::from(bytes[4]);
        let (record, rest) = bytes.split_at(length.min(bytes.len()));
        records.push(record);
        bytes = rest;
    }
    records
}

fn certificates() -> Vec<Vec<u8>> {
    let hosts = ["airmail.example", "xn--correo-areo-m7a.example"];
    hosts
        .into_iter()
        .filter_map(|host| Identity::teaching(host).ok())
        .flat_map(|identity| [identity.certificate.der, identity.authority.der])
        .collect()
}

/// A talk with everything in it that TCP has.
fn talk() -> Talk {
    let mut talk = Talk::open(u32::MAX - 3, 9000);
    talk.say(Speaker::Client, "one two");
    talk.put(Speaker::Client, 3, "two", PSH | ACK);
    talk.lose(Speaker::Client, "three");
    talk.say(Speaker::Server, "yes");
    talk.say(Speaker::Client, "four");
    talk.packets.swap(3, 5);
    talk.close();
    talk.segment(Speaker::Client, 77, 0, SYN, b"again");
    talk.segment(Speaker::Server, 5, 83, RST | ACK, b"");
    talk
}

/// The sizes of slices in front.
fn sliced(file: Vec<u8>) -> Vec<u8> {
    [vec![200, 6], file].concat()
}

fn pcaps() -> Vec<Vec<u8>> {
    let packets = talk().packets;
    let fragment = |place: u16, part: &[u8]| ipv4_with(CLIENT, SERVER, 6, part, &[], 9, place);
    let segment = tcp([1, 443], [1, 1], ACK, b"in two parts");
    let odd = vec![
        fragment(0x2000, &segment[..32]),
        fragment(4, &segment[32..]),
        ipv6(address(1), address(2), 0, &[&[6, 0, 1, 4, 0, 0, 0, 0][..], &segment].concat()),
        ipv6(address(1), address(2), 44, &[&[6, 0, 0, 0, 0, 0, 0, 1][..], &segment].concat()),
        ipv4(CLIENT, SERVER, 4, &ipv4(CLIENT, SERVER, 6, &segment)),
        ipv4(
            CLIENT,
            SERVER,
            17,
            &udp([9, 443], &[22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]),
        ),
    ];
    let framed = |link: u32, head: &[u8]| {
        let frames: Vec<Vec<u8>> = packets.iter().map(|packet| [head, packet].concat()).collect();
        plain(link, &frames)
    };
    let mut ethernet = vec![0; 12];
    ethernet.extend([0x81, 0, 0, 5, 8, 0]);
    let timed: Vec<(u32, u32, Vec<u8>)> = odd.iter().map(|packet| (1, 2, packet.clone())).collect();
    let mut files = vec![
        plain(101, &packets),
        plain(101, &odd),
        pcap(Order::Big, NANO, 101, &timed),
        framed(1, &ethernet),
        framed(0, &[2, 0, 0, 0]),
        framed(113, &[0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0]),
        framed(276, &[8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0]),
    ];
    for transcript in transcripts() {
        files.push(written(&transcript, Internet::V4, 200).0);
        files.push(written(&transcript, Internet::V6, 1440).0);
    }
    files.into_iter().map(sliced).collect()
}

/// Our own pcap and pcapng.
fn written(transcript: &Transcript, internet: Internet, segment: u16) -> (Vec<u8>, Vec<u8>) {
    let files = files(transcript, Tap { internet, segment, ..Tap::default() });
    (files.pcap.to_vec(), files.pcapng.to_vec())
}

fn pcapngs() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for order in [Order::Big, Order::Little] {
        let mut file = section(order);
        file.extend(secrets(order, 0x544c_534b, b"# key log"));
        let options = [option(order, 9, &[9]), option(order, 14, &order.u64(9))].concat();
        file.extend(interface(order, 101, 65_535, &options));
        file.extend(interface(order, 1, 0, &option(order, 9, &[0x8a])));
        for (index, packet) in talk().packets.iter().enumerate() {
            file.extend(match index % 4 {
                0 => enhanced(order, 0, 1 << 40, packet),
                1 => enhanced(order, 1, 5, &ethernet(0x0800, packet)),
                2 => obsolete(order, 0, 9, packet),
                _ => simple(order, packet.len() as u32, packet),
            });
        }
        file.extend(block(order, 5, &[0; 8]));
        file.extend(section(Order::Big));
        files.push(file);
    }
    for transcript in transcripts() {
        files.push(written(&transcript, Internet::V4, 1460).1);
    }
    files.into_iter().map(sliced).collect()
}

fn key_log() -> Vec<u8> {
    let hex = |byte: &str, count: usize| byte.repeat(count);
    format!(
        "# comment\nCLIENT_RANDOM {} {}\nRSA 0102030405060708 {}\r\nRSA Session-ID:{} Master-Key:{}\n\
         PMS_CLIENT_RANDOM {} {}\nSERVER_TRAFFIC_SECRET_0 {} {}\n",
        hex("01", 32),
        hex("a2", 48),
        hex("B3", 48),
        hex("04", 32),
        hex("05", 48),
        hex("06", 32),
        hex("07", 32),
        hex("08", 32),
        hex("09", 32),
    )
    .into_bytes()
}

/// Private keys: as PKCS#8 and PKCS#1, in PEM and DER, and what is refused.
fn secrets_files() -> Vec<Vec<u8>> {
    let pem = include_str!("../src/pki/teaching/server.key.pem");
    let boxed = |label: &str, body: &str| {
        format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n").into_bytes()
    };
    let mut files = vec![
        pem.as_bytes().to_vec(),
        key_log(),
        boxed("EC PRIVATE KEY", "MAA="),
        boxed("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA"),
        boxed("CERTIFICATE", "MAMCAQA="),
        boxed("PRIVATE KEY", "MIAGByqGSM49AgE="),
    ];
    if let Ok(key) = tls_airmail::crypto::rsa::PrivateKey::from_pem(pem)
        && let Ok(der) = key.to_pkcs1_der()
    {
        files.push(der);
    }
    files
}

/// What was said in an exchange, in the form that the target takes: without secrets, with the
/// server's key, with the key log.
fn connections() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for transcript in transcripts() {
        let mut reader = Reader::default();
        let _ = reader.push(&written(&transcript, Internet::V4, 1460).1);
        let Some(conversation) = reader.finish().conversations.pop() else { continue };
        for choice in 0..3 {
            let seed = conversation.chunks.iter().flat_map(chunk);
            seeds.push([choice].into_iter().chain(seed).collect());
        }
        // Empty records of every kind behind all that the client says.
        let mut seed = vec![2];
        for said in &conversation.chunks {
            seed.extend(chunk(said));
            if said.from == Holder::Client && matches!(said.what, What::Bytes(_)) {
                (20..24).for_each(|kind| seed.extend([0, 0, 5, kind, 3, 3, 0, 0]));
            }
        }
        seeds.push(seed);
    }
    // A greeting and STARTTLS, then what is no TLS.
    seeds.push([&[2, 1, 0, 11][..], b"220 hello\r\n", &[0, 0, 10], b"STARTTLS\r\n"].concat());
    seeds
}

/// Who and what, a length, and so many bytes.
fn chunk(chunk: &Chunk) -> Vec<u8> {
    let side = u8::from(chunk.from == Holder::Server);
    let (head, bytes) = match &chunk.what {
        What::Bytes(bytes) => (side, &bytes[..]),
        What::Gap(_) => (side | 2, &[][..]),
        What::End => (side | 4, &[][..]),
        What::Reset => (side | 6, &[][..]),
    };
    let [high, low] = (bytes.len() as u16).to_be_bytes();
    [&[head, high, low], bytes].concat()
}
