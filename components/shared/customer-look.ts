import { cn } from "@/lib/cn";

/** Customers' pages use plain elements with a look: a form's button has to work before any script is there. */
const BASE =
  "inline-flex min-h-12 items-center justify-center gap-2 rounded-control border px-4 py-2 text-center text-16 font-medium select-none transition-colors duration-100 aria-busy:cursor-progress aria-busy:opacity-70 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]";

const LOOKS = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border-border-strong bg-surface text-text hover:bg-hover",
  danger: "border-transparent bg-danger text-on-danger",
};

export const buttonLook = (look: keyof typeof LOOKS, className?: string) => cn(BASE, LOOKS[look], className);

export const CARD = "rounded-sheet edge bg-surface p-4 sm:p-6";
export const CARD_TITLE = "text-20";
export const INPUT =
  "block w-full rounded-control border border-border-strong bg-surface px-3 py-2 text-16 text-text min-h-12 aria-invalid:border-danger";
/** A link inside a text. */
export const LINK = "text-accent-text underline underline-offset-4";
