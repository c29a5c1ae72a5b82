import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { nudge } from "@/lib/field/nudge";
import { startSync } from "@/lib/field/sync-loop";
import { freshStore, madeVisit } from "./made";
import { phoneAt, simulateOffice } from "./simulated-office";

/** A phone whose loop runs, once its first pass is over; `asked` counts how often it looked for news. */
async function runningPhone() {
  const office = simulateOffice([madeVisit()]);
  const clock = { now: 1_000_000 };
  const asked = vi.spyOn(office.wire, "changes");
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("navigator", {});
  const stop = startSync(phoneAt(office, freshStore(), clock));
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1), { timeout: 10_000 });
  return { asked, clock, stop };
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 60));

afterEach(() => vi.unstubAllGlobals());

test("the office's word that something changed is followed at once", async () => {
  const { asked, stop } = await runningPhone();
  nudge("live");
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
  stop();
});

test("the echo of the phone's own work waits its second and a half, and is asked about once", async () => {
  const { asked, clock, stop } = await runningPhone();
  nudge("act");
  nudge("live");
  await aMoment();
  expect(asked).toHaveBeenCalledTimes(1);
  // What was set for then is set anew by the next word, for what is left of the time.
  clock.now += 1_400;
  nudge("live");
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2), { timeout: 1_000 });
  await aMoment();
  expect(asked).toHaveBeenCalledTimes(2);
  stop();
});

test("a phone that was put away does not ask for its echo", async () => {
  const { asked, clock, stop } = await runningPhone();
  nudge("act");
  clock.now += 1_470;
  nudge("live");
  stop();
  await aMoment();
  expect(asked).toHaveBeenCalledTimes(1);
});
