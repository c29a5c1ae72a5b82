import { edit } from "./edit";
import type { Mutant } from "./mutants";

const phone = "private.field_gate_codes(uuid,uuid[],uuid)";

/** Bugs of what is kept encrypted. */
export const secretMutants: Mutant[] = [
  {
    name: "plaintext gate codes",
    by: "stories",
    story: "secrets",
    test: "is refused without being said",
    bug: "The trigger that asks for a sealed text is dropped with a column's change and not made again",
    sql: "drop trigger refuse_plaintext on private.gate_codes",
  },
  {
    name: "refusal with the value",
    by: "stories",
    story: "secrets",
    test: "is refused without being said",
    bug: "The refusal of a plaintext says which one, and with it every log",
    sql: edit(
      "private.require_sealed(uuid,text)",
      "raise exception 'not_encrypted: This is kept encrypted only.'",
      "raise exception 'not_encrypted: % is not encrypted.', sealed",
    ),
  },
  {
    name: "sealed settings in the history",
    by: "stories",
    story: "secrets",
    test: "is in no table of the database",
    bug: "A secret setting's ciphertext is copied into the history, where no rotation reaches it",
    sql: edit("private.masked(jsonb,text[])", "name := left(name, -1);", "continue;"),
  },
  {
    name: "a needed key destroyed",
    by: "stories",
    story: "secrets",
    test: "a key that is still needed",
    bug: "An old key goes by its age, whether or not something is still sealed with it",
    sql: edit(
      "ops.destroy_old_keys(interval)",
      "private.sealed_key(t.sealed) = %s",
      "private.sealed_key(t.sealed) = -%s",
    ),
  },
  {
    name: "resealing without comparing",
    by: "stories",
    story: "secrets",
    test: "a text that was changed meanwhile",
    bug: "The rotation writes back what it read, over the code somebody set a moment ago",
    sql: edit("ops.reseal(uuid,text,text,text,text,text)", "and %s = $3", "and (%s = $3 or true)"),
  },
  {
    name: "tomorrow's gate codes on the phone",
    by: "stories",
    story: "gate-codes",
    test: "are the codes of today's own visits",
    bug: "The phone holds the codes of every visit it holds, two weeks of houses",
    sql: edit(
      phone,
      "(b.starts_at at time zone p.time_zone)::date = (now() at time zone p.time_zone)::date",
      "true",
    ),
  },
  {
    name: "colleagues' gate codes",
    by: "stories",
    story: "gate-codes",
    test: "are the codes of today's own visits",
    bug: "A visit that is on the phone for another reason brings its code, too",
    sql: edit(phone, "and r.user_id = person", ""),
  },
  {
    name: "looks that nobody writes down",
    by: "stories",
    story: "gate-codes",
    test: "is seen and set by who has the right",
    bug: "The function that answers a code no longer says who asked",
    sql: edit(
      "public.get_gate_code(uuid)",
      "perform private.log_audit_event(org, 'view', 'property', place.id, 'notice', false, array['gate_code']);",
      "",
    ),
  },
];
