import { ApiProblem } from "@/lib/http/api-problem";
import { act, nearestOf } from "@/lib/online-booking/client";
import { wishSpan } from "@/lib/online-booking/rules";
import type { BookedVisit, BookProgress, BookTime } from "@/lib/online-booking/schema";
import type { Draft } from "./draft";
import type { useAttempts } from "./use-attempts";

export type StepId = "service" | "place" | "time" | "who";
export type Result = { kind: "booked"; visit: BookedVisit } | { kind: "requested"; number: string };
/** What became of the code: said beside it. */
export type CodeState = "code_sent" | "code_wrong" | "code_locked" | "code_expired" | null;

/** What the server said, and which question is open. */
export type Standing = {
  progress: BookProgress | null;
  open: StepId;
  result: Result | null;
  /** Null: nothing was lost. Else what is near the time that was, perhaps nothing. */
  nearest: BookTime[] | null;
  codeState: CodeState;
};

type Way = {
  slug: string;
  timeZone: string;
  draft: Draft;
  attempt: ReturnType<typeof useAttempts>["attempt"];
  change: (part: Partial<Draft>) => void;
  forget: () => void;
  stand: (part: Partial<Standing>) => void;
};

export async function hold({ slug, draft, attempt, change, stand }: Way, startsAt: string): Promise<void> {
  const body = { service_type_id: draft.serviceId, place: draft.place, starts_at: startsAt };
  const answer = await attempt("hold", body, (op_id) => act(slug, "hold", { ...body, op_id }));
  if (answer instanceof ApiProblem) {
    if (answer.code === "time_taken") stand({ nearest: nearestOf(answer) });
  } else if (answer) {
    change({ wishes: null });
    stand({ progress: answer, nearest: null, codeState: null, open: "who" });
  }
}

type Step = { introduce: true } | { code: string } | { again: true };

/** Who it is, the code, or another code. */
export async function book({ slug, draft, attempt, forget, stand }: Way, step: Step): Promise<void> {
  const [name, body] =
    "code" in step
      ? ["code", { code: step.code }]
      : "again" in step
        ? ["again", {}]
        : ["introduce", { ...draft.who, address: draft.place }];
  const answer = await attempt(name, body, (op_id) => act(slug, "book", { ...body, op_id }));
  if (answer instanceof ApiProblem) {
    if (answer.code === "hold_expired") stand({ progress: null, nearest: nearestOf(answer), open: "time" });
  } else if (answer?.state === "booked") {
    forget();
    stand({ progress: null, result: { kind: "booked", visit: answer.visit } });
  } else if (answer) {
    stand({ codeState: answer.state, progress: answer.progress });
  }
}

export async function request({ slug, timeZone, draft, attempt, forget, stand }: Way): Promise<void> {
  const wishes = (draft.wishes ?? []).filter(({ day }) => day !== "").map((wish) => wishSpan(wish, timeZone));
  const body = {
    service_type_id: draft.serviceId,
    ...draft.who,
    address: draft.place,
    wishes,
    wishes_text: draft.wishesText,
  };
  const answer = await attempt("request", body, (op_id) => act(slug, "request", { ...body, op_id }));
  if (!answer || answer instanceof ApiProblem) return;
  forget();
  stand({ progress: null, result: { kind: "requested", number: answer.number } });
}
