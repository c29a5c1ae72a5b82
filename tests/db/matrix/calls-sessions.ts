import { quote } from "../../support/database";
import { memberRoles } from "../../support/identities";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const everyone = memberRoles;
const outside = ["nothing", "forbidden"] as const;

/** The one session of the organization's viewer: nobody but him may do anything with it. */
const session = (o: Organization): string => o.people.viewer.sessionId;

const giveFactors = (o: Organization): string =>
  `insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret)
   select gen_random_uuid(), person, 'Phone', 'totp', 'verified', now(), now(), 'x'
   from unnest(array[${memberRoles.map((role) => quote(o.people[role].id)).join(", ")}]::uuid[]) as person`;

/** Where somebody is signed in, and how he proves that it is him: each for himself alone. */
export const sessionCalls: Record<string, Call> = {
  "public.get_me": { args: () => ({}), by: everyone, refusal: "nothing", outside: ["nothing", "forbidden"] },
  "public.authorize_request": {
    args: () => ({ permission: "read", resource: "customers" }),
    by: everyone,
    refusal: "nothing",
    outside: ["nothing", "forbidden"],
  },
  "public.list_sessions": { args: () => ({}), by: everyone, refusal: "nothing", outside },
  "public.get_two_step": { args: () => ({}), by: everyone, refusal: "nothing", outside },
  "public.end_session": {
    args: (o) => ({ id: session(o) }),
    by: ["viewer"],
    refusal: "CO404",
    outside: ["CO404", "forbidden"],
    atHome: "CO404",
  },
  "public.record_proof": {
    args: (o) => ({ payload: { session_id: session(o) } }),
    by: ["viewer"],
    refusal: "CO404",
    outside: ["CO404", "forbidden"],
    atHome: "CO404",
  },
  "public.create_recovery_codes": {
    args: () => ({ payload: {} }),
    by: everyone,
    refusal: "CO409",
    outside: ["CO409", "forbidden"],
    before: giveFactors,
  },
  "public.use_recovery_code": {
    args: () => ({ payload: { code: "22222-22222" } }),
    by: everyone,
    refusal: "nothing",
    outside,
  },
};
