import "server-only";
import { Transformer } from "@napi-rs/image";
import { IMAGE_SIZES, type ImageSize } from "@/lib/files/rules";

export type Rendition = {
  size: ImageSize;
  bytes: Buffer;
  mime: "image/jpeg" | "image/png";
  ending: "jpg" | "png";
  width: number;
  height: number;
};

const QUALITY: Record<ImageSize, number> = { original: 85, medium: 80, small: 78 };
/** Stretch to exactly what was computed; the shape is kept by computing it. */
const FILL = 1;
const LANCZOS = 4;
/** Decoded at one time: each may unfold into 256 MB. */
const MOST_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/**
 * The picture made anew in up to three sizes: turned as its camera said, without EXIF, place or any other word. A size
 * that would not be smaller than the one before is left out. Decoding and encoding run in the thread pool. Throws for
 * what cannot be decoded.
 */
export function renderImage(bytes: Buffer, mime: string): Promise<Rendition[]> {
  return inTurn(async () => {
    const original = await render(bytes, mime, "original");
    const renditions = [original];
    for (const size of ["medium", "small"] as const) {
      const last = renditions.at(-1) ?? original;
      if (Math.max(last.width, last.height) <= IMAGE_SIZES[size]) continue;
      renditions.push(await render(last.bytes, last.mime, size));
    }
    return renditions;
  });
}

async function render(bytes: Buffer, mime: string, size: ImageSize): Promise<Rendition> {
  const { width, height } = await orientedSize(bytes);
  const scale = Math.min(1, IMAGE_SIZES[size] / Math.max(width, height));
  const target = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const image = new Transformer(bytes).rotate();
  if (scale < 1) image.resize(target.width, target.height, LANCZOS, FILL);
  // PNG stays PNG: a logo or a signature may have no background.
  const isPng = mime === "image/png";
  const made = isPng ? await image.png() : await image.jpeg(QUALITY[size]);
  return {
    size,
    bytes: made,
    mime: isPng ? "image/png" : "image/jpeg",
    ending: isPng ? "png" : "jpg",
    ...target,
  };
}

/** Orientations 5 to 8 of EXIF lie on their side. */
async function orientedSize(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { width, height, orientation = 1 } = await new Transformer(bytes).metadata(true);
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}
