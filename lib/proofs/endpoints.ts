import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { proof, proofCreate, proofState, recovery, recoveryCodes, recoveryCreate } from "@/lib/proofs/schema";

const tag = "Sessions";

export const proofEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/proofs",
    summary:
      "Whether one's own two-step sign-in is on, how many recovery codes are left, until when one has proved",
    tag,
    access: "person",
    answer: z.object({ data: proofState }),
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/proofs",
    summary:
      "With the token of a sign-in of this moment, prove for another session of one's own, for ten minutes",
    tag,
    access: "person",
    body: proofCreate,
    answer: z.object({ data: proof }),
    status: 201,
    problems: ["proof_required"],
  }),
  createRecoveryCodes: endpoint({
    method: "POST",
    path: "/proofs/recovery-codes",
    summary: "Ten fresh recovery codes of one's own two-step sign-in, shown once; the old ones are void",
    tag,
    access: "person",
    body: z.strictObject({}),
    answer: z.object({ data: recoveryCodes }),
    status: 201,
    problems: ["no_second_step", "proof_required"],
  }),
  createRecovery: endpoint({
    method: "POST",
    path: "/proofs/recoveries",
    summary: "In place of the app's code: takes one's own two-step sign-in off and ends every other session",
    tag,
    access: "second_step",
    body: recoveryCreate,
    answer: z.object({ data: recovery }),
    status: 200,
  }),
};
