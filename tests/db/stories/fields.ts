import { expect } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, createCustomer } from "./company";
import type { Answer, Company } from "./company";

type Option = { key: string; label: string; is_active: boolean };
export type Field = { id: string; key: string; version: number; position: number; options: Option[] };
export type Values = Record<string, unknown>;

export const ask = <T>(
  company: Company,
  name: string,
  args: Record<string, unknown>,
  as = company.owner,
): Promise<T> => call<T>(company.sql, company.at(as), name, args);

export async function define(company: Company, field: object, as?: TestUser): Promise<Field> {
  const payload = { entity: "customer", type: "text", ...field };
  return (await ask<Answer<Field>>(company, "create_custom_field", { payload }, as)).data;
}

export async function change(company: Company, { id }: Field, changes: object): Promise<Field> {
  const args = { id, expected_version: null, changes };
  return (await ask<Answer<Field>>(company, "update_custom_field", args)).data;
}

export const remove = (company: Company, { id }: Field): Promise<unknown> =>
  ask(company, "delete_custom_field", { id, expected_version: null });

export const restore = (company: Company, { id }: Field): Promise<unknown> =>
  ask(company, "restore_custom_field", { payload: { id } });

export const countOf = async (company: Company, { id }: Field): Promise<number> =>
  (await ask<{ count: number }>(company, "count_custom_field_values", { id })).count;

export const customer = (company: Company, custom_fields: Values) =>
  createCustomer(company, { last_name: "Ruiz", custom_fields });

/** As PATCH does it: a plain update under row security. */
export const write = (company: Company, id: string, values: Values): Promise<unknown> =>
  asIdentity(
    company.sql,
    company.at(company.owner),
    (tx) => tx`update public.customers set custom_fields = ${tx.json(values as never)} where id = ${id}`,
    { commit: true },
  );

export async function valuesOf(company: Company, id: string): Promise<Values> {
  const [row] = await company.sql<{ values: Values }[]>`
    select custom_fields as values from public.customers where id = ${id}`;
  return row?.values ?? {};
}

/** [field, code] of each complaint. */
export async function complaints(work: Promise<unknown>): Promise<[string, string][]> {
  const { code, hint, detail } = await refusal(work);
  expect(code).toBe("CO422");
  const { errors } = JSON.parse(detail ?? "{}") as { errors: { field: string; code: string }[] };
  expect(hint).toBe(errors[0]?.field);
  return errors.map(({ field, code: word }) => [field, word]);
}
