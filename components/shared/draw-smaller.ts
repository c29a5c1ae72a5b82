export type Drawn = { blob: Blob; width: number; height: number };

const QUALITY = 0.82;

/** Fits into a square of `maxPx` without growing; at least a pixel each way. */
export function fitInto(width: number, height: number, maxPx: number): { width: number; height: number } {
  const scale = Math.min(1, maxPx / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The bitmap is upright already; drawn anew it is a JPEG without place, camera or anything else a camera writes. */
export async function drawSmaller(bitmap: ImageBitmap, maxPx: number): Promise<Drawn> {
  const { width, height } = fitInto(bitmap.width, bitmap.height, maxPx);
  if (typeof OffscreenCanvas === "undefined") return drawOnPage(bitmap, width, height);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  return { blob: await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }), width, height };
}

/** For browsers whose workers cannot draw. */
async function drawOnPage(bitmap: ImageBitmap, width: number, height: number): Promise<Drawn> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });
  if (!blob) throw new Error("This picture could not be drawn.");
  return { blob, width, height };
}
