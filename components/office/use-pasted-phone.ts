"use client";

import { useEffect, useRef } from "react";

/** Seven digits or more, and nothing but what people write between them. */
export function isPhoneLike(text: string): boolean {
  const trimmed = text.trim();
  return /^\+?[\d\s().\-/]{7,24}$/.test(trimmed) && trimmed.replace(/\D/g, "").length >= 7;
}

/** "V-2041", "nh-1001": the number of a visit, a job or a request, with whatever letters the company chose. */
export function isNumberLike(text: string): boolean {
  return /^[a-z]{1,5}-\d{1,12}$/i.test(text.trim());
}

/** A caller's number or a record's, pasted anywhere outside a field, looks for it. */
export function usePastedPhone(search: (query: string) => void): void {
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const isField =
        event.target instanceof Element && event.target.closest("input, textarea, [contenteditable='true']");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (isField || !(isPhoneLike(text) || isNumberLike(text))) return;
      event.preventDefault();
      latest.current(text.trim());
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, []);
}
