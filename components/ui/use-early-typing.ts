"use client";

import { useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { Ref } from "react";

/**
 * On a slow phone people type into the server's page before React has taken it over, and React then puts its own,
 * empty value back. What stands in the field at that moment is handed to `onChange` as if typed now. Returns the ref
 * to give to the input. Fields that a form library fills by ref are not covered: see `useIsUnfilled`.
 */
export function useEarlyTyping(value: unknown, outer: Ref<HTMLElement> | undefined) {
  const input = useRef<HTMLInputElement>(null);
  const first = useRef(value);
  useImperativeHandle(outer, () => input.current as HTMLElement);
  useLayoutEffect(() => {
    const node = input.current;
    const typed = node?.value ?? "";
    if (!node || typeof first.current !== "string" || typed === first.current) return;
    // React compares with the last value it saw set on the node itself; the prototype's setter goes past it.
    node.value = first.current;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(node, typed);
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }, []);
  return input;
}
