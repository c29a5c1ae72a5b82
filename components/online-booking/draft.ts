"use client";

import { useState, useSyncExternalStore } from "react";
import type { Wish } from "@/lib/online-booking/rules";

/** What a visitor has typed and chosen. It lies on his device until it is sent. */
export type Draft = {
  serviceId: string;
  place: { postcode: string; line1: string; city: string };
  who: { name: string; phone: string; email: string; note: string };
  /** Null: he wants one of the free times; else what he wishes for instead. */
  wishes: Wish[] | null;
  wishesText: string;
};

export const EMPTY: Draft = {
  serviceId: "",
  place: { postcode: "", line1: "", city: "" },
  who: { name: "", phone: "", email: "", note: "" },
  wishes: null,
  wishesText: "",
};

const keyOf = (slug: string) => `book.${slug}`;

const never = () => () => undefined;
const kept = new Map<string, Partial<Draft> | null>();

/** Read once for a page: what is written afterwards comes from it. */
function readOnce(key: string): Partial<Draft> | null {
  if (!kept.has(key)) kept.set(key, read(key));
  return kept.get(key) ?? null;
}

/** `atFirst` is what the server knows; what was kept on the device is laid over it once the page runs. */
export function useKeptDraft(slug: string, atFirst: Partial<Draft>) {
  const key = keyOf(slug);
  const before = useSyncExternalStore(
    never,
    () => readOnce(key),
    () => null,
  );
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const known = { ...EMPTY, ...atFirst, ...before };
  const draft: Draft = { ...known, serviceId: atFirst.serviceId || known.serviceId, ...changed };
  const change = (part: Partial<Draft>) => {
    setChanged((now) => {
      const next = { ...now, ...part };
      write(key, JSON.stringify({ ...known, ...next }));
      return next;
    });
  };
  return { draft, change, forget: () => write(key, null) };
}

/** A browser may forbid storage; then the words live as long as the page. */
function read(key: string): Partial<Draft> | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Partial<Draft>) : null;
  } catch {
    return null;
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    return;
  }
}
