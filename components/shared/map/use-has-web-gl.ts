"use client";

import { useSyncExternalStore } from "react";

let known: boolean | null = null;

function look(): boolean {
  known ??= document.createElement("canvas").getContext("webgl2") !== null;
  return known;
}

const never = () => () => undefined;

/** Null on the server, which has no screen. */
export function useHasWebGl(): boolean | null {
  return useSyncExternalStore<boolean | null>(never, look, () => null);
}
