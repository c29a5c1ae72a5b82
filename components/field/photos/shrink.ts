import { drawSmaller } from "@/components/shared/draw-smaller";

export type Picture = { blob: Blob; sha256: string };

let worker: Worker | null = null;
let isBroken = typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined";
let asked = 0;

/** One worker for all pictures of a visit; a browser that refuses it draws on the page instead. */
function openWorker(): Worker {
  worker ??= new Worker(new URL("./draw-worker.ts", import.meta.url), { type: "module" });
  return worker;
}

function askWorker(source: Blob | ImageBitmap, maxPx: number): Promise<Blob | null> {
  asked += 1;
  const id = asked;
  const open = openWorker();
  return new Promise((resolve) => {
    const finish = (blob: Blob | null) => {
      open.removeEventListener("message", hear);
      open.removeEventListener("error", fail);
      resolve(blob);
    };
    const hear = ({ data }: MessageEvent<{ id: number; blob: Blob | null }>) => {
      if (data.id === id) finish(data.blob);
    };
    const fail = () => {
      isBroken = true;
      finish(null);
    };
    open.addEventListener("message", hear);
    open.addEventListener("error", fail);
    // A picture is copied, not handed over: where the worker fails it is drawn on the page.
    open.postMessage({ id, source, maxPx });
  });
}

async function drawHere(source: Blob | ImageBitmap, maxPx: number): Promise<Blob> {
  const bitmap = source instanceof Blob ? await createImageBitmap(source) : source;
  return (await drawSmaller(bitmap, maxPx)).blob;
}

/** Lower-case hex SHA-256 of the bytes that will be sent. */
export async function sumOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What the camera gave as the JPEG that is kept and sent: at most `maxPx` long, upright, without anything but the
 * picture. Throws where the browser cannot read it.
 */
export async function shrink(source: Blob | ImageBitmap, maxPx: number): Promise<Picture> {
  const drawn = isBroken ? null : await askWorker(source, maxPx);
  const blob = drawn ?? (await drawHere(source, maxPx));
  return { blob, sha256: await sumOf(blob) };
}
