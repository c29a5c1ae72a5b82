import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of field work: each would do work twice, lose it, show it to a stranger or take it for done. */
export const fieldMutants: Mutant[] = [
  {
    name: "operations forgotten",
    by: "stories",
    story: "sync",
    test: "is done once, and sent again is answered as the first time",
    bug: "What a phone sends again after a lost answer is refused or done a second time",
    sql: edit(
      "private.take_operation(uuid, public.offline_sync_queue)",
      "and q.op_id = op.op_id",
      "and q.op_id = op.op_id and false",
    ),
  },
  {
    name: "op_id not unique",
    by: "stories",
    story: "sync",
    test: "stands in the journal once, whoever writes",
    bug: "Two lines of the journal speak of one operation",
    sql: "alter table public.offline_sync_queue drop constraint offline_sync_queue_op_id_key",
  },
  {
    name: "operations on everybody's visits",
    by: "stories",
    story: "sync",
    test: "about somebody else's visit, another tenant's and none at all is answered alike",
    bug: "A technician writes into the visits of his colleagues",
    sql: edit(
      "private.operation_booking(uuid, public.offline_sync_queue, boolean, uuid)",
      "if found and not is_office then",
      "if found and not is_office and false then",
    ),
  },
  {
    name: "done without the work",
    by: "stories",
    story: "sync",
    test: "to done is refused until all that is required is there",
    bug: "A visit is called done although required questions are open",
    sql: edit("private.require_step(public.bookings, jsonb)", "if missing <> '[]' then", "if false then"),
  },
  {
    name: "the loser is lost",
    by: "stories",
    story: "sync-proof",
    test: "of the same question: the later by the clock stands, the other is kept beside it",
    bug: "Of two answers to one question the earlier is thrown away",
    sql: edit(
      "private.merge_answer(public.job_checklists, text, jsonb, uuid, bigint)",
      "jsonb_build_array(loser - array['was', 'version'])",
      "'[]'::jsonb",
    ),
  },
  {
    name: "any report will do",
    by: "stories",
    story: "sync-proof",
    test: "under a report that has changed waits for a person",
    bug: "A signature stands under another report than the one that was shown",
    sql: edit(
      "private.do_signature(uuid, public.offline_sync_queue, boolean)",
      "if not is_office and private.canonical_json(report)",
      "if false and private.canonical_json(report)",
    ),
  },
  {
    name: "photos unseen by the digest",
    by: "stories",
    story: "bundle",
    test: "a photo's words",
    bug: "A phone is not told that a photo was changed",
    sql: edit("private.visit_digests(uuid, uuid[], uuid)", "concat(f.id, f.version, o.state)", "'photo'"),
  },
  {
    name: "hours twice",
    by: "stories",
    story: "time-entries",
    test: "from a phone that overlap wait for a person",
    bug: "One person is paid for two places at the same time",
    sql: "alter table public.time_entries drop constraint time_entries_overlap",
  },
  {
    name: "the visit's time lost",
    by: "stories",
    story: "sync-decisions",
    test: "lets in what the phone did: by the legal steps, at the visit's time, by the phone's clock",
    bug: "What the office lets in is put where the phone's clock was and not where the visit was planned",
    sql: edit(
      "private.walk_visit(uuid, public.offline_sync_queue)",
      "coalesce(was.starts_at, moment)",
      "coalesce(moment, was.starts_at)",
    ),
  },
];
