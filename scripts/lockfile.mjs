/**
 * Completes package-lock.json. npm leaves an optional platform package out of the lock when the registry it was
 * written on does not serve it, and `npm ci` then refuses that lock everywhere (npm/cli#9846). The entry needs
 * no more than a version and the platform, and the platform stands in the package's name.
 *
 *   node scripts/lockfile.mjs           adds what is missing
 *   node scripts/lockfile.mjs --check   fails when something is missing
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const lockPath = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const systems = { windows: "win32" };
const knownSystems = new Set(
  "aix android darwin freebsd linux netbsd openbsd openharmony sunos win32".split(" "),
);
const knownProcessors = new Set("arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64".split(" "));

/** "@oxlint/binding-linux-arm64-musl" → { os: ["linux"], cpu: ["arm64"], libc: ["musl"] }; null where no platform is named. */
function platformOf(name) {
  const words = name.split("/").pop().split("-");
  const os = words.map((word) => systems[word] ?? word).find((word) => knownSystems.has(word));
  const cpu = words.find((word) => knownProcessors.has(word));
  if (!cpu) return null;
  if (!os) return cpu === "wasm32" ? { cpu: [cpu] } : null;
  const library = words.at(-1).startsWith("musl") ? "musl" : words.at(-1) === "gnu" ? "glibc" : null;
  return { os: [os], cpu: [cpu], ...(library && os === "linux" ? { libc: [library] } : {}) };
}

/** Where Node would find `name` from the package at `from`, among the lock's entries. */
function resolveEntry(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (packages[path]) return path;
    if (!at) return null;
  }
}

/** Optional dependencies that some entry names and the lock lacks. */
function listMissing(packages) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!resolveEntry(packages, path, name)) missing.set(name, { name, version, dev: entry.dev === true });
    }
  }
  return [...missing.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entryFor({ name, version, dev }) {
  const platform = platformOf(name);
  if (!platform || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(
      `package-lock.json lacks ${name}@${version}, and its platform or version can't be told from that.`,
    );
  }
  const { cpu, os, libc } = platform;
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    ...(os ? { os } : {}),
  };
}

const lock = JSON.parse(readFileSync(lockPath, "utf8"));
const missing = listMissing(lock.packages);

if (process.argv.includes("--check")) {
  if (missing.length > 0) {
    console.error(
      `package-lock.json lacks ${missing.length} optional packages of other platforms (${missing[0].name}, …), so \`npm ci\` would refuse it.\n` +
        "Cure: node scripts/lockfile.mjs, and commit the lock.",
    );
    process.exit(1);
  }
} else if (missing.length === 0) {
  console.log("package-lock.json is complete.");
} else {
  for (const each of missing) lock.packages[`node_modules/${each.name}`] = entryFor(each);
  const [root, ...rest] = Object.keys(lock.packages);
  lock.packages = Object.fromEntries(
    [root, ...rest.sort((a, b) => a.localeCompare(b, "en"))].map((path) => [path, lock.packages[path]]),
  );
  writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} packages of other platforms added.`);
}
