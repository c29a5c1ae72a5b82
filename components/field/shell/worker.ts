"use client";

import { useSyncExternalStore } from "react";
import { loadOverlays } from "@/components/ui/lazy-overlay";
import { api } from "@/lib/http/fetch";
import { readPublicConfig } from "@/lib/http/public-config";

/** none: this browser or address can have no worker; the app works online only. */
export type WorkerState = "starting" | "ready" | "update" | "none";

const SCRIPT = "/field/sw.js";
const CHECK_MS = 30 * 60_000;
/** The day comes first. */
const REST_MS = 4_000;

let state: WorkerState = "starting";
let waiting: ServiceWorker | null = null;
let isAsked = false;
const listeners = new Set<() => void>();

function set(next: WorkerState): void {
  state = next;
  for (const listener of listeners) listener();
}

export const hasWorkers = () => window.isSecureContext && "serviceWorker" in navigator;

function offer(worker: ServiceWorker): void {
  waiting = worker;
  set("update");
}

/** A worker that finished installing beside a running one is a new version; the first one is just ready. */
function watch(worker: ServiceWorker | null): void {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
    if (worker.state === "activated" && state === "starting") set("ready");
  });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register(SCRIPT, {
    scope: "/field",
    updateViaCache: "none",
  });
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  else if (registration.active) set("ready");
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  const check = () => void registration.update().catch(() => undefined);
  setInterval(check, CHECK_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") check();
  });
}

type Settings = { data: { supabase_url: string; publishable_key: string } };

/** The kept page says where sessions are renewed; where the operator has changed that, it is kept anew. */
async function compareSettings(): Promise<void> {
  const kept = readPublicConfig();
  const { data } = await api<Settings>("/config");
  const url = new URL(data.supabase_url, window.location.origin).href;
  if (url === kept.supabaseUrl && data.publishable_key === kept.publishableKey) return;
  refreshKeptPage();
  set("update");
}

/** Nobody keeps the parts that are opened later: they are fetched while there is a line. */
function goWithout(): void {
  set("none");
  setTimeout(loadOverlays, REST_MS);
}

/**
 * Keeps the app on the phone. Everything typed lies in the store, so a reload for a new version drops nothing; still
 * only the person says when. A window that did not ask is told as well, because its parts are the old version's.
 */
export function startWorker(): void {
  if (!hasWorkers()) return goWithout();
  const hadOne = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isAsked) window.location.reload();
    else if (hadOne) set("update");
  });
  // The first visit loads the page before all of its parts; from the second on there is nothing to wait for.
  setTimeout(() => void register().catch(goWithout), hadOne ? 0 : REST_MS);
  if (hadOne) setTimeout(() => void compareSettings().catch(() => undefined), REST_MS);
}

/** The new version takes over; without a waiting one it has already, from another window. */
export function takeUpdate(): void {
  isAsked = true;
  if (waiting && waiting.state === "installed") waiting.postMessage("activate");
  else window.location.reload();
}

/** The kept page carries language, theme and addresses as they were when it was kept; these have changed. */
export function refreshKeptPage(): void {
  if (hasWorkers()) navigator.serviceWorker.controller?.postMessage("refresh");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useWorker(): WorkerState {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => "starting",
  );
}
