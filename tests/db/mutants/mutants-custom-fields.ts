import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of the fields a company adds of its own. */
export const customFieldMutants: Mutant[] = [
  {
    name: "link of another kind",
    by: "stories",
    story: "custom-fields",
    test: "of the type url",
    bug: "An address of any scheme, javascript too, is taken as a link and shown as one",
    sql: edit(
      "private.field_problem(public.custom_field_definitions, jsonb, jsonb)",
      "^https?://",
      "^[a-z]+:(//)?",
    ),
  },
  {
    name: "values replaced as a whole",
    by: "stories",
    story: "custom-fields",
    test: "of a removed field are kept and hidden",
    bug: "What a form does not show, as the value of a removed field, is lost with the next save",
    sql: edit(
      "private.merge_fields(uuid, text, jsonb, jsonb)",
      "jsonb_strip_nulls(stored || changed)",
      "jsonb_strip_nulls(given)",
    ),
  },
  {
    name: "fields of all companies",
    by: "stories",
    story: "custom-fields",
    test: "may be held under the key of another company's field by nobody",
    bug: "A value is checked by another company's field of that key",
    sql: edit(
      "private.merge_fields(uuid, text, jsonb, jsonb)",
      "on d.org_id = org and d.entity",
      "on d.entity",
    ),
  },
  {
    name: "fields kept by erasing",
    by: "stories",
    story: "custom-field-uses",
    test: "erasing a customer clears what may be personal",
    bug: "Erasing a person leaves the values of fields that were removed before",
    sql: edit(
      "private.cleared_fields(uuid, text, jsonb)",
      "and not d.is_personal",
      "and (not d.is_personal or d.deleted_at is not null)",
    ),
  },
  {
    name: "fields on every phone",
    by: "stories",
    story: "phone-fields",
    test: "are on nobody's phone who may not read them",
    bug: "A phone is told values of fields that its person may not read",
    sql: edit("private.visit_rows(uuid, uuid[], uuid)", "sees_fields and b.custom_fields", "b.custom_fields"),
  },
  {
    name: "fields that stay on the phone",
    by: "stories",
    story: "phone-fields",
    test: "are on nobody's phone who may not read them",
    bug: "Values stay on a phone whose person may not read fields any more",
    sql: edit(
      "private.visit_digests(uuid, uuid[], uuid)",
      "case when sees_fields and b.custom_fields <> '{}' then 'fields' end",
      "null",
    ),
  },
  {
    name: "required fields of requests",
    by: "stories",
    story: "requests",
    test: "keeps what is said of the company's own fields",
    bug: "A request becomes a job whose required field is left out while others are filled in",
    sql: edit(
      "private.request_job(uuid, public.booking_requests, uuid, uuid, jsonb)",
      "wish ? 'custom_fields'",
      "false",
    ),
  },
  {
    name: "required fields in haste",
    by: "stories",
    story: "required-fields",
    test: "a request becomes a visit by one press",
    bug: "A visit that is planned by one press is refused for a field that nobody was shown",
    sql: edit("private.insert_booking(uuid, jsonb)", "if payload ? 'custom_fields' then", "if true then"),
  },
  {
    name: "required fields of visitors",
    by: "stories",
    story: "required-fields",
    test: "a visitor books a visit",
    bug: "Nobody books online any more once the company requires a field of places",
    sql: `create trigger ask_everybody before insert on public.properties
      for each row execute function private.check_custom_fields('property', 'person')`,
  },
];
