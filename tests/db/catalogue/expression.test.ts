import { describe, expect, it } from "vitest";
import { conjuncts, unwrappedCalls } from "./expression";

describe("reading a policy's expression", () => {
  it("splits ANDs at the top and nowhere else", () => {
    expect(conjuncts("((a = 1) AND ((b = 2) OR ((c = 3) AND (d = 4))) AND (e = ' AND '))")).toEqual([
      "a = 1",
      "(b = 2) OR ((c = 3) AND (d = 4))",
      "e = ' AND '",
    ]);
  });

  it("does not take a part of an OR for a condition", () => {
    expect(conjuncts("((org_id = 1) OR (version > 0))")).toEqual(["(org_id = 1) OR (version > 0)"]);
  });

  it("accepts a helper wrapped in a select with literals, also under casts", () => {
    const expression =
      "((org_id = ( SELECT private.current_org_id() AS current_org_id)) AND (( SELECT private.permission_scope(('read'::text)::public.permission_type, ('customers'::text)::public.resource_type) AS permission_scope) = 'all'::text) AND (id IN ( SELECT private.own_customer_ids() AS own_customer_ids)))";
    expect(unwrappedCalls(expression)).toEqual([]);
  });

  it("finds a helper that is not wrapped", () => {
    expect(unwrappedCalls("(org_id = private.current_org_id())")).toEqual(["private.current_org_id()"]);
  });

  it("finds a wrapped helper that takes a column and so runs once a row", () => {
    expect(unwrappedCalls("( SELECT private.owns(customers.id) AS owns)")).toEqual([
      "private.owns(customers.id)",
    ]);
    expect(unwrappedCalls("( SELECT private.owns(id) AS owns)")).toEqual(["private.owns(id)"]);
  });
});
