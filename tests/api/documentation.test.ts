import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { STATUS_BY_CODE } from "@/lib/errors";
import { meaningOf } from "@/lib/supabase/constraints";
import { call } from "./support/call";
import { guarded, nameOf, open } from "./support/endpoints";
import { database, installation } from "./support/installation";

type Operation = {
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { schema: { additionalProperties?: boolean } }> };
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

async function readDocument(): Promise<Document> {
  const response = await fetch(`${installation.url}/api/v1/openapi.json`);
  expect(response.status).toBe(200);
  return (await response.json()) as Document;
}

function filesBelow(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
}

/** What the route files really serve: "GET /customers/{id}". */
function servedRoutes(): string[] {
  return filesBelow("app/api/v1", "route.ts").flatMap((file) => {
    const path = file
      .replace("app/api/v1", "")
      .replace("/route.ts", "")
      .replaceAll("[", "{")
      .replaceAll("]", "}");
    const text = readFileSync(file, "utf8");
    return METHODS.filter((method) => new RegExp(`export const ${method}\\b`).test(text)).map(
      (method) => `${method} ${path}`,
    );
  });
}

describe("the documentation", () => {
  it("has every address that is served, and none that is not", async () => {
    const { openapi, paths } = await readDocument();
    expect(openapi).toBe("3.1.0");
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = servedRoutes();
    expect(served.length).toBeGreaterThan(30);
    expect(documented.toSorted()).toEqual(served.toSorted());
    expect([...guarded, ...open].map(nameOf).toSorted()).toEqual(served.toSorted());
  });

  it("names each parameter of a path, refuses unknown fields, and says what may be refused", async () => {
    const { paths } = await readDocument();
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { parameters, responses, requestBody }] of Object.entries(operations)) {
        const inPath = parameters.filter((each) => each.in === "path").map(({ name }) => `{${name}}`);
        expect([method, path, path.match(/\{[a-z_]+\}/g) ?? []]).toEqual([method, path, inPath]);
        const schema = requestBody?.content["application/json"]?.schema;
        if (schema) expect([method, path, schema.additionalProperties]).toEqual([method, path, false]);
        if (path !== "/config" && path !== "/openapi.json") expect(responses).toHaveProperty("401");
      }
    }
  });

  it("answers an unknown address with a problem document", async () => {
    for (const method of METHODS) {
      const answer = await call(method, "/nowhere/at/all");
      expect([method, answer.status, answer.problem.code]).toEqual([method, 404, "not_found"]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });
});

describe("refusals of the database", () => {
  it("are all known by their code: none falls back to a general one", () => {
    const raised = filesBelow("supabase/migrations", ".sql").flatMap((file) =>
      [
        ...readFileSync(file, "utf8").matchAll(
          /raise exception '([a-z_]+): [^']*'[^;]*?errcode = '(CO\d{3}|42501)'/gs,
        ),
      ].map(([, code = ""]) => code),
    );
    expect(raised.length).toBeGreaterThan(20);
    // Only by writing to the REST address itself can somebody try to change an id.
    const unreachable = ["immutable"];
    const unknown = raised.filter(
      (code) => !Object.hasOwn(STATUS_BY_CODE, code) && !unreachable.includes(code),
    );
    // "too_many" is the general code of its status, "unknown" that of the field it names.
    expect(unknown.filter((code) => !["too_many", "unknown"].includes(code))).toEqual([]);
  });

  it("of a constraint stand beside a field, for every constraint a request can meet", async () => {
    const rows = await database()<{ table: string; name: string }[]>`
      select c.relname as table, k.conname as name
      from pg_catalog.pg_constraint as k
      join pg_catalog.pg_class as c on c.oid = k.conrelid
      where k.connamespace = 'public'::regnamespace and k.contype in ('c', 'f')
        and c.relname in ('customers', 'customer_contacts', 'properties', 'organizations', 'profiles', 'skills', 'tags',
          'service_types', 'checklist_templates', 'business_closures', 'service_zones', 'saved_views')`;
    expect(rows.length).toBeGreaterThan(50);
    // No request names its organization: that comes from the token.
    const silent = rows
      .filter(({ table, name }) => !name.endsWith("_org_id_fkey") && meaningOf(table, name) === null)
      .map(({ name }) => name);
    expect(silent).toEqual([]);
    expect(meaningOf("properties", "properties_postcode_check")?.field).toBe("address.postcode");
    expect(meaningOf("customers", "customers_org_id_assigned_to_fkey")?.field).toBe("assigned_to");
  });
});
