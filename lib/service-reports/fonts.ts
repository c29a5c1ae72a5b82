import "server-only";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create } from "fontkit";

/** Inter is shipped in one file per script; a text may need several. */
const SCRIPTS = ["latin", "latin-ext", "cyrillic", "greek", "vietnamese"] as const;
const WEIGHTS = { regular: 400, bold: 600 } as const;
export type Weight = keyof typeof WEIGHTS;

export type Face = { name: string; bytes: Buffer; has(codePoint: number): boolean };
/** A piece of text that one face can draw. */
export type Run = { face: Face; text: string };

/** Intl writes them between number and unit; Inter has no glyph for them. */
const NARROW_SPACES = /[\u2009\u202f]/gu;

const require = createRequire(import.meta.url);
const loaded = new Map<Weight, Face[]>();

export function facesOf(weight: Weight): Face[] {
  const known = loaded.get(weight);
  if (known) return known;
  const faces = SCRIPTS.map((script): Face => {
    const path = require.resolve(`@fontsource/inter/files/inter-${script}-${WEIGHTS[weight]}-normal.woff`);
    const bytes = readFileSync(path);
    const font = create(bytes);
    if (!("hasGlyphForCodePoint" in font)) throw new Error(`${path} holds more than one font`);
    return { name: `${script}-${weight}`, bytes, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
  });
  loaded.set(weight, faces);
  return faces;
}

/**
 * Cuts a text where its script changes. A character that none of the faces has (Chinese, emoji) becomes a white square,
 * which says that something stands there; an empty text gives no runs.
 */
export function runsOf(text: string, weight: Weight): Run[] {
  const faces = facesOf(weight);
  const fallback = faces[0];
  if (!fallback) return [];
  const runs: Run[] = [];
  for (const character of text.replace(NARROW_SPACES, "\u00a0")) {
    const codePoint = character.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    // A space or comma stays in the script around it.
    const face = last?.face.has(codePoint) ? last.face : faces.find((each) => each.has(codePoint));
    const drawn = face ? character : "□";
    const owner = face ?? faces.find((each) => each.has(0x25a1)) ?? fallback;
    if (last?.face === owner) last.text += drawn;
    else runs.push({ face: owner, text: drawn });
  }
  return runs;
}
