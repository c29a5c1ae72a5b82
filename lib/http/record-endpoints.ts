import { z } from "zod";
import type { Resource } from "@/lib/auth/rules";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, pageQuery, recordParams } from "@/lib/http/fields";

type Schemas<Filters, Create, Update> = {
  record: z.ZodType;
  row: z.ZodType;
  change: z.ZodType;
  query: z.ZodType<Filters>;
  create: z.ZodType<Create>;
  update: z.ZodType<Update>;
};

/** "property", "properties": for the sentences of the documentation. */
type Words = { one: string; many: string; tag: string };

/** The seven addresses every record with soft delete and history has, so that they are alike everywhere. */
export function recordEndpoints<Filters, Create, Update>(
  resource: Resource,
  words: Words,
  schemas: Schemas<Filters, Create, Update>,
) {
  return { ...readEndpoints(resource, words, schemas), ...writeEndpoints(resource, words, schemas) };
}

/** A right is written with underscores, an address with hyphens. */
const pathOf = (resource: Resource): `/${string}` => `/${resource.replaceAll("_", "-")}`;

function readEndpoints<Filters, Create, Update>(
  resource: Resource,
  { one, many, tag }: Words,
  schemas: Schemas<Filters, Create, Update>,
) {
  const access = { permission: "read", resource } as const;
  const path = pathOf(resource);
  const common = { method: "GET", tag, access, status: 200 } as const;
  return {
    list: endpoint({
      ...common,
      path,
      summary: `List ${many}`,
      query: schemas.query,
      answer: pageOf(schemas.row),
    }),
    get: endpoint({
      ...common,
      path: `${path}/{id}`,
      summary: `Get a ${one}`,
      params: recordParams,
      answer: z.object({ data: schemas.record }),
    }),
    history: endpoint({
      ...common,
      path: `${path}/{id}/history`,
      summary: `Who changed what of a ${one}, latest first`,
      params: recordParams,
      query: z.strictObject(pageQuery),
      answer: pageOf(schemas.change),
    }),
  };
}

function writeEndpoints<Filters, Create, Update>(
  resource: Resource,
  { one, tag }: Words,
  schemas: Schemas<Filters, Create, Update>,
) {
  const path = pathOf(resource);
  const answer = z.object({ data: schemas.record });
  const named = { tag, answer, path: `${path}/{id}`, params: recordParams, status: 200 } as const;
  return {
    create: endpoint({
      method: "POST",
      path,
      summary: `Create a ${one}`,
      tag,
      access: { permission: "create", resource },
      body: schemas.create,
      answer,
      status: 201,
    }),
    update: endpoint({
      ...named,
      method: "PATCH",
      summary: `Change a ${one}; what is not named stays`,
      access: { permission: "update", resource },
      body: schemas.update,
      isConditional: true,
    }),
    remove: endpoint({
      ...named,
      method: "DELETE",
      summary: `Delete a ${one}; it can be restored`,
      access: { permission: "delete", resource },
      isConditional: true,
    }),
    restore: endpoint({
      ...named,
      method: "POST",
      path: `${path}/{id}/restore`,
      summary: `Restore a deleted ${one}`,
      access: { permission: "delete", resource },
    }),
  };
}
