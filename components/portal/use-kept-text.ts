"use client";

import { useEffect, useState } from "react";

/** Text that survives a reload and a lost connection: it lies on the phone until it is sent. */
export function useKeptText(key: string, initial = ""): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(initial);
  useEffect(() => {
    const kept = read(key);
    if (kept) setText(kept);
  }, [key]);
  const change = (next: string) => {
    setText(next);
    write(key, next);
  };
  const clear = () => {
    setText("");
    write(key, "");
  };
  return [text, change, clear];
}

/** A browser may forbid storage; then the text lives as long as the page. */
function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    return;
  }
}
