/* global self, caches, clients, VERSION */

/**
 * Keeps the field app's page and what its build is made of, one cache per build, so that it opens without signal.
 * It answers for nothing else: no data, no other page, nothing of anybody. VERSION stands before this text.
 */
const PREFIX = "callout-field-";
const CACHE = PREFIX + VERSION;
const SHELL = "/field";
const ASSET = /\/_next\/static\/[\w./~%@()[\]-]+\.(?:js|css|woff2?|svg|png|wasm)/g;
/** How a chunk names another that it loads later: by its place below /_next/. */
const PART = /["'`](static\/(?:chunks|css|media)\/[\w./~%@()[\]-]+\.(?:js|css|woff2?|svg|png|wasm))/g;
const RELATIVE = /url\(["']?\.\.\/(media\/[\w./~%@-]+)["']?\)/g;

const isField = (path) => path === SHELL || path.startsWith(SHELL + "/");
const isAsset = (path) => path.startsWith("/_next/static/");

function namedIn(text) {
  return [
    ...[...text.matchAll(ASSET)].map(([path]) => path),
    ...[...text.matchAll(PART)].map(([, path]) => "/_next/" + path),
    ...[...text.matchAll(RELATIVE)].map(([, path]) => "/_next/static/" + path),
  ];
}

async function keepShell(cache) {
  const answer = await fetch(SHELL, { cache: "reload", credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error("The page could not be kept: " + answer.status);
  const text = await answer.clone().text();
  await cache.put(SHELL, answer);
  return text;
}

/** Follows the names from the page through every part of the build, lazily loaded ones too. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const found = new Set();
  let open = namedIn(await keepShell(cache));
  while (open.length > 0) {
    const next = [...new Set(open)].filter((path) => !found.has(path));
    for (const path of next) found.add(path);
    const texts = await Promise.all(next.map((path) => keepAsset(cache, path)));
    open = texts.flatMap(namedIn);
  }
}

async function keepAsset(cache, path) {
  const answer = await fetch(path, { credentials: "same-origin" });
  // A name in a comment or of another build's part: what the page needs is asked for again when it is needed.
  if (answer.status === 404) return "";
  if (!answer.ok) throw new Error("A part could not be kept: " + path);
  const isText = /\.(?:js|css)$/.test(path);
  const text = isText ? await answer.clone().text() : "";
  await cache.put(path, answer);
  return text;
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

/** Older builds go only now that this one is whole and at work. */
async function takeOver() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
  await clients.claim();
}

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
  if (event.data === "refresh")
    event.waitUntil(
      caches
        .open(CACHE)
        .then(keepShell)
        .catch(() => undefined),
    );
});

async function keptOrFetched(request, key) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key);
  return kept ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isField(url.pathname)) event.respondWith(keptOrFetched(request, SHELL));
  } else if (isAsset(url.pathname)) {
    event.respondWith(keptOrFetched(request, url.pathname));
  }
});
