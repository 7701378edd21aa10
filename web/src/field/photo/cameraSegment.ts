import type { CameraSays } from './readCamera.ts';

const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;

interface Field {
  readonly tag: number;
  readonly type: typeof ASCII | typeof LONG | typeof RATIONAL;
  readonly count: number;
  /** Four bytes or fewer stand in the field itself, longer ones behind. */
  readonly bytes: Uint8Array;
}

/**
 * Puts the camera's own time and place back into a JPEG that was made smaller, as an EXIF segment right
 * behind its first two bytes: the evidence goes with the bytes that are hashed. Nothing known: unchanged.
 */
export function withCameraSegment(jpeg: ArrayBuffer, says: CameraSays): ArrayBuffer {
  const bytes = new Uint8Array(jpeg);
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isJpeg || (says.takenAt === null && says.lon === null)) return jpeg;
  const segment = segmentOf(says);
  const out = new Uint8Array(bytes.length + segment.length);
  out.set(bytes.subarray(0, 2), 0);
  out.set(segment, 2);
  out.set(bytes.subarray(2), 2 + segment.length);
  return out.buffer;
}

/** APP1: marker, length, "Exif", then a little big-endian TIFF with a main, an EXIF and a GPS directory. */
function segmentOf({ takenAt, lon, lat }: CameraSays): Uint8Array {
  const exif: Field[] = takenAt === null ? [] : [text(0x9003, stamp(takenAt))];
  const gps: Field[] =
    lon === null || lat === null
      ? []
      : [
          text(1, lat < 0 ? 'S' : 'N'),
          degrees(2, Math.abs(lat)),
          text(3, lon < 0 ? 'W' : 'E'),
          degrees(4, Math.abs(lon)),
        ];
  const tiff = tiffOf(exif, gps);
  const segment = new Uint8Array(10 + tiff.length);
  const view = new DataView(segment.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, 8 + tiff.length);
  segment.set([0x45, 0x78, 0x69, 0x66, 0, 0], 4);
  segment.set(tiff, 10);
  return segment;
}

function tiffOf(exif: readonly Field[], gps: readonly Field[]): Uint8Array {
  const parts = [exif, gps].filter((fields) => fields.length > 0);
  const mainSize = 2 + 12 * parts.length + 4;
  let at = 8 + mainSize;
  const pointers: Field[] = [];
  const bodies: Uint8Array[] = [];
  for (const fields of parts) {
    pointers.push({ tag: fields === exif ? 0x8769 : 0x8825, type: LONG, count: 1, bytes: uint32(at) });
    const body = directory(fields, at);
    bodies.push(body);
    at += body.length;
  }
  const head = new Uint8Array([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
  return joined([head, directory(pointers, 8), ...bodies]);
}

/** One directory at an offset of the TIFF, its longer values right behind it. */
function directory(fields: readonly Field[], offset: number): Uint8Array {
  const size = 2 + 12 * fields.length + 4;
  const view = new DataView(new ArrayBuffer(size));
  const behind: Uint8Array[] = [];
  let next = offset + size;
  view.setUint16(0, fields.length);
  fields.forEach((field, n) => {
    const at = 2 + 12 * n;
    view.setUint16(at, field.tag);
    view.setUint16(at + 2, field.type);
    view.setUint32(at + 4, field.count);
    if (field.bytes.length <= 4)
      for (const [i, byte] of field.bytes.entries()) view.setUint8(at + 8 + i, byte);
    else {
      view.setUint32(at + 8, next);
      behind.push(field.bytes);
      next += field.bytes.length;
    }
  });
  return joined([new Uint8Array(view.buffer), ...behind]);
}

function text(tag: number, value: string): Field {
  const bytes = new TextEncoder().encode(`${value}\0`);
  return { tag, type: ASCII, count: bytes.length, bytes };
}

/** Degrees, minutes and seconds to a hundredth of a millisecond of arc: a few millimetres. */
function degrees(tag: number, value: number): Field {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  const seconds = Math.round(((value - whole) * 60 - minutes) * 60 * 100_000);
  const numbers = [whole, 1, minutes, 1, seconds, 100_000];
  return { tag, type: RATIONAL, count: 3, bytes: joined(numbers.map(uint32)) };
}

function uint32(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((all, part) => all + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** `2026:11:20 15:42:10` of the phone's own time zone, as cameras write it. */
function stamp(at: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const d = new Date(at);
  const day = `${d.getFullYear()}:${two(d.getMonth() + 1)}:${two(d.getDate())}`;
  return `${day} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}
