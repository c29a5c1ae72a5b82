import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of sessions, of the second step and of proving once more. */
export const sessionMutants: Mutant[] = [
  {
    name: "exports without a proof",
    by: "stories",
    story: "proofs",
    test: "needs a proof of the last ten minutes",
    bug: "A session left open carries the company's data away",
    sql: edit("public.create_export(jsonb)", "perform private.require_proof();", ""),
  },
  {
    name: "a renewed token as a proof",
    by: "stories",
    story: "proofs",
    test: "needs a proof of the last ten minutes",
    bug: "Every token is young, so a stolen session proves itself",
    sql: edit("private.proof_of_token(boolean)", "'password', 'otp'", "'password', 'token_refresh', 'otp'"),
  },
  {
    name: "a proof for whoever's session",
    by: "stories",
    story: "proofs",
    test: "is made for one's own sessions alone",
    bug: "Anybody who signs in proves for somebody else's session",
    sql: edit("public.record_proof(jsonb)", "s.id = session and s.user_id = person", "s.id = session"),
  },
  {
    name: "the password where a code is asked for",
    by: "stories",
    story: "proofs",
    test: "counts for nothing where a code is asked for",
    bug: "Whoever stole the password exports without the app",
    sql: edit("private.proven_at()", "if private.has_second_step(person) then", "if false then"),
  },
  {
    name: "half a sign-in as a whole one",
    by: "stories",
    story: "proofs",
    test: "a token has no organization and is nobody's",
    bug: "A token of the password alone works, where the organization is put into it",
    sql: edit("private.live_membership()", "array['principal', 'needs_code']", "array['principal']"),
  },
  {
    name: "ended sessions that go on",
    by: "stories",
    story: "proofs",
    test: "that were ended are over at the next statement",
    bug: "After signing out everywhere a stolen token reads on until it expires",
    sql: edit(
      "private.live_membership()",
      "where e.session_id = session",
      "where e.session_id = session and false",
    ),
  },
];
