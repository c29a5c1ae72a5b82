import { cn } from "@/lib/cn";

type AvatarProps = {
  name: string;
  /** Decides the hue, so that it stays when the name changes. */
  id: string;
  /** One of the twelve that somebody has chosen. */
  color?: number;
  size?: "sm" | "md" | "lg";
  square?: boolean;
  className?: string;
};

const sizes = { sm: "size-5 text-[0.5625rem]", md: "size-7 text-11", lg: "size-10 text-14" };

/** One of twelve stable hues by FNV-1a of the id: the same person is the same colour on every screen and server. */
function hueOf(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return `var(--avatar-${(hash >>> 0) % 12})`;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** Decoration beside a written name, therefore hidden from screen readers. */
export function Avatar({ name, id, color, size = "md", square, className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 items-center justify-center font-semibold tracking-tight select-none",
        square ? "rounded-control" : "rounded-full",
        sizes[size],
        className,
      )}
      style={{
        background: color === undefined ? hueOf(id) : `var(--avatar-${color})`,
        color: "var(--on-avatar)",
      }}
    >
      {initialsOf(name)}
    </span>
  );
}
