//! pcapng (draft-ietf-opsawg-pcapng): blocks, each with its length in front and behind.

use super::{
    broken::{Broken, Wrong},
    order::Order,
    packet::{MOST, Packet, Step},
};

const SECTION: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const OBSOLETE: u32 = 2;
const SIMPLE: u32 = 3;
const ENHANCED: u32 = 6;
const SECRETS: u32 = 0x0a;

/// Secrets that are an NSS key log: `TLSK`.
const KEY_LOG: u32 = 0x544c_534b;

/// Most bytes of a block that is looked into.
const LONGEST: u64 = 16 << 20;
/// Most interfaces of a section.
const INTERFACES: usize = 4096;

/// The section that is being read.
#[derive(Clone, Debug)]
pub struct Pcapng {
    order: Order,
    interfaces: Vec<Interface>,
    /// A block is passed over: only the length behind it is left, and must be this.
    passed: Option<(u32, u64)>,
}

/// How an Interface Description Block describes packets.
#[derive(Clone, Copy, Debug)]
struct Interface {
    link: u16,
    /// Most bytes that are kept of a packet; zero is no limit.
    snap: u32,
    /// Units in a second.
    units: Units,
    /// Seconds to add to all times.
    shift: i64,
}

/// if_tsresol.
#[derive(Clone, Copy, Debug)]
enum Units {
    /// 10 to this power in a second.
    Decimal(u8),
    /// 2 to this power in a second.
    Binary(u8),
}

/// What was in a block.
#[derive(Debug)]
pub enum Block<'a> {
    /// Nothing that is needed.
    Nothing,
    /// A packet.
    Packet(Packet<'a>),
    /// A packet of an interface that no block describes: its number.
    Homeless(u32),
    /// An NSS key log.
    KeyLog(&'a [u8]),
    /// Other secrets: the number of their kind.
    Secrets(u32),
}

/// The first block, if `bytes` begin with its number.
pub fn open(bytes: &[u8]) -> Option<Pcapng> {
    (Order::Big.u32(bytes, 0)? == SECTION).then(|| Pcapng {
        order: Order::Big,
        interfaces: Vec::new(),
        passed: None,
    })
}

impl Pcapng {
    /// The block that is being passed over: its length, and where it begins.
    pub fn passing(&self) -> Option<(u32, u64)> {
        self.passed
    }

    /// The block at the start of `bytes`, which stand at `offset` in the file.
    pub fn step<'a>(&mut self, bytes: &'a [u8], offset: u64) -> Result<Step<Block<'a>>, Broken> {
        if let Some((front, start)) = self.passed {
            let Some(back) = self.order.u32(bytes, 0) else {
                return Ok(Step::More { part: "pcapng.block", needed: 4 });
            };
            self.passed = None;
            trailer(front, back, start)?;
            return Ok(Step::Took { value: Block::Nothing, length: 4 });
        }
        // A section may turn the byte order: it is told by the third number, type being the same
        // from both ends.
        if Order::Big.u32(bytes, 0) == Some(SECTION) {
            let Some(mark) = Order::Big.u32(bytes, 8) else {
                return Ok(Step::More { part: "pcapng.section", needed: 12 });
            };
            self.order = match mark {
                0x1a2b_3c4d => Order::Big,
                0x4d3c_2b1a => Order::Little,
                found => {
                    let what = Wrong::ByteOrder { found };
                    return Err(Broken { offset, part: "pcapng.section", what });
                }
            };
            self.interfaces.clear();
        }
        let order = self.order;
        let (Some(kind), Some(length)) = (order.u32(bytes, 0), order.u32(bytes, 4)) else {
            return Ok(Step::More { part: "pcapng.block", needed: 8 });
        };
        let (part, least): (_, u32) = match kind {
            SECTION => ("pcapng.section", 28),
            INTERFACE => ("pcapng.interface", 20),
            OBSOLETE | ENHANCED => ("pcapng.packet", 32),
            SIMPLE => ("pcapng.packet", 16),
            SECRETS => ("pcapng.secrets", 20),
            _ => ("pcapng.block", 12),
        };
        let known = part != "pcapng.block";
        let most = if known { LONGEST } else { u32::MAX.into() };
        if length < least || u64::from(length) > most {
            let what = Wrong::Length { least: least.into(), most, found: length.into() };
            return Err(Broken { offset, part, what });
        }
        if length % 4 != 0 {
            let what = Wrong::Multiple { of: 4, found: length.into() };
            return Err(Broken { offset, part, what });
        }
        if !known {
            self.passed = Some((length, offset));
            return Ok(Step::Took { value: Block::Nothing, length: u64::from(length) - 4 });
        }
        let whole = length as usize;
        let (Some(body), Some(back)) = (bytes.get(8..whole - 4), order.u32(bytes, whole - 4))
        else {
            return Ok(Step::More { part, needed: whole });
        };
        trailer(length, back, offset).map_err(|broken| Broken { part, ..broken })?;
        let value = match kind {
            SECTION => self.section(body, offset)?,
            INTERFACE => self.interface(body, offset)?,
            SECRETS => self.secrets(body, offset)?,
            _ => self.packet(kind, body, offset)?,
        };
        Ok(Step::Took { value, length: length.into() })
    }

    fn section<'a>(&self, body: &[u8], offset: u64) -> Result<Block<'a>, Broken> {
        let number = |at| self.order.u16(body, at).unwrap_or_default();
        // 1.2 is 1.0 by another name.
        match (number(4), number(6)) {
            (1, 0 | 2) => Ok(Block::Nothing),
            (major, minor) => {
                let what = Wrong::Version { major: major.into(), minor: minor.into() };
                Err(Broken { offset, part: "pcapng.section", what })
            }
        }
    }

    fn interface<'a>(&mut self, body: &[u8], offset: u64) -> Result<Block<'a>, Broken> {
        if self.interfaces.len() >= INTERFACES {
            let what = Wrong::Many { most: INTERFACES as u64 };
            return Err(Broken { offset, part: "pcapng.interface", what });
        }
        let mut interface = Interface {
            link: self.order.u16(body, 0).unwrap_or_default(),
            snap: self.order.u32(body, 4).unwrap_or_default(),
            units: Units::Decimal(6),
            shift: 0,
        };
        let mut rest = body.get(8..).unwrap_or_default();
        while let (Some(code), Some(length)) = (self.order.u16(rest, 0), self.order.u16(rest, 2)) {
            let length = usize::from(length);
            let Some(value) = rest.get(4..4 + length) else {
                let what = Wrong::Short { needed: length as u64, left: rest.len() as u64 - 4 };
                return Err(Broken { offset, part: "pcapng.interface", what });
            };
            match code {
                0 => break,
                9 => {
                    if let [unit, ..] = *value {
                        let power = unit & 0x7f;
                        interface.units = if unit & 0x80 == 0 {
                            Units::Decimal(power)
                        } else {
                            Units::Binary(power)
                        };
                    }
                }
                14 => interface.shift = self.order.u64(value, 0).unwrap_or_default() as i64,
                _ => {}
            }
            rest = rest.get(4 + length.next_multiple_of(4)..).unwrap_or_default();
        }
        self.interfaces.push(interface);
        Ok(Block::Nothing)
    }

    fn secrets<'a>(&self, body: &'a [u8], offset: u64) -> Result<Block<'a>, Broken> {
        let number = |at| self.order.u32(body, at).unwrap_or_default();
        let (kind, length) = (number(0), number(4));
        let room = body.len().saturating_sub(8) as u64;
        let Some(inside) = body.get(8..8_usize.saturating_add(length as usize)) else {
            let what = Wrong::Length { least: 0, most: room, found: length.into() };
            return Err(Broken { offset, part: "pcapng.secrets", what });
        };
        Ok(if kind == KEY_LOG { Block::KeyLog(inside) } else { Block::Secrets(kind) })
    }

    fn packet<'a>(&self, kind: u32, body: &'a [u8], offset: u64) -> Result<Block<'a>, Broken> {
        let number = |at| self.order.u32(body, at).unwrap_or_default();
        let (index, ticks, head) = match kind {
            SIMPLE => (0, None, 4),
            OBSOLETE => (self.order.u16(body, 0).unwrap_or_default().into(), Some(4), 20),
            _ => (number(0), Some(4), 20),
        };
        let Some(interface) = self.interfaces.get(index as usize) else {
            return Ok(Block::Homeless(index));
        };
        let room = body.len().saturating_sub(head);
        let held = if kind == SIMPLE {
            // It says only how long the packet was; how much is kept follows from the limit.
            let limit = if interface.snap == 0 { u32::MAX } else { interface.snap };
            number(0).min(limit) as usize
        } else {
            number(12) as usize
        };
        let (Some(bytes), true) = (body.get(head..head.saturating_add(held)), held <= MOST) else {
            let most = room.min(MOST) as u64;
            let what = Wrong::Length { least: 0, most, found: held as u64 };
            return Err(Broken { offset, part: "pcapng.packet", what });
        };
        let time = ticks.map_or(0, |at| {
            interface.time(u64::from(number(at)) << 32 | u64::from(number(at + 4)))
        });
        Ok(Block::Packet(Packet { link: interface.link, time, offset, bytes }))
    }
}

impl Interface {
    /// Nanoseconds since 1970; what is before is zero, and what is too late the latest.
    fn time(self, ticks: u64) -> u64 {
        const SECOND: u128 = 1_000_000_000;
        let ticks = u128::from(ticks);
        let nanoseconds = match self.units {
            Units::Decimal(power @ 0..=9) => ticks * 10_u128.pow(9 - u32::from(power)),
            Units::Decimal(power) => {
                10_u128.checked_pow(u32::from(power) - 9).map_or(0, |units| ticks / units)
            }
            Units::Binary(power) => (ticks * SECOND).checked_shr(power.into()).unwrap_or(0),
        };
        let shift = i128::from(self.shift) * SECOND as i128;
        let sum = i128::try_from(nanoseconds).unwrap_or(i128::MAX).saturating_add(shift);
        u64::try_from(sum.max(0)).unwrap_or(u64::MAX)
    }
}

fn trailer(front: u32, back: u32, offset: u64) -> Result<(), Broken> {
    if front == back {
        return Ok(());
    }
    let what = Wrong::Trailer { front: front.into(), back: back.into() };
    Err(Broken { offset, part: "pcapng.block", what })
}
