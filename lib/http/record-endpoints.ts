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
  { one, many, tag }: Words,
  schemas: Schemas<Filters, Create, Update>,
) {
  const path: `/${string}` = `/${resource}`;
  const answer = z.object({ data: schemas.record });
  const common = { tag, params: recordParams };
  return {
    list: endpoint({
      method: "GET",
      path,
      summary: `List ${many}`,
      tag,
      access: { permission: "read", resource },
      query: schemas.query,
      answer: pageOf(schemas.row),
      status: 200,
    }),
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
    get: endpoint({
      ...common,
      method: "GET",
      path: `${path}/{id}`,
      summary: `Get a ${one}`,
      access: { permission: "read", resource },
      answer,
      status: 200,
    }),
    update: endpoint({
      ...common,
      method: "PATCH",
      path: `${path}/{id}`,
      summary: `Change a ${one}; what is not named stays`,
      access: { permission: "update", resource },
      body: schemas.update,
      isConditional: true,
      answer,
      status: 200,
    }),
    remove: endpoint({
      ...common,
      method: "DELETE",
      path: `${path}/{id}`,
      summary: `Delete a ${one}; it can be restored`,
      access: { permission: "delete", resource },
      isConditional: true,
      answer,
      status: 200,
    }),
    restore: endpoint({
      ...common,
      method: "POST",
      path: `${path}/{id}/restore`,
      summary: `Restore a deleted ${one}`,
      access: { permission: "delete", resource },
      answer,
      status: 200,
    }),
    history: endpoint({
      ...common,
      method: "GET",
      path: `${path}/{id}/history`,
      summary: `Who changed what of a ${one}, latest first`,
      access: { permission: "read", resource },
      query: z.strictObject(pageQuery),
      answer: pageOf(schemas.change),
      status: 200,
    }),
  };
}
