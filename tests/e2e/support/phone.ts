import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import { wakePages } from "./awake";
import { installation } from "./installation";
import { signIn } from "./people";
import { ZONE } from "./zone";

type Person = { email: string; password: string };

/** A phone that can die: its browser keeps what it knows in a folder and is killed without a chance to tidy up. */
export type Phone = {
  page: () => Page;
  context: () => BrowserContext;
  setOffline: (isOffline: boolean) => Promise<void>;
  kill: () => Promise<void>;
  /** Opened again, without signal if it had none. */
  reopen: () => Promise<Page>;
  end: () => Promise<void>;
};

const ARGUMENTS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

async function start(folder: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROME,
    args: [...ARGUMENTS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    baseURL: installation.url,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: "en-US",
    timezoneId: ZONE,
    permissions: ["camera"],
  });
  return wakePages(context);
}

/** The browser's own process: the one with this folder that is no part of another. */
function browserOf(folder: string): number[] {
  return readdirSync("/proc")
    .filter((each) => /^\d+$/.test(each))
    .filter((each) => {
      try {
        const command = readFileSync(`/proc/${each}/cmdline`, "utf8").split("\0");
        return (
          command.includes(`--user-data-dir=${folder}`) && !command.some((part) => part.startsWith("--type="))
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

export async function openPhone(person: Person): Promise<Phone> {
  const folder = mkdtempSync(path.join(tmpdir(), "callout-phone-"));
  let context = await start(folder);
  let isOffline = false;
  let page = context.pages()[0] ?? (await context.newPage());
  await signIn(page, person.email, person.password);
  // Chromium writes cookies down within half a minute, or as it closes: who signed in this morning has his on the disk.
  await context.close();
  context = await start(folder);
  page = context.pages()[0] ?? (await context.newPage());
  return {
    page: () => page,
    context: () => context,
    setOffline: async (next) => {
      isOffline = next;
      await context.setOffline(next);
    },
    kill: async () => {
      const gone = new Promise((resolve) => {
        context.once("close", resolve);
      });
      for (const pid of browserOf(folder)) process.kill(pid, "SIGKILL");
      await gone;
    },
    reopen: async () => {
      context = await start(folder);
      await context.setOffline(isOffline);
      page = context.pages()[0] ?? (await context.newPage());
      return page;
    },
    end: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
