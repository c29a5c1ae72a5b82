import type { ReactNode } from "react";

/** A sentence instead of the visit, in nobody's look: what is not open says nothing of whose it is. */
export function StandingPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg p-4 text-16 text-text">
      <section className="w-full max-w-md rounded-sheet edge bg-surface p-6">
        <h1 className="text-24 text-balance">{title}</h1>
        <div className="mt-2 text-text-2">{children}</div>
      </section>
    </main>
  );
}
