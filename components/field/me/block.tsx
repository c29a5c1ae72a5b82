"use client";

import type { ReactNode } from "react";

/** One matter of the page under its heading. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h2 className="text-16 font-semibold text-text-2">{title}</h2>
      {children}
    </section>
  );
}
