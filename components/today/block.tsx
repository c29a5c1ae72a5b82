import type { ReactNode } from "react";

type BlockProps = {
  title: string;
  /** Beside the title: how many, how old. */
  note?: ReactNode;
  /** One quiet way on, at the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
};

/** A part of the day: its name on a line, its rows below. */
export function Block({ title, note, action, children }: BlockProps) {
  return (
    <section aria-label={title} className="min-w-0">
      <header className="mb-2 flex min-h-7 items-baseline gap-3">
        <h2 className="font-semibold">{title}</h2>
        {note ? <p className="min-w-0 flex-1 truncate text-13 text-text-3 tabular-nums">{note}</p> : null}
        {action ? <div className="ms-auto shrink-0">{action}</div> : null}
      </header>
      {children}
    </section>
  );
}

/** Rows in one frame, a hairline between them. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-border overflow-hidden rounded-card edge bg-surface">{children}</ul>;
}
