// A zip of files as they are, without compression: the same files, the same bytes. Pure.
// (PKWARE APPNOTE 6.3.10: §4.3.7 local header, §4.3.12 central directory, §4.3.16 its end.)

/** CRC-32, of each byte by itself. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** @param {Uint8Array} bytes */
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Date and time as DOS counts them, UTC, between 1980 and 2107. @param {number} seconds since 1970 */
function stamp(seconds) {
  const first = Date.UTC(1980, 0, 1);
  const last = Date.UTC(2107, 11, 31, 23, 59, 58);
  const at = new Date(Math.min(Math.max(seconds * 1000, first), last));
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

/** Numbers, lowest byte first. @param {...[number, number]} parts value, bytes */
const little = (...parts) => Uint8Array.from(parts.flatMap(([value, count]) => Array.from({ length: count }, (_, i) => (value / 2 ** (8 * i)) & 255)));

/** @param {Uint8Array[]} parts */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @param {{name: string, bytes: Uint8Array}[]} files names of ASCII, folders with `/`
 * @param {number} seconds when they were made, since 1970
 */
export function zip(files, seconds) {
  const { date, time } = stamp(seconds);
  const text = new TextEncoder();
  /** @type {Uint8Array[]} */
  const local = [];
  /** @type {Uint8Array[]} */
  const central = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = text.encode(name);
    /** What both headers say alike: version 2.0, no flag, stored. @type {[number, number][]} */
    const same = [[20, 2], [0, 2], [0, 2], [time, 2], [date, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [path.length, 2], [0, 2]];
    const head = little([0x04034b50, 4], ...same);
    local.push(head, path, bytes);
    central.push(little([0x02014b50, 4], [20, 2], ...same, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), path);
    offset += head.length + path.length + bytes.length;
  }
  const directory = join(central);
  const end = little([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return join([...local, directory, end]);
}
