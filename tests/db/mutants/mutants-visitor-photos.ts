import { edit } from "./edit";
import type { Mutant } from "./mutants";

const story = "visitor-photos";

/** Bugs of the pictures that strangers send: each would show one to who must not see it, lose it, or take too many. */
export const visitorPhotoMutants: Mutant[] = [
  {
    name: "pictures of all visitors",
    by: "stories",
    story,
    test: "sees, completes, takes back or attaches a visitor's picture",
    bug: "Whoever books first gets what everybody has sent",
    sql: edit("private.use_visitor_photos(uuid, uuid, uuid)", "p.visitor = private.book_visitor() and ", ""),
  },
  {
    name: "bytes of another visitor",
    by: "stories",
    story,
    test: "sees, completes, takes back or attaches a visitor's picture",
    bug: "A visitor puts bytes in place of a picture that another has declared",
    sql: edit("private.visitor_sends_object(text)", "and p.visitor = private.book_visitor()", ""),
  },
  {
    name: "pictures without number",
    by: "stories",
    story,
    test: "let three in for one booking",
    bug: "One visitor fills the storage of a company",
    sql: edit("private.take_book_photo(uuid)", "amount >= 3", "amount >= 300"),
  },
  {
    name: "pictures twice",
    by: "stories",
    story,
    test: "is an attachment of the visit once the code is right",
    bug: "A picture of one visit is part of the next visit of the same browser, too",
    sql: edit("private.use_visitor_photos(uuid, uuid, uuid)", "set used_at = now()", "set used_at = null"),
  },
  {
    name: "pictures left at the request",
    by: "stories",
    story,
    test: "waits at the request, and goes to the first visit",
    bug: "Whoever goes there does not see what the customer has shown",
    sql: edit("private.hand_over_request_files(uuid, uuid, uuid)", "cardinality(asked) = 0", "true"),
  },
  {
    name: "pictures after the refusal",
    by: "stories",
    story,
    test: "of a declined request goes with it",
    bug: "Pictures of a home stay with a company that declined to come",
    sql: edit("public.decide_booking_request(jsonb)", "and a.created_by is null", "and false"),
  },
  {
    name: "unused pictures of the erased",
    by: "stories",
    story,
    test: "is erased with the person",
    bug: "What a person sent and did not use outlives his erasure",
    sql: edit(
      "private.files_of_scope(private.person_scope)",
      "where v.org_id = s.org_id and",
      "where false and v.org_id = s.org_id and",
    ),
  },
  {
    name: "phones told of no picture",
    by: "stories",
    story: "phone-pictures",
    test: "is told as it was before, and one anew",
    bug: "A picture that comes after the visit was told never reaches the technician",
    sql: edit(
      "private.visit_digests(uuid, uuid[], uuid)",
      "where sees_files and a.org_id = org",
      "where false and a.org_id = org",
    ),
  },
  {
    name: "pictures without the right",
    by: "stories",
    story: "phone-pictures",
    test: "who may read no attachments",
    bug: "A phone carries what its owner may not read in the office",
    sql: edit(
      "private.visit_rows(uuid, uuid[], uuid)",
      "sees_files and pictures.shown is not null",
      "pictures.shown is not null",
    ),
  },
];
