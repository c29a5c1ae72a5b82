import { drawSmaller } from "@/components/shared/draw-smaller";

type Asked = { id: number; source: Blob | ImageBitmap; maxPx: number };

/** Draws away from the page, so that the shutter is free again at once. */
self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  void answer(data);
});

async function answer({ id, source, maxPx }: Asked): Promise<void> {
  try {
    const bitmap = source instanceof Blob ? await createImageBitmap(source) : source;
    const { blob } = await drawSmaller(bitmap, maxPx);
    bitmap.close();
    self.postMessage({ id, blob });
  } catch {
    self.postMessage({ id, blob: null });
  }
}
