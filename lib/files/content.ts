import type { FileType } from "@/lib/files/rules";

/** Of an image's head, before anything of it is decoded: a small file may unfold into gigabytes. */
export type Dimensions = { width: number; height: number };

/** As many pixels as the largest common phone cameras make, which unfold into 256 MB. */
export const MAX_PIXELS = 64_000_000;

/**
 * What the bytes are, by their first ones and not by what somebody says. null for everything that is not taken: SVG,
 * HTML, archives, programs. Text is what has no control characters and does not begin like a page.
 */
export function typeOfBytes(bytes: Buffer): FileType | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  if (bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return "image/png";
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP")
    return "image/webp";
  if (bytes.toString("latin1", 0, 5) === "%PDF-") return "application/pdf";
  return isText(bytes) ? "text/plain" : null;
}

/** Whether what was declared is what came; of text only its sender knows what kind it is. */
export function agrees(declared: string, found: FileType | null): boolean {
  return declared === found || (declared === "text/csv" && found === "text/plain");
}

function isText(bytes: Buffer): boolean {
  // Tab, line breaks and form feed are text; every other control character is not.
  const hasControls = bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte));
  const start = bytes.toString("latin1", 0, 512).replace(/^\xef\xbb\xbf/, "");
  return !hasControls && !/^\s*<(?:!doctype|!--|\?xml|html|head|body|script|svg|iframe)/i.test(start);
}

const MARKUP = [/<script[\s>]/i, /<!doctype\s+html/i, /<html[\s>]/i, /<\?php/i, /%PDF-1\./];

/**
 * Whether a file is a second one in disguise: a picture that is a page, a document or an archive as well. Such a file
 * is harmless after the picture was made anew, but nobody sends one by accident.
 */
export function hidesAnother(bytes: Buffer, type: FileType): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - 66_000));
  // An archive is read from its end: the end record and a directory entry before it.
  if (tail.includes("PK\x05\x06") && tail.includes("PK\x01\x02")) return true;
  if (type === "application/pdf") return !bytes.subarray(-2_048).includes("%%EOF");
  if (type === "text/plain" || type === "text/csv") return false;
  const text = bytes.toString("latin1");
  return MARKUP.some((sign) => sign.test(text));
}

/** Width and height as the head of the file says; null where there is no head to read. */
export function dimensionsOf(bytes: Buffer, type: FileType): Dimensions | null {
  try {
    if (type === "image/png") return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    if (type === "image/webp") return webpDimensions(bytes);
    return type === "image/jpeg" ? jpegDimensions(bytes) : null;
  } catch {
    // A number would lie behind the end: the file was cut off within its head.
    return null;
  }
}

/** ITU T.81 B.1: segments of a marker and a length, until the frame header, which holds height and width. */
function jpegDimensions(bytes: Buffer): Dimensions | null {
  let position = 2;
  while (position < bytes.length) {
    if (bytes[position] !== 0xff) return null;
    const marker = bytes.readUInt8(position + 1);
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(position + 7), height: bytes.readUInt16BE(position + 5) };
    if (marker === 0xd9 || marker === 0xda) return null;
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return null;
}

/** RFC 9649: the canvas of the extended format, or the head of the one picture. */
function webpDimensions(bytes: Buffer): Dimensions | null {
  const chunk = bytes.toString("latin1", 12, 16);
  if (chunk === "VP8X") return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === "VP8L") {
    const packed = bytes.readUInt32LE(21);
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== "VP8 ") return null;
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}
