import type { ReactNode } from "react";

type PartProps = {
  name: "who" | "place" | "work" | "when";
  title: string;
  aside?: ReactNode;
  children: ReactNode;
};

/** One question of the call. */
export function Part({ name, title, aside, children }: PartProps) {
  return (
    <section data-part={name} aria-label={title} className="grid gap-3">
      <header className="flex min-h-6 items-center gap-3">
        <h3 className="min-w-0 flex-1 font-semibold">{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
