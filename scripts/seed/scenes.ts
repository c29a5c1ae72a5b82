/**
 * What phones photographed, drawn: no picture of a real home or face is needed, and the same demo has the same bytes on
 * every machine. Words are left out, because fonts differ. Sizes are half of what comes out: the renderer draws twice as
 * large.
 */

export type Scene = { name: string; svg: string; isInk: boolean };

type Place = { wall: string; floor: string; light: string };
const PLACES: readonly Place[] = [
  { wall: "#c9c2b4", floor: "#8b7f70", light: "#f4efe4" },
  { wall: "#b7c1c4", floor: "#6f7b80", light: "#eef4f5" },
];

const room = ({ wall, floor, light }: Place, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360" viewBox="0 0 800 600">
  <defs>
    <radialGradient id="l" cx="0.6" cy="0.25" r="0.9"><stop offset="0" stop-color="${light}"/><stop offset="0.55" stop-color="${wall}"/><stop offset="1" stop-color="${floor}"/></radialGradient>
    <linearGradient id="m" x1="0" x2="1"><stop offset="0" stop-color="#8f979b"/><stop offset="0.35" stop-color="#f3f5f6"/><stop offset="1" stop-color="#7d868b"/></linearGradient>
    <linearGradient id="c" x1="0" x2="1"><stop offset="0" stop-color="#8a4b25"/><stop offset="0.4" stop-color="#e0a071"/><stop offset="1" stop-color="#7b3f1d"/></linearGradient>
  </defs>
  <rect width="800" height="600" fill="url(#l)"/><rect y="500" width="800" height="100" fill="${floor}"/>${content}</svg>`;

const pipe = (x: number, y: number, height: number) =>
  `<rect x="${x}" y="${y}" width="22" height="${height}" fill="url(#c)"/><rect x="${x - 5}" y="${y + height / 2}" width="32" height="26" rx="4" fill="url(#m)"/>`;

const boiler = (lamp: string, extra: string) =>
  `<rect x="246" y="86" width="308" height="344" rx="16" fill="#00000033"/>
  <rect x="240" y="76" width="308" height="344" rx="16" fill="#f2f3f1" stroke="#9aa2a5" stroke-width="3"/>
  <rect x="264" y="310" width="260" height="84" rx="8" fill="#2a3338"/>
  <circle cx="306" cy="352" r="24" fill="#e9ecec"/><path d="M306 352 L318 336" stroke="#b2261f" stroke-width="4"/>
  <rect x="350" y="334" width="104" height="36" rx="4" fill="#9fc7a6"/><circle cx="492" cy="352" r="11" fill="${lamp}"/>
  <rect x="362" y="0" width="64" height="78" fill="url(#m)"/>${[286, 344, 402, 470].map((x) => pipe(x, 420, 120)).join("")}${extra}`;

const DIRT = `<path d="M300 300 C330 230 380 340 420 250 C460 190 500 320 520 290" stroke="#8a4b25" stroke-width="26" stroke-linecap="round" fill="none" opacity="0.45"/>
  <ellipse cx="420" cy="548" rx="150" ry="22" fill="#3d5a66" opacity="0.6"/><path d="M413 470 q10 22 0 34 q-10 -12 0 -34" fill="#5f8796"/>`;

const sink = (extra: string) =>
  `<rect x="140" y="60" width="520" height="46" rx="10" fill="#eceeee" stroke="#98a1a5" stroke-width="3"/>
  <rect x="372" y="106" width="56" height="90" fill="url(#m)"/><path d="M400 196 V290 a70 70 0 0 0 140 0 V250" fill="none" stroke="#aab2b6" stroke-width="52"/>
  <path d="M400 196 V290 a70 70 0 0 0 140 0 V250" fill="none" stroke="#eef1f2" stroke-width="20"/>
  <rect x="360" y="188" width="80" height="34" rx="8" fill="#d7dcdf" stroke="#7f888d" stroke-width="3"/>
  <rect x="500" y="226" width="80" height="34" rx="8" fill="#d7dcdf" stroke="#7f888d" stroke-width="3"/><rect x="540" y="230" width="260" height="44" fill="#e4e8ea"/>${extra}`;

const LEAK = `<path d="M388 222 q-14 40 -6 96 M412 222 q8 46 2 120" stroke="#7fa9bb" stroke-width="7" fill="none" opacity="0.85"/>
  <ellipse cx="410" cy="540" rx="190" ry="26" fill="#4b6b79" opacity="0.6"/><path d="M352 200 q24 -22 96 4" stroke="#6b5a34" stroke-width="10" fill="none" opacity="0.7"/>`;

const gauge = (angle: number) =>
  `<circle cx="400" cy="290" r="196" fill="#00000022"/><circle cx="396" cy="280" r="190" fill="url(#m)"/><circle cx="396" cy="280" r="164" fill="#fbfbf8"/>
  ${Array.from({ length: 11 }, (_, n) => `<rect x="392" y="128" width="8" height="${n % 5 === 0 ? 34 : 20}" fill="#30393e" transform="rotate(${-130 + n * 26} 396 280)"/>`).join("")}
  <path d="M396 280 m-128 30 a131 131 0 0 1 48 -132" stroke="#2f8f4e" stroke-width="16" fill="none"/>
  <path d="M390 300 L396 146 L402 300 Z" fill="#b2261f" transform="rotate(${angle} 396 280)"/><circle cx="396" cy="280" r="18" fill="#30393e"/><rect x="372" y="470" width="48" height="130" fill="url(#c)"/>`;

const PROBLEM = `<circle cx="430" cy="360" r="86" fill="none" stroke="#b2261f" stroke-width="9" opacity="0.9"/>`;

/** Before and after belong together by their place in the list. */
export const BEFORE: readonly Scene[] = PLACES.flatMap((place, index) => [
  { name: `boiler-before-${index + 1}.jpg`, svg: room(place, boiler("#c9342b", DIRT)), isInk: false },
  { name: `drain-before-${index + 1}.jpg`, svg: room(place, sink(LEAK)), isInk: false },
]);
export const AFTER: readonly Scene[] = PLACES.flatMap((place, index) => [
  { name: `boiler-after-${index + 1}.jpg`, svg: room(place, boiler("#35b25c", "")), isInk: false },
  { name: `drain-after-${index + 1}.jpg`, svg: room(place, sink("")), isInk: false },
]);
export const EQUIPMENT: Scene = {
  name: "gauge.jpg",
  svg: room(PLACES[1] ?? { wall: "#ccc", floor: "#888", light: "#fff" }, gauge(-48)),
  isInk: false,
};
export const FOUND: Scene = {
  name: "found.jpg",
  svg: room(PLACES[0] ?? { wall: "#ccc", floor: "#888", light: "#fff" }, boiler("#c9342b", DIRT + PROBLEM)),
  isInk: false,
};

/** Written with a finger: each a line of its own. */
const STROKES = [
  "M40 130 C70 30 110 30 100 120 S150 160 170 90 S210 60 216 120 S270 150 300 84 S350 60 352 120 S430 130 520 96",
  "M50 60 C60 150 70 170 84 60 C120 40 150 90 96 104 C150 100 190 140 214 96 C230 70 250 130 276 110 S340 60 360 118 S420 96 470 104",
  "M60 110 C110 20 150 40 120 130 C90 180 60 140 130 96 S240 60 250 120 S300 40 330 110 S380 130 400 90 M90 150 H440",
] as const;

export const SIGNATURES: readonly Scene[] = STROKES.map((stroke, index) => ({
  name: `signature-${index + 1}.png`,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="114" viewBox="0 0 560 200"><path d="${stroke}" fill="none" stroke="#10181c" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  isInk: true,
}));

type Face = { skin: string; hair: string; shirt: string; ground: string; cut: "short" | "long" | "cap" };
const FACES: readonly Face[] = [
  { skin: "#d9a27c", hair: "#3a2419", shirt: "#0f6a6e", ground: "#dbe7e7", cut: "long" },
  { skin: "#7a4a2c", hair: "#17110d", shirt: "#26547c", ground: "#e6e1d6", cut: "short" },
  { skin: "#efc9a4", hair: "#171717", shirt: "#0f6a6e", ground: "#dde4ec", cut: "long" },
  { skin: "#a8703f", hair: "#241811", shirt: "#26547c", ground: "#e9e4da", cut: "cap" },
  { skin: "#f0cdb0", hair: "#8a5a2b", shirt: "#0f6a6e", ground: "#e0e8e2", cut: "short" },
  { skin: "#e9bd94", hair: "#0f0f12", shirt: "#26547c", ground: "#e7e0e6", cut: "cap" },
];

const CUTS: Record<Face["cut"], (face: Face) => string> = {
  short: ({ hair }) =>
    `<path d="M146 170 C140 90 200 66 240 70 C300 66 344 100 334 172 C320 130 290 122 240 122 C190 122 160 134 146 170 Z" fill="${hair}"/>`,
  long: ({ hair }) =>
    `<path d="M138 290 C110 120 170 62 240 66 C316 62 366 124 342 290 C330 250 336 190 316 146 C280 124 200 122 166 148 C146 190 150 250 138 290 Z" fill="${hair}"/>`,
  cap: ({ shirt, hair }) =>
    `<path d="M148 176 C150 150 158 150 166 148 H316 C326 150 330 160 332 176 L324 150 H156 Z" fill="${hair}"/><path d="M148 150 C144 84 190 58 240 58 C292 58 338 84 334 150 Z" fill="${shirt}"/><path d="M318 138 q60 0 76 22 q-40 8 -78 -4 Z" fill="${shirt}"/>`,
};

/** Not of anybody: enough to tell who rings the bell. */
export const PORTRAITS: readonly Scene[] = FACES.map((face, index) => ({
  name: `portrait-${index + 1}.jpg`,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 480 480"><rect width="480" height="480" fill="${face.ground}"/>
  <path d="M70 480 C76 370 150 340 240 340 C330 340 404 370 410 480 Z" fill="${face.shirt}"/><rect x="204" y="280" width="72" height="84" rx="30" fill="${face.skin}"/>
  <ellipse cx="240" cy="210" rx="92" ry="112" fill="${face.skin}"/><circle cx="206" cy="206" r="8" fill="#241a14"/><circle cx="274" cy="206" r="8" fill="#241a14"/>
  <path d="M240 216 q-12 30 4 34" stroke="#00000044" stroke-width="5" fill="none"/><path d="M204 268 q36 28 72 0" stroke="#7d3b33" stroke-width="7" stroke-linecap="round" fill="none"/>${CUTS[face.cut](face)}</svg>`,
  isInk: false,
}));
