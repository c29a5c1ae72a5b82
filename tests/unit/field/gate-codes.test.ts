import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { fill } from "@/lib/field/fill";
import { forgetEndedGateCodes } from "@/lib/field/gate-codes";
import { readMeta } from "@/lib/field/store";
import { freshStore } from "./made";
import { phoneAt, simulateOffice } from "./simulated-office";

const until = "2026-11-21T05:00:00Z";
const codeOf = (property_id: string) => ({ property_id, code: "4711", until });
const answerWith = (gate_codes: ReturnType<typeof codeOf>[]) => ({
  changes: [],
  removals: [],
  gate_codes,
  cursor: "none",
  server_time: "2026-11-20T15:00:00Z",
});

test("a phone holds the gate codes of the last answer and, without signal, forgets them when their day ends", async () => {
  const store = freshStore();
  const phone = phoneAt(simulateOffice(), store);
  const told = (codes: ReturnType<typeof codeOf>[]) =>
    fill({ ...phone, wire: { ...phone.wire, changes: async () => answerWith(codes) } });
  await told([codeOf("one"), codeOf("two")]);
  await told([codeOf("two")]);
  expect(await readMeta(store, "gate_codes")).toEqual([codeOf("two")]);
  await forgetEndedGateCodes(store, Date.parse(until) - 1);
  expect(await readMeta(store, "gate_codes")).toEqual([codeOf("two")]);
  await forgetEndedGateCodes(store, Date.parse(until));
  expect(await readMeta(store, "gate_codes")).toEqual([]);
});
