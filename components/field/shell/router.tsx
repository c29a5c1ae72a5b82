"use client";

import { useSyncExternalStore } from "react";
import type { ComponentProps, MouseEvent } from "react";

const listeners = new Set<() => void>();
const say = () => {
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("popstate", say);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", say);
  };
}

/** The path below which the phone stands, "/field/me"; null on the server, which knows one page only. */
export function useFieldPath(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => window.location.pathname,
    () => null,
  );
}

/** The query of the address, without "?"; "" on the server. */
export function useFieldQuery(): string {
  return useSyncExternalStore(
    subscribe,
    () => window.location.search.slice(1),
    () => "",
  );
}

/** Changes the address without asking the server for anything: there may be none. */
export function navigate(path: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
  window.scrollTo(0, 0);
  say();
}

/** Where Back leads, when the address was opened from outside: up instead of out. */
export function goBack(fallback: string): void {
  if (window.history.length > 1 && document.referrer === "") window.history.back();
  else navigate(fallback);
}

type FieldLinkProps = Omit<ComponentProps<"a">, "href"> & { href: string };

/** Out of the field app by loading the page: nothing of it, its theme included, goes along. */
export const SIGN_IN = "/sign-in?next=/field";
export const OFFICE = "/";

/** A link within the field app: works without signal, and still opens in a new tab where somebody wants one. */
export function FieldLink({ href, onClick, children, ...props }: FieldLinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a {...props} href={href} onClick={follow}>
      {children}
    </a>
  );
}
