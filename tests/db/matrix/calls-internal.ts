import { memberRoles } from "../../support/identities";
import type { Call } from "./calls";
import { referenceChecks } from "./calls-reference";

/** Functions of the schema private that members may execute, because policies, defaults and checks run as they. */
export function internalCalls(): Record<string, Call> {
  const values = (args: Record<string, unknown>): Call => ({
    args: () => args,
    by: memberRoles,
    refusal: "nothing",
    outside: ["nothing", "forbidden"],
  });
  return {
    "private.current_org_id": values({}),
    "private.current_user_id": values({}),
    "private.current_role_name": values({}),
    "private.permission_scope": values({ permission: "read", resource: "customers" }),
    "private.has_permission": values({ permission: "read", resource: "customers" }),
    "private.require_permission": values({ permission: "read", resource: "customers", needed: "own" }),
    "private.require_user": values({}),
    "private.require_org": values({}),
    "private.may_upload": {
      args: (o) => ({ name: String(o.rows.get("public.file_storage")?.path) }),
      by: memberRoles,
      refusal: "nothing",
      outside: ["nothing", "forbidden"],
    },
    "private.may_listen": {
      args: (o) => ({ topic: `org:${o.id}:office` }),
      by: memberRoles,
      refusal: "nothing",
      outside: ["nothing", "forbidden"],
    },
    "private.can_read_object": {
      args: (o) => ({ name: `${o.id}/${"a".repeat(64)}/original.jpg` }),
      by: memberRoles,
      refusal: "nothing",
      outside: ["nothing", "forbidden"],
    },
    "private.can_read_export": {
      args: (o) => ({ name: `${o.id}/${"a".repeat(36)}/a.csv` }),
      by: memberRoles,
      refusal: "nothing",
      outside: ["nothing", "forbidden"],
    },
    "private.own_customer_ids": values({}),
    "private.own_property_ids": values({}),
    "private.own_booking_ids": values({}),
    "private.own_job_ids": values({}),
    "private.own_resource_ids": values({}),
    "private.own_crew_ids": values({}),
    "private.colleague_ids": values({}),
    "private.bookkeeping_columns": values({}),
    "private.claims": values({}),
    "private.uuid_claim": values({ name: "sub" }),
    "private.request_header": values({ name: "x-anything" }),
    ...Object.fromEntries(Object.entries(referenceChecks).map(([name, args]) => [name, values(args)])),
    "private.is_time_zone": values({ value: "Europe/Berlin" }),
    "private.search_key": values({ value: "Straße" }),
    "private.local_to_utc": values({ wall: "2026-03-29 02:30", zone: "Europe/Berlin" }),
    "private.uuid_v7": values({}),
    "private.claim_idempotency": {
      args: (o) => ({ operation: "create_customer", payload: {}, scope: o.id }),
      by: memberRoles,
      refusal: "forbidden",
    },
    "private.remember_answer": {
      args: (o) => ({ scope: o.id, status: 201, data: {} }),
      by: memberRoles,
      refusal: "forbidden",
    },
    "private.require_customer": {
      args: (o) => ({ org: o.id, customer: String(o.rows.get("public.customers")?.id) }),
      by: memberRoles,
      refusal: "CO422",
      outside: ["CO422"],
    },
  };
}
