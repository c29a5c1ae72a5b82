import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isFree } from "../stack/cluster/ports";
import { createApp } from "../start/app";
import type { App } from "../start/app";
import { createSettings } from "../start/settings";
import { createAuthority } from "./authority";
import type { Authority } from "./authority";
import { startGeocoder } from "./geocoder";
import { startMap } from "./map-tiles";

/** What tests must know of the installation they run against. Crosses to their processes as JSON in TEST_APP. */
export type TestApp = {
  url: string;
  supabaseUrl: string;
  publishableKey: string;
  secretKey: string;
  /** Superuser of the throw-away database, for setting scenes and looking at what no identity may see. */
  adminUrl: string;
  workerUrl: string;
  contextKey: string;
  /** Private JWK of the access tokens, for tokens that Auth would never issue: forged, expired, foreign. */
  signingKey: string;
  /** What a monitor shows to read its metrics. */
  metricsToken: string;
  /** The geocoder this installation asks; GET /asked?q= tells how often some words were looked up. */
  geocoderUrl: string;
  /** The style of its maps, of another origin than its pages. */
  mapStyleUrl: string;
  /** Trusted by the processes of this installation and by nothing else: for servers that tests start beside it. */
  authority: Authority;
};

/** Above the ports people use and below those that outgoing connections take at random. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(20_000, 28_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Folders of runs that ended without cleaning up. A database that outlived its run keeps its folder. */
function removeAbandoned(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = Number(/^app-(\d+)$/.exec(name)?.[1]);
    if (!pid || isAlive(pid) || existsSync(`${folder}/${name}/pg/data/postmaster.pid`)) continue;
    rmSync(`${folder}/${name}`, { recursive: true, force: true });
  }
}

/** What the office changes is told after a second, since tests wait for it; they bring companies' mail servers along. */
const FOR_TESTS = { MESSAGE_HOLD_S: "1", MAIL_SERVER_ALLOW_CIDRS: "127.0.0.1/32,::1/128" };

/** Only what a tool needs comes from outside: settings of the person's own installation stay out. */
function keptSettings(): Record<string, string | undefined> {
  const kept = /^(?:PATH|HOME|LANG|LC_.*|TMPDIR|TERM|TZ|CI|NODE_EXTRA_CA_CERTS)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
}

/** As an operator has his own authority trusted: by NODE_EXTRA_CA_CERTS, beside those the machine already names there. */
function trustedFile(folder: string, { cert }: Authority): string {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const given = process.env.NODE_EXTRA_CA_CERTS;
  const file = `${folder}/authorities.pem`;
  writeFileSync(file, given && existsSync(given) ? `${readFileSync(given, "utf8")}\n${cert}` : cert);
  return file;
}

/**
 * A whole installation for one test run: fresh secrets, free ports, its own data and its own build folder. One per
 * process at a time; `wanted` are settings that differ from a person's first start.
 */
export async function prepareTestApp(
  root: string,
  wanted: Record<string, string> = {},
): Promise<{ app: TestApp; installation: App; remove: () => Promise<void> }> {
  const folder = `${root}/.local/test`;
  mkdirSync(folder, { recursive: true });
  removeAbandoned(folder);
  const dataDir = `${folder}/app-${process.pid}`;
  const [web = 0, supabase = 0, database = 0, geocoding = 0, tiles = 0] = await freePorts(5);
  const geocoder = await startGeocoder(geocoding);
  const map = await startMap(tiles);
  const settings = createSettings({ web, supabase, database });
  const authority = createAuthority(`Callout test run ${process.pid}`);
  const near = {
    GEOCODER_URL: geocoder.url,
    MAP_STYLE_URL: map.styleUrl,
    NODE_EXTRA_CA_CERTS: trustedFile(dataDir, authority),
  };
  const own = { ...settings, ...FOR_TESTS, ...near, ...wanted };
  const environment = { ...keptSettings(), ...own } as unknown as NodeJS.ProcessEnv;
  const installation = createApp({
    root,
    dataDir,
    distDir: ".next-test",
    environment,
    isEmbedded: true,
    isFast: true,
    say: console.log,
    onFailure: (error) => console.error(error.message),
  });
  const app: TestApp = {
    url: `http://localhost:${web}`,
    supabaseUrl: settings.SUPABASE_URL ?? "",
    publishableKey: settings.SUPABASE_PUBLISHABLE_KEY ?? "",
    secretKey: settings.SUPABASE_SECRET_KEY ?? "",
    adminUrl: settings.ADMIN_DATABASE_URL ?? "",
    workerUrl: settings.DATABASE_URL ?? "",
    contextKey: settings.CONTEXT_KEY ?? "",
    signingKey: settings.SUPABASE_SIGNING_KEY ?? "",
    metricsToken: settings.METRICS_TOKEN ?? "",
    geocoderUrl: geocoder.url,
    mapStyleUrl: map.styleUrl,
    authority,
  };
  const remove = async () => {
    await Promise.all([geocoder.close(), map.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { app, installation, remove };
}
