/**
 * Finds a Chromium for the browser tests, or gets one. Playwright's own download is not used: a browser that the
 * system keeps up to date is better, and its servers are not reachable everywhere.
 *
 *   node --import tsx scripts/browser.ts     prints its path
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { StackError, runScript } from "./stack/stack-error";

/**
 * Chromium without the windows that nobody sees: the same engine, at a tenth of the work for each context that a test
 * opens (0.1 s of a processor's time in place of 1.2 s).
 */
const shells = ["/usr/bin/chromium-headless-shell", "/usr/bin/chrome-headless-shell"];

/** The browser as people have it. */
const whole = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A browser counts when it answers: a file may be there and lack its libraries. */
function works(path: string): boolean {
  return existsSync(path) && spawnSync(path, ["--version", "--no-sandbox"], { timeout: 20_000 }).status === 0;
}

/** A Chromium packed for servers without one; it needs libnss3 of the system. Linux on x64 only. */
async function unpackBundled(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { default: bundled } = await import("@sparticuz/chromium");
  const path = await bundled.executablePath();
  return works(path) ? path : null;
}

function installWithApt(): string | null {
  const isRoot = process.getuid?.() === 0;
  if (process.platform !== "linux" || !isRoot || !existsSync("/usr/bin/apt-get")) return null;
  console.error("Installing Chromium with apt-get …");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
  const install = ["install", "-y", "-qq", "--no-install-recommends"];
  // Older Debian has the whole browser only.
  for (const name of ["chromium-headless-shell", "chromium"]) {
    spawnSync("apt-get", [...install, name], { stdio: "ignore" });
    if (works(`/usr/bin/${name}`)) return `/usr/bin/${name}`;
  }
  return null;
}

/**
 * The path of a Chromium that starts: the one that CHROME names, the system's, the packed one, or one that is installed.
 * What measures asks for the browser as people have it, and takes the one without windows only where there is no other.
 */
export async function findBrowser(
  environment: NodeJS.ProcessEnv,
  { asPeopleHaveIt = false } = {},
): Promise<string> {
  const named = environment.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH || environment.CHROME;
  if (named) {
    if (works(named)) return named;
    throw new StackError(`The browser named by CHROME, ${named}, does not start.`);
  }
  const installed = asPeopleHaveIt ? [...whole, ...shells] : [...shells, ...whole];
  const path = installed.find(works) ?? (await unpackBundled()) ?? installWithApt();
  if (path) return path;
  throw new StackError(
    "The browser tests need Chromium and none was found. Install chromium or Google Chrome (Debian, as root: apt-get install chromium-headless-shell), or name one: CHROME=/path/to/chrome npm test",
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(async () => console.log(await findBrowser(process.env)));
}
