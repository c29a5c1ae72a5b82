import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKeyPair, SignJWT } from "jose";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";
import { fillWorld } from "./support/world";
import type { World } from "./support/world";

let target: Target;
let world: World;

beforeAll(async () => {
  target = await openTarget();
  world = await fillWorld(target);
});
afterAll(() => target?.close());

async function call(name: string, headers: Record<string, string>, method = "POST") {
  const answer = await fetch(`${target.url}/rest/v1/rpc/${name}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: method === "POST" ? "{}" : undefined,
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function requestOf(headers: Record<string, string>) {
  return (await call("contract_request", { apikey: target.publishableKey, ...headers })).body;
}

describe("who calls", () => {
  test("the publishable key alone is anon", async () => {
    const seen = await requestOf({});
    expect(seen).toMatchObject({ role: "anon", auth_role: "anon", uid: null });
  });

  test("a person's token is authenticated, with auth.uid() and the claims", async () => {
    const token = await target.token({ sub: world.ann, org_id: world.a.id, extra: [1, "é"] });
    const seen = await requestOf({ authorization: `Bearer ${token}` });
    expect(seen).toMatchObject({ role: "authenticated", auth_role: "authenticated", uid: world.ann });
    expect(seen.claims).toMatchObject({ sub: world.ann, org_id: world.a.id, extra: [1, "é"] });
  });

  test("the secret key is service_role, and a person's token beside it wins", async () => {
    const service = await call("contract_request", { apikey: target.secretKey });
    expect(service.body).toMatchObject({ role: "service_role", uid: null });
    const token = await target.token({ sub: world.ann });
    const person = await call("contract_request", {
      apikey: target.secretKey,
      authorization: `Bearer ${token}`,
    });
    expect(person.body).toMatchObject({ role: "authenticated", uid: world.ann });
  });

  test("no key, an unknown key and a secret key in a browser are 401", async () => {
    const token = await target.token({ sub: world.ann });
    expect((await call("contract_request", {})).status).toBe(401);
    expect((await call("contract_request", { authorization: `Bearer ${token}` })).status).toBe(401);
    expect((await call("contract_request", { apikey: "sb_publishable_wrong" })).status).toBe(401);
    const browser = { apikey: target.secretKey, "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" };
    expect((await call("contract_request", browser)).status).toBe(401);
  });
});

describe("tokens that are refused", () => {
  const refused = async (token: string) =>
    call("contract_request", { apikey: target.publishableKey, authorization: `Bearer ${token}` });

  test("expired beyond the tolerance of 30 seconds: PGRST303", async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = await target.token({ sub: world.ann }, { issuedAt: now - 700, expiresAt: now - 60 });
    expect(await refused(token)).toMatchObject({
      status: 401,
      body: { code: "PGRST303", message: "JWT expired" },
    });
    const justNow = await target.token({ sub: world.ann }, { issuedAt: now - 610, expiresAt: now - 5 });
    expect((await refused(justNow)).status).toBe(200);
  });

  test("issued in the future: 401", async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = await target.token({ sub: world.ann }, { issuedAt: now + 300, expiresAt: now + 900 });
    expect((await refused(token)).status).toBe(401);
  });

  test("signed by another key, unsigned, cut or changed: PGRST301", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    const foreign = await new SignJWT({ sub: world.ann, role: "service_role" })
      .setProtectedHeader({ alg: "ES256" })
      .setExpirationTime("10m")
      .sign(privateKey);
    const honest = await target.token({ sub: world.ann });
    const [head = "", , signature = ""] = honest.split(".");
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const changed = [head, part({ sub: world.ann, role: "service_role", exp: 4102444800 }), signature].join(
      ".",
    );
    const unsigned = `${part({ alg: "none", typ: "JWT" })}.${part({ role: "service_role", exp: 4102444800 })}.`;
    for (const token of [foreign, changed, unsigned, honest.slice(0, -4), "a.b.c"]) {
      expect(await refused(token)).toMatchObject({ status: 401, body: { code: "PGRST301" } });
    }
  });

  test("an honest token for a role that is no API role gets nothing", async () => {
    for (const role of ["postgres", "supabase_admin", "supabase_auth_admin", "nobody"]) {
      const answer = await refused(await target.token({ sub: world.ann, role }));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body.role).toBeUndefined();
    }
  });
});

describe("what SQL sees of the request", () => {
  test("headers with lower-case names, for functions", async () => {
    const { body } = await call("contract_headers", {
      apikey: target.publishableKey,
      "Idempotency-Key": "key-1",
      "X-Callout-Context": "signed",
      "X-Callout-Fingerprint": "abc",
    });
    expect(body).toMatchObject({
      "idempotency-key": "key-1",
      "x-callout-context": "signed",
      "x-callout-fingerprint": "abc",
    });
  });

  test("headers for reads and writes of tables, through a policy or trigger", async () => {
    await target.sql
      .unsafe(
        `create function public.contract_note_header() returns trigger language plpgsql as $$ begin
           new.note := coalesce(current_setting('request.headers', true)::json ->> 'x-callout-context', 'missing')
             || ' ' || current_setting('request.method', true) || ' ' || current_setting('request.path', true);
           return new; end $$;
         create trigger contract_note before insert on public.contract_tasks
           for each row execute function public.contract_note_header();
         grant execute on function public.contract_note_header() to authenticated`,
      )
      .simple();
    const member = await target.client({ sub: world.ann, org_id: world.a.id });
    const { data } = await member
      .from("contract_tasks")
      .insert({ org_id: world.a.id, title: "noted" })
      .select("note")
      .setHeader("X-Callout-Context", "signed words");
    expect(data).toEqual([{ note: "signed words POST /contract_tasks" }]);
  });

  test("method and path as PostgREST names them", async () => {
    const posted = await requestOf({});
    expect(posted).toMatchObject({ method: "POST", path: "/rpc/contract_request" });
    const got = await call("contract_request", { apikey: target.publishableKey }, "GET");
    expect(got.body).toMatchObject({ method: "GET", path: "/rpc/contract_request" });
  });

  test("nothing of one request is left for the next on the same connection", async () => {
    const token = await target.token({ sub: world.ann, org_id: world.a.id });
    for (let round = 0; round < 25; round++) {
      await requestOf({ authorization: `Bearer ${token}`, "x-callout-context": "secret" });
    }
    for (let round = 0; round < 25; round++) {
      const { body } = await call("contract_headers", { apikey: target.publishableKey });
      expect(body["x-callout-context"]).toBeUndefined();
      expect((await requestOf({})).claims.sub).toBeUndefined();
    }
  });
});

describe("the door itself", () => {
  test("preflight requests are allowed for every origin and answer carries the CORS headers", async () => {
    const preflight = await fetch(`${target.url}/rest/v1/contract_tasks`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization,apikey,prefer",
      },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get("access-control-allow-origin")).toMatch(/^(\*|https:\/\/app\.example)$/);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
    expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toMatch(/prefer|\*/);
    const answer = await fetch(`${target.url}/rest/v1/rpc/contract_add?a=1`, {
      headers: { apikey: target.publishableKey, origin: "https://app.example" },
    });
    expect(answer.headers.get("access-control-allow-origin")).toMatch(/^(\*|https:\/\/app\.example)$/);
  });

  test("the list of what is served is refused to the publishable key", async () => {
    const answer = await fetch(`${target.url}/rest/v1/`, { headers: { apikey: target.publishableKey } });
    expect([401, 403]).toContain(answer.status);
  });

  test("an unknown address is 404 in JSON", async () => {
    const answer = await fetch(`${target.url}/nothing/here`, { headers: { apikey: target.publishableKey } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("json");
  });

  test("a new table is served after notify, an altered one with its new columns", async () => {
    const service = target.service();
    expect((await service.from("contract_late").select()).error?.code).toBe("PGRST205");
    await target.sql.unsafe(
      "create table public.contract_late (id int primary key); grant select on public.contract_late to service_role; notify pgrst, 'reload schema'",
    );
    await expect
      .poll(async () => (await service.from("contract_late").select("id")).error?.code ?? "served")
      .toBe("served");
    await target.sql.unsafe("alter table public.contract_late add extra text default 'x'; notify pgrst");
    await expect
      .poll(async () => (await service.from("contract_late").select("extra")).error?.code ?? "served")
      .toBe("served");
  });

  test("serving requests grants nothing: the access lists of everything are as the migrations left them", async () => {
    const lists = () => target.sql`
      select 'relation' as kind, c.oid::regclass::text as name, c.relacl::text as acl from pg_class c
      union all select 'column', a.attrelid::regclass || '.' || a.attname, a.attacl::text
        from pg_attribute a where a.attacl is not null
      union all select 'schema', n.nspname, n.nspacl::text from pg_namespace n where n.nspname not like 'pg_%temp%'
      union all select 'function', p.oid::regprocedure::text, p.proacl::text from pg_proc p
      union all select 'default', d.defaclnamespace::text || d.defaclobjtype::text, d.defaclacl::text from pg_default_acl d
      union all select 'member', m.roleid::regrole::text, m.member::regrole::text from pg_auth_members m
      order by 1, 2, 3`;
    const before = await lists();
    const member = await target.client({ sub: world.ann, org_id: world.a.id });
    for (const client of [member, target.service(), await target.client()]) {
      await client.from("contract_tasks").select("*, contract_comments(*)").limit(1);
      await client.from("contract_hidden").select();
      await client.from("contract_types").insert({ id: Math.floor(Math.random() * 1e9) });
      await client.rpc("contract_request");
    }
    expect(await lists()).toEqual(before);
    expect(before.length).toBeGreaterThan(100);
  });
});
