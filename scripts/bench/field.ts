import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import type { BrowserContext } from "@playwright/test";
import lighthouse from "lighthouse";
import type { Sql } from "postgres";
import { findBrowser } from "../browser";
import { freePorts } from "../test/app";
import { startWeb } from "./call";
import type { BenchStack } from "./call";
import { createFieldCompany, signIn } from "./field-company";
import type { Session } from "./field-company";
import type { Figure } from "./measure";
import { report } from "./report";

const LEAST = 90;
const TURNS = 5;
const VISITS = 6;

type Opening = { score: number; paintMs: number; blockedMs: number; loadedKb: number };

/** As Lighthouse's phone: a slow line and a processor four times as slow. */
async function measure(address: string, port: number, isFirst: boolean): Promise<Opening> {
  const run = await lighthouse(address, {
    port,
    onlyCategories: ["performance"],
    logLevel: "error",
    // What an installed app has: its worker, its parts and the day of before.
    disableStorageReset: !isFirst,
  });
  const { audits, categories } = run?.lhr ?? {};
  const value = (name: string) => audits?.[name]?.numericValue ?? Number.NaN;
  return {
    score: Math.round((categories?.performance?.score ?? 0) * 100),
    paintMs: value("largest-contentful-paint"),
    blockedMs: value("total-blocking-time"),
    loadedKb: value("total-byte-weight") / 1000,
  };
}

type Phone = { folder: string; port: number };

async function switchOn({ folder, port }: Phone): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: await findBrowser(process.env, { asPeopleHaveIt: true }),
    args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
}

/**
 * Each opening is that of a browser just started. In one that has shown the page before, the profiler that Lighthouse
 * starts first writes down every function it still holds: up to 0.7 s of blocking that no technician ever waits for.
 */
async function open(address: string, phone: Phone, isFirst: boolean): Promise<Opening> {
  const context = await switchOn(phone);
  try {
    return await measure(address, phone.port, isFirst);
  } finally {
    await context.close();
  }
}

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const ofTime = (name: string, ms: number): Figure => ({
  name,
  p50Ms: ms,
  p95Ms: Number.NaN,
  referenceP50Ms: Number.NaN,
  referenceP95Ms: Number.NaN,
  ratio: Number.NaN,
  ratioAllowed: null,
  p95AllowedMs: null,
  passed: true,
});

function figuresOf(name: string, openings: readonly Opening[]): Figure[] {
  const score = middle(openings.map((each) => each.score));
  return [
    {
      ...ofTime(`${name}: performance`, Number.NaN),
      score: { of100: score, least: LEAST },
      passed: score >= LEAST,
    },
    ofTime(`${name}: largest paint`, middle(openings.map((each) => each.paintMs))),
    ofTime(`${name}: blocked`, middle(openings.map((each) => each.blockedMs))),
  ];
}

/** Signs in and, where asked, opens the app once, until its worker has kept all of it. */
async function prepare(phone: Phone, url: string, session: Session, isFirst: boolean): Promise<void> {
  const context = await switchOn(phone);
  try {
    await signIn(context, url, session);
    if (isFirst) return;
    const page = await context.newPage();
    await page.goto(`${url}/field`);
    await page.locator("main h2").first().waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  } finally {
    await context.close();
  }
}

/**
 * Lighthouse's performance of the two pages a technician looks at all day: the first opening of all, when nothing is on
 * the phone, and that of the installed app. The figures are the machine's at rest: whatever else runs is in them.
 */
export async function benchField(sql: Sql, _url: string, stack: BenchStack): Promise<boolean> {
  const { technician, visits } = await createFieldCompany(sql, stack, VISITS);
  const web = await startWeb(stack);
  const [port = 0] = await freePorts(1);
  const phone = { folder: mkdtempSync(path.join(tmpdir(), "callout-bench-field-")), port };
  try {
    const pages = { "my day": "/field", "a visit": `/field/bookings/${visits[0]}` };
    const figures: Figure[] = [];
    for (const kind of ["first opening", "installed"]) {
      const isFirst = kind === "first opening";
      await prepare(phone, web.url, technician, isFirst);
      for (const [name, place] of Object.entries(pages)) {
        const openings: Opening[] = [];
        for (let turn = 0; turn < TURNS; turn += 1)
          openings.push(await open(`${web.url}${place}`, phone, isFirst));
        figures.push(...figuresOf(`${name}, ${kind}`, openings));
      }
    }
    return report("field", figures, { visits: VISITS, openings: TURNS, profile: "Lighthouse phone" });
  } finally {
    rmSync(phone.folder, { recursive: true, force: true });
    await web.stop();
  }
}
