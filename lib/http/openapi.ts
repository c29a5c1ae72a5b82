import "server-only";
import { z } from "zod";
import { STATUS_BY_CODE, type ErrorCode } from "@/lib/errors";
import type { AnyEndpoint } from "@/lib/http/endpoint";

type Json = Record<string, unknown>;
/** A feature's definitions. Their types differ; here only what can be printed of them counts. */
type Definitions = Record<string, Printable>;
type Printable = Pick<
  AnyEndpoint,
  "method" | "path" | "summary" | "tag" | "access" | "status" | "isConditional" | "problems"
> & {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType | null;
};

/** OpenAPI 3.1 out of the definitions the handlers run by, so that what is printed is what is enforced. */
export function openapiDocument(features: Definitions[]): Json {
  const paths: Record<string, Json> = {};
  for (const definition of features.flatMap((feature) => Object.values(feature))) {
    const path = (paths[definition.path] ??= {});
    path[definition.method.toLowerCase()] = operation(definition);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Callout",
      version: "1",
      description:
        "JSON in snake_case; instants in RFC 3339. Errors are problem documents (RFC 9457) told apart by `code`.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: { securitySchemes, headers, schemas: { Problem: problem } },
  };
}

function operation(definition: Printable): Json {
  const { access, tag, summary, body } = definition;
  return {
    tags: [tag],
    summary,
    ...(access === "public" ? { security: [] } : {}),
    ...(typeof access === "object" ? { "x-required-scope": `${access.resource}:${access.permission}` } : {}),
    parameters: parametersOf(definition),
    ...(body
      ? { requestBody: { required: true, content: { "application/json": { schema: input(body) } } } }
      : {}),
    responses: { ...success(definition), ...refusals(definition) },
  };
}

function parametersOf({ method, access, params, query, isConditional }: Printable): Json[] {
  const found = [...fieldsOf(params, "path"), ...fieldsOf(query, "query")];
  if (access !== "public")
    found.push(header("x-org-id", "The organization the caller believes to work in.", false));
  if (method === "POST")
    found.push(header("Idempotency-Key", "Repeating a request under its key does it once.", false));
  if (isConditional) found.push(header("If-Match", 'The version the caller saw, as "3".', true));
  return found;
}

function fieldsOf(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = input(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (required.includes(name) && !("default" in property)),
    schema: property,
  }));
}

const header = (name: string, description: string, required: boolean): Json => ({
  name,
  in: "header",
  description,
  required,
  schema: { type: "string" },
});

function success({ status, answer, access }: Printable): Json {
  const content = answer ? { content: { "application/json": { schema: output(answer) } } } : {};
  const limits = access === "public" ? {} : { headers: LIMIT_HEADERS };
  const silent = status === 302 ? "It lies where `Location` says" : "Done, nothing to say";
  return { [status]: { description: answer ? "Done" : silent, ...limits, ...content } };
}

const LIMIT_HEADERS = {
  RateLimit: { $ref: "#/components/headers/RateLimit" },
  "RateLimit-Policy": { $ref: "#/components/headers/RateLimitPolicy" },
};

/** By status, with the codes that come with it. */
function refusals(definition: Printable): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(definition)) {
    const status = STATUS_BY_CODE[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(", "), content }]),
  );
}

function codesOf({
  method,
  access,
  params,
  query,
  body,
  isConditional,
  problems = [],
}: Printable): ErrorCode[] {
  if (access === "public") return [];
  const codes: ErrorCode[] = [
    "unauthenticated",
    "session_expired",
    "organization_changed",
    "rate_limited",
    "internal",
  ];
  if (typeof access === "object") codes.push("forbidden", "no_organization");
  if (params) codes.push("not_found");
  if (query || body) codes.push("invalid");
  if (body) codes.push("invalid_request", "too_large", "unsupported_media_type");
  if (method === "POST") codes.push("in_progress", "idempotency_mismatch");
  if (isConditional) codes.push("stale", "precondition_required");
  return [...codes, ...problems];
}

const input = (schema: z.ZodType): Json => jsonSchema(schema, "input");
const output = (schema: z.ZodType): Json => jsonSchema(schema, "output");

/**
 * A pipe's input is what it reads ("any text"), its output what it accepts. Where an optional text is first trimmed
 * and emptied, only the second is worth printing.
 */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...printed } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: target }) => {
      // "uuid" and "date-time" say it; the half-page expressions behind them help no reader.
      if (target.format) delete target.pattern;
      const { def } = zodSchema._zod;
      if (io !== "input" || def.type !== "pipe") return;
      const accepted = def.out;
      if (accepted._zod.def.type === "transform") return;
      const { $schema: __, ...inner } = jsonSchema(accepted as z.ZodType, "input");
      for (const key of Object.keys(target)) delete target[key as keyof typeof target];
      Object.assign(target, inner);
    },
  });
  return printed;
}

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A member's access token." },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "callout-auth",
    description: "A browser's session; writes must come from the app's own origin.",
  },
};

const headers = {
  RateLimit: {
    description: "What is left, and seconds until all of it is back.",
    schema: { type: "string" },
  },
  RateLimitPolicy: { description: "How many requests in how many seconds.", schema: { type: "string" } },
};

const problem = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "request_id"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(STATUS_BY_CODE) },
    detail: { type: "string" },
    request_id: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "code", "message"],
        properties: { field: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
    current: { description: "Of 412: the record as it is now." },
    required_scope: { type: "string", description: "Of 403: what would be needed." },
  },
};
