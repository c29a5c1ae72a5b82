import { useCallback, useEffect, useRef, useState } from "react";
import SignaturePad from "signature_pad";

/** Of the picture that is kept; enough for print, some 10 kB. */
const WIDTH_PX = 1000;
const INK = "#141c21";

/** A field to sign in: the ink is the theme's on the screen and black on white in the picture. */
export function usePad() {
  const canvasRef = useRef<HTMLCanvasElement | null>(null);
  const padRef = useRef<SignaturePad | null>(null);
  const [isEmpty, setIsEmpty] = useState(true);
  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    const fit = () => {
      const pad = padRef.current;
      if (!pad) return;
      // A canvas that changes its size forgets what was drawn on it: the phone was turned, the strokes stay.
      const strokes = pad.toData();
      sizeTo(canvas);
      pad.fromData(strokes);
    };
    const pad = new SignaturePad(canvas, {
      penColor: getComputedStyle(canvas).color,
      minWidth: 1,
      maxWidth: 3,
    });
    pad.addEventListener("endStroke", () => setIsEmpty(pad.isEmpty()));
    padRef.current = pad;
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      pad.off();
      padRef.current = null;
    };
  }, []);
  const clear = useCallback(() => {
    padRef.current?.clear();
    setIsEmpty(true);
  }, []);
  const picture = useCallback(async () => {
    const [canvas, pad] = [canvasRef.current, padRef.current];
    return canvas && pad ? drawOnWhite(canvas, pad) : null;
  }, []);
  const attach = useCallback((canvas: HTMLCanvasElement | null) => {
    canvasRef.current = canvas;
  }, []);
  return { attach, isEmpty, clear, picture };
}
export type Pad = ReturnType<typeof usePad>;

function sizeTo(canvas: HTMLCanvasElement): void {
  const ratio = Math.max(window.devicePixelRatio, 1);
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  canvas.getContext("2d")?.scale(ratio, ratio);
}

async function drawOnWhite(canvas: HTMLCanvasElement, pad: SignaturePad): Promise<Blob | null> {
  const scale = WIDTH_PX / canvas.clientWidth;
  const paper = document.createElement("canvas");
  paper.width = WIDTH_PX;
  paper.height = Math.round(canvas.clientHeight * scale);
  paper.getContext("2d")?.scale(scale, scale);
  const copy = new SignaturePad(paper, { backgroundColor: "#ffffff" });
  copy.fromData(pad.toData().map((stroke) => ({ ...stroke, penColor: INK })));
  copy.off();
  return new Promise((resolve) => {
    paper.toBlob(resolve, "image/png");
  });
}
