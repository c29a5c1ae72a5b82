"use client";

import { lazy, Suspense, useState } from "react";
import type { ComponentType, ReactNode } from "react";

type Loader<P> = () => Promise<{ default: ComponentType<P> }>;

const loaders = new Set<() => Promise<unknown>>();

const PAUSE_MS = 1000;
const TRIES = 3;

/** A part that a weak signal dropped is asked for again before the page is told that it failed. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await load();
    } catch (error) {
      if (attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

/**
 * What floats above the page is half of the primitive library and not needed to show a page: it is loaded with the
 * first opening. The returned component then stays mounted, so that closing can be seen.
 */
export function lazyOverlay<P extends { open: boolean }>(load: Loader<P>) {
  const Overlay = lazy(() => loadPart(load));
  loaders.add(load);
  return function LazyOverlay(props: P): ReactNode {
    const [wasOpened, setWasOpened] = useState(props.open);
    if (props.open && !wasOpened) setWasOpened(true);
    if (!wasOpened) return null;
    return (
      <Suspense fallback={null}>
        <Overlay {...props} />
      </Suspense>
    );
  };
}

export function registerOverlay(load: () => Promise<unknown>): void {
  loaders.add(load);
}

/** Once the page is at rest, so that the first opening waits for nothing and works without a connection too. */
export function loadOverlays(): void {
  for (const load of loaders) void load().catch(() => undefined);
}

/** For a form that its page mounts only while it is open: `lazyShown(() => import("./x").then((form) => form.X))`. */
export function lazyShown<P extends object>(load: () => Promise<ComponentType<P>>) {
  const loadDefault = async () => ({ default: await load() });
  const Shown = lazy(() => loadPart(loadDefault));
  loaders.add(loadDefault);
  return function LazyShown(props: P): ReactNode {
    return (
      <Suspense fallback={null}>
        <Shown {...props} />
      </Suspense>
    );
  };
}
