import type { CSSProperties } from "react";

/**
 * A company's one colour in place of ours, for its button, links and focus. States and errors keep their own colours.
 * Without one the product's stays. `shades` are the ones that words can be read on (`brandShades`).
 */
export function brandStyle(shades: { light: string; dark: string } | null): CSSProperties {
  if (!shades) return {};
  const { light, dark } = shades;
  const mixed = (share: number, lightWith: string, darkWith: string) =>
    `light-dark(color-mix(in oklab, ${light} ${share}%, ${lightWith}), color-mix(in oklab, ${dark} ${share}%, ${darkWith}))`;
  return {
    "--accent": `light-dark(${light}, ${dark})`,
    "--accent-hover": mixed(86, "black", "white"),
    "--accent-text": mixed(82, "black", "white"),
    "--accent-tint": mixed(12, "white", "#0a0f12"),
  } as CSSProperties;
}
