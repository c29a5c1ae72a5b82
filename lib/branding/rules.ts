/**
 * A company's colour where its customers look. It is chosen freely and shown readably: its OKLCH lightness is lowered
 * until white words on it reach WCAG 2.2's 4.5 : 1, on dark pages raised until ink does. OKLab and its matrices: Björn
 * Ottosson, "A perceptual color space for image processing" (2020).
 */
export type BrandShades = {
  /** For white words, on light pages and paper. */
  light: string;
  /** For ink words, on dark pages. */
  dark: string;
  /** White on the colour as it was chosen, rounded down to a tenth. */
  contrast: number;
  /** The light shade is not the chosen one, because white on that could not be read. */
  isCorrected: boolean;
};

const ENOUGH = 4.5;
const WHITE: Rgb = [1, 1, 1];
/** #0a0f12, the ink of dark pages. */
const INK: Rgb = [0x0a / 255, 0x0f / 255, 0x12 / 255];
const STEP = 0.005;

type Rgb = readonly [number, number, number];
type Oklch = { lightness: number; chroma: number; hue: number };

/** `color` is "#rrggbb". */
export function brandShades(color: string): BrandShades {
  const chosen = rgbOf(color);
  const light = shadeOf(chosen, WHITE, -STEP);
  return {
    light: hexOf(light),
    dark: hexOf(shadeOf(chosen, INK, STEP)),
    contrast: Math.floor(contrastOf(chosen, WHITE) * 10) / 10,
    isCorrected: hexOf(light) !== hexOf(chosen),
  };
}

function shadeOf(chosen: Rgb, words: Rgb, step: number): Rgb {
  if (isReadable(chosen, words)) return chosen;
  const start = oklchOf(chosen);
  for (let lightness = start.lightness + step; lightness > 0 && lightness < 1; lightness += step) {
    const shade = rgbInGamut({ ...start, lightness });
    if (isReadable(shade, words)) return shade;
  }
  return step < 0 ? INK : WHITE;
}

/** Judged as it will be written: in eight bits a channel. */
function isReadable(color: Rgb, words: Rgb): boolean {
  return contrastOf(rgbOf(hexOf(color)), words) >= ENOUGH;
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [low, high] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminanceOf(color: Rgb): number {
  const [r, g, b] = color.map(toLinear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const toGamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function hexOf(color: Rgb): string {
  const part = (value: number) =>
    Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${color.map(part).join("")}`;
}

function oklchOf(color: Rgb): Oklch {
  const [r, g, b] = color.map(toLinear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, c),
    hue: Math.atan2(c, a),
  };
}

function rgbFrom({ lightness, chroma, hue }: Oklch): Rgb {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Lightness and hue stay; chroma is given up as far as screens need it. */
function rgbInGamut(color: Oklch): Rgb {
  for (let chroma = color.chroma; chroma > 0.0005; chroma *= 0.96) {
    const linear = rgbFrom({ ...color, chroma });
    if (linear.every((value) => value >= -0.0001 && value <= 1.0001)) return gammaOf(linear);
  }
  return gammaOf(rgbFrom({ ...color, chroma: 0 }));
}

function gammaOf(linear: Rgb): Rgb {
  const [r, g, b] = linear.map((value) => Math.min(1, Math.max(0, toGamma(Math.max(0, value))))) as [
    number,
    number,
    number,
  ];
  return [r, g, b];
}
