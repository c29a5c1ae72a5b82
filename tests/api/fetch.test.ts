import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/lib/http/api-problem";
import { api, onProblem, setOrganization } from "@/lib/http/fetch";
import { database, installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;
let line: Server;
/** How many of the next answers get lost on the way back, after the server has done its work. */
let answersToLose = 0;

/** A real line between browser and app, that can break. */
function startLine(): Promise<Server> {
  const target = new URL(installation.url);
  const server = createServer((incoming, outgoing) => {
    const options = { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method };
    const passed = forward({ ...options, headers: { ...incoming.headers, host: target.host } }, (answer) => {
      if (answersToLose > 0) {
        answersToLose -= 1;
        answer.resume().once("end", () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

beforeAll(async () => {
  home = await createCompany("wambenger");
  line = await startLine();
  const origin = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  const real = globalThis.fetch;
  // A page's relative addresses and its session; nothing of the answer is touched.
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${home.people.owner.token}`);
    return real(`${origin}${path}`, { ...init, headers });
  });
});

afterEach(() => setOrganization(null));

afterAll(async () => {
  vi.unstubAllGlobals();
  line.closeAllConnections();
  await new Promise((resolve) => line.close(resolve));
});

const problemOf = async (calling: Promise<unknown>): Promise<ApiProblem> => {
  const error = await calling.catch((reason: unknown) => reason);
  if (!(error instanceof ApiProblem)) throw new Error(`A problem was expected, not ${String(error)}.`);
  return error;
};

describe("api()", () => {
  it("says offline when an answer is lost, and repeating the same does it once", async () => {
    const body = { kind: "company", company_name: `Lost ${Date.now()}` };
    answersToLose = 1;
    const seen: string[] = [];
    const stop = onProblem(({ code }) => seen.push(code));
    const problem = await problemOf(api("/customers", { method: "POST", body }));
    expect([problem.status, problem.code, seen]).toEqual([0, "offline", ["offline"]]);
    stop();
    const repeated = await api<{ data: { id: string } }>("/customers", { method: "POST", body });
    const rows = await database()`select id from public.customers where company_name = ${body.company_name}`;
    expect(rows.map(({ id }) => id as string)).toEqual([repeated.data.id]);
  });

  it("makes a second record when the first one's answer arrived: nobody repeats that by accident", async () => {
    const body = { kind: "company", company_name: `Twice ${Date.now()}` };
    await api("/customers", { method: "POST", body });
    await api("/customers", { method: "POST", body });
    const rows = await database()`select id from public.customers where company_name = ${body.company_name}`;
    expect(rows).toHaveLength(2);
  });

  it("tells refused fields, the request's id and the current row of a stale write", async () => {
    const { data } = await api<{ data: { id: string } }>("/customers", {
      method: "POST",
      body: { kind: "person", last_name: "Stale" },
    });
    const change = (ifMatch: number) =>
      api(`/customers/${data.id}`, { method: "PATCH", ifMatch, body: { notes: "one" } });
    await change(1);
    const stale = await problemOf(change(1));
    expect([stale.status, stale.code, stale.current]).toEqual([
      412,
      "stale",
      expect.objectContaining({ version: 2, notes: "one" }),
    ]);
    const refused = await problemOf(api("/customers", { method: "POST", body: { kind: "person" } }));
    expect(refused.errors[0]).toMatchObject({ field: "last_name", code: "required" });
    expect(refused.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("does not write into another organization than the page is of", async () => {
    setOrganization("01900000-0000-7000-8000-000000000000");
    const problem = await problemOf(
      api("/customers", { method: "POST", body: { kind: "person", last_name: "X" } }),
    );
    expect([problem.status, problem.code]).toEqual([409, "organization_changed"]);
  });

  it("stops when the caller does, without calling that a problem", async () => {
    const controller = new AbortController();
    const calling = api("/customers", { signal: controller.signal });
    controller.abort();
    await expect(calling).rejects.toThrow(/abort/i);
  });
});
