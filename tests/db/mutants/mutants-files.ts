import { edit } from "./edit";
import type { Mutant } from "./mutants";

const readFile = "private.can_read_file(uuid, uuid)";

/** Bugs of files: who sees them, who sends them, what is kept of them. */
export const fileMutants: Mutant[] = [
  {
    name: "files of every visit for every technician",
    by: "stories",
    story: "files-reach",
    test: "of a visit is seen by the office and by who goes there, and by no other technician",
    bug: "Whose visit a file belongs to is not asked",
    sql: edit(
      readFile,
      "scope = 'own' and target.booking_id in (select private.own_booking_ids())",
      "scope = 'own'",
    ),
  },
  {
    name: "files that belong to nothing for all colleagues",
    by: "stories",
    story: "files-reach",
    test: "that belongs to nothing yet is its sender's alone",
    bug: "Who sent a file is not asked while it belongs to no record",
    sql: edit(readFile, "and f.created_by = private.current_user_id()", ""),
  },
  {
    name: "objects by their name alone",
    by: "matrix",
    matrix: "objects",
    test: "no stranger can: 'read a file'",
    bug: "The policy of Storage asks whether there is such a file, and not whose it is",
    sql: `alter policy files_select_reader on storage.objects using (bucket_id = 'files')`,
  },
  {
    name: "uploads that nobody declared",
    by: "matrix",
    matrix: "objects",
    test: "at home exactly those may: 'send a declared file'",
    bug: "The first folder is compared, the declared file is not looked for",
    sql: `alter policy uploads_insert_sender on storage.objects
      with check (bucket_id = 'uploads' and split_part(name, '/', 1) = (select private.current_org_id())::text)`,
  },
  {
    name: "uploads after their time",
    by: "stories",
    story: "files-reach",
    test: "is refused after its time, and taken again when more is asked for",
    bug: "An address that was asked for is good for ever",
    sql: edit("private.may_upload(text)", "and f.expires_at > now()", ""),
  },
  {
    name: "two files that fit one by one",
    by: "stories",
    story: "files",
    test: "refuses what would not fit, also where two were declared at one moment",
    bug: "The quota is asked at the declaration only",
    sql: edit("ops.accept_file(uuid, uuid, jsonb)", "if not is_known", "if false and not is_known"),
  },
  {
    name: "a sweep that takes what is being written",
    by: "stories",
    story: "files-sweep",
    test: "removes objects that no file names, and spares young ones",
    bug: "Objects are removed whatever their age, those of an upload under way too",
    sql: edit("ops.sweep_files(integer, integer)", "where o.created_at < young\n      and", "where"),
  },
  {
    name: "the same bytes counted twice",
    by: "stories",
    story: "files",
    test: "sent twice are two files, one object, and count once",
    bug: "The quota counts files and not what is stored",
    sql: edit(
      "private.stored_bytes(uuid)",
      "select distinct on (f.sha256) f.stored_bytes",
      "select f.stored_bytes",
    ),
  },
];
