import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of the public booking page: each would let a stranger do, or learn, what is not his. */
export const onlineBookingMutants: Mutant[] = [
  {
    name: "page of any organization",
    by: "matrix",
    matrix: "functions",
    test: "public.book_page",
    bug: "A visitor of one company's page works on another's by the organization he claims",
    sql: edit(
      "private.book_org()",
      "private.claims() ->> 'principal' is distinct from 'book:' || org",
      "left(private.claims() ->> 'principal', 5) is distinct from 'book:'",
    ),
  },
  {
    name: "codes uncounted",
    by: "stories",
    story: "online-visits",
    test: "needs the right one of six digits",
    bug: "Whoever waits for a code may guess it as often as he likes",
    sql: edit(
      "private.check_book_code(uuid, private.online_bookings, text)",
      "code_failures = b.code_failures + 1",
      "code_failures = b.code_failures",
    ),
  },
  {
    name: "known by mail alone",
    by: "stories",
    story: "online-visits",
    test: "belongs silently to who is known by mail and telephone",
    bug: "A stranger who knows a customer's mail address books as that customer",
    sql: edit("private.booker_customer(uuid, jsonb)", "and c.phone = details ->> 'phone'", ""),
  },
  {
    name: "holds for ever",
    by: "stories",
    story: "online-booking",
    test: "runs out and blocks nobody any more",
    bug: "A time that is not kept any more is booked all the same",
    sql: edit(
      "private.require_hold(uuid, private.online_bookings)",
      "and h.expires_at > clock_timestamp()",
      "",
    ),
  },
  {
    name: "another place",
    by: "stories",
    story: "online-visits",
    test: "is at the place its time was found for",
    bug: "Who found a time for a place inside of the zones books it for one outside",
    sql: edit(
      "public.book_book(jsonb)",
      "is distinct from private.postcode_key(started.place ->> 'postcode')",
      "is null and false",
    ),
  },
  {
    name: "holds without number",
    by: "stories",
    story: "online-booking",
    test: "is three from one address",
    bug: "One address keeps the whole week",
    sql: edit("private.limit_holds(uuid)", "amount >= 3", "amount >= 300"),
  },
];
