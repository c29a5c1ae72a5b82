import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import type { Sql } from "postgres";
import { findBrowser } from "../browser";
import { clickedAt, seenAt } from "../test/watching";
import type { Place } from "../test/watching";
import { startWeb } from "./call";
import type { BenchStack } from "./call";
import { createFieldCompany, signIn } from "./field-company";
import type { FieldCompany, Session } from "./field-company";
import { percentile } from "./measure";
import type { Figure } from "./measure";
import { report } from "./report";

/** Pauses and goings-on of one visit: each is a step that the office must see. */
const STEPS = 24;
const WARM_UP = 4;
const MOST_MS = 1000;
/** Nobody presses twice within a moment: by then the pages have settled after the step before. */
const REST_MS = 1500;

async function step(phone: Page, turn: number): Promise<void> {
  if (turn % 2 === 1) {
    await phone.getByRole("button", { name: "Go on", exact: true }).click();
    return;
  }
  await phone.getByRole("button", { name: "Pause visit", exact: true }).click();
}

/** Opens what is asked before a pause; the step itself is the last tap. */
async function prepare(phone: Page, turn: number): Promise<void> {
  if (turn % 2 === 1) {
    await phone.getByRole("button", { name: "Go on", exact: true }).waitFor();
    return;
  }
  await phone.getByRole("button", { name: "Pause", exact: true }).click();
  await phone.getByRole("radio", { name: "Waiting for parts" }).click();
}

async function open(
  browser: Browser,
  session: Session,
  address: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport });
  await signIn(context, new URL(address).origin, session);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function follow(phone: Page, place: Place): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < STEPS + WARM_UP; turn += 1) {
    await prepare(phone, turn);
    await sleep(REST_MS);
    const [clicked, seen] = [clickedAt(phone), seenAt(place, turn % 2 === 1 ? "On site" : "Paused")];
    await step(phone, turn);
    if (turn >= WARM_UP) taken.push((await seen) - (await clicked));
    else await seen;
  }
  return taken.toSorted((one, other) => one - other);
}

function figureOf(name: string, sorted: readonly number[]): Figure {
  return {
    name,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    referenceP50Ms: Number.NaN,
    referenceP95Ms: Number.NaN,
    ratio: Number.NaN,
    ratioAllowed: null,
    p95AllowedMs: MOST_MS,
    passed: percentile(sorted, 0.95) <= MOST_MS,
  };
}

async function measure(browser: Browser, url: string, company: FieldCompany): Promise<Figure[]> {
  const [visit = ""] = company.visits;
  const desk = { width: 1440, height: 900 };
  const page = await open(browser, company.dispatcher, `${url}/o/${company.slug}/bookings/${visit}`, desk);
  await page.getByText("Live", { exact: true }).first().waitFor({ state: "attached" });
  const phone = await open(browser, company.technician, `${url}/field/bookings/${visit}`, {
    width: 390,
    height: 844,
  });
  for (const name of ["On my way", "I am here"])
    await phone.getByRole("button", { name, exact: true }).click();
  const badge = { page, selector: "main button", mark: "Change the state" };
  await page.getByRole("button", { name: /^On site.*Change the state$/ }).waitFor();
  const figures = [figureOf("a step on the phone, seen on the visit's page", await follow(phone, badge))];
  await page.goto(`${url}/o/${company.slug}/bookings`);
  await page.getByText("Live", { exact: true }).first().waitFor({ state: "attached" });
  const row = { page, selector: "[data-row-id]", mark: "" };
  await page.locator(row.selector).filter({ hasText: "On site" }).waitFor();
  return [...figures, figureOf("a step on the phone, seen in the list of visits", await follow(phone, row))];
}

/**
 * How long the office waits for what a technician with signal does: the phone's own queue, the server, the database's
 * broadcast and the page that asks anew, between two browsers on this machine.
 */
export async function benchLive(sql: Sql, _url: string, stack: BenchStack): Promise<boolean> {
  const company = await createFieldCompany(sql, stack, 6);
  const web = await startWeb(stack);
  const browser = await chromium.launch({
    executablePath: await findBrowser(process.env, { asPeopleHaveIt: true }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    return report("live", await measure(browser, web.url, company), { steps: STEPS });
  } finally {
    await browser.close();
    await web.stop();
  }
}
