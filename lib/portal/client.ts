import { ApiProblem, problemFrom } from "@/lib/http/api-problem";
import type { CodeAnswer, PortalAction, PortalHold, PortalState } from "@/lib/portal/schema";

/** A request that says nothing for so long counts as no connection. */
const TIMEOUT_MS = 15_000;

type Results = {
  seen: object;
  confirm: object;
  hold: { hold: PortalHold };
  reschedule: object;
  cancel: object;
  message: object;
  feedback: object;
  code: CodeAnswer;
};

async function send(path: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, { ...init, cache: "no-store", credentials: "same-origin", signal: timeout });
  } catch {
    throw new ApiProblem(0, timeout.aborted ? "timeout" : "offline");
  }
}

/** Does one thing of this link. Throws an ApiProblem for every refusal. */
export async function act<Action extends PortalAction>(
  linkId: string,
  action: Action,
  body: Record<string, unknown>,
): Promise<Results[Action]> {
  const response = await send(`/v/${linkId}/actions/${action}`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await problemFrom(response);
  return ((await response.json()) as { data: Results[Action] }).data;
}

/** The state as it is now, or null where it is still the one of `version`. */
export async function fetchState(linkId: string, version: string): Promise<PortalState | null> {
  const response = await send(`/v/${linkId}/state`, {
    headers: { accept: "application/json", "if-none-match": `"${version}"` },
  });
  if (response.status === 304) return null;
  if (!response.ok) throw await problemFrom(response);
  return ((await response.json()) as { data: PortalState }).data;
}
