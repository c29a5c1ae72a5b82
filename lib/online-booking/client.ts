import { ApiProblem, problemFrom } from "@/lib/http/api-problem";
import type { BookAction } from "@/lib/online-booking/rules";
import type {
  BookAnswer,
  BookBody,
  BookPlace,
  BookProgress,
  BookTime,
  BookTimes,
  BookZone,
  RequestAnswer,
} from "@/lib/online-booking/schema";

/** A request that says nothing for so long counts as no connection. */
const TIMEOUT_MS = 15_000;

type Results = { hold: BookProgress; book: BookAnswer; request: RequestAnswer };

async function post<T>(path: string, body: object): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal: timeout,
    });
  } catch {
    throw new ApiProblem(0, timeout.aborted ? "timeout" : "offline");
  }
  if (!response.ok) throw await problemFrom(response);
  return ((await response.json()) as { data: T }).data;
}

/** Does one thing on a booking page. Throws an ApiProblem for every refusal. */
export function act<Action extends BookAction>(
  slug: string,
  action: Action,
  body: BookBody<Action>,
): Promise<Results[Action]> {
  return post(`/book/${slug}/actions/${action}`, body);
}

/** Posted, like the next: an address in a query would stand in logs and histories. */
export function askZone(slug: string, place: BookPlace): Promise<BookZone> {
  return post(`/book/${slug}/zone`, { place });
}

export function askTimes(
  slug: string,
  asked: { service_type_id: string; place: BookPlace; from?: string | undefined },
): Promise<BookTimes> {
  return post(`/book/${slug}/times`, asked);
}

/** The free times nearest to one that was refused. */
export function nearestOf(problem: ApiProblem): BookTime[] {
  return Array.isArray(problem.members.nearest) ? (problem.members.nearest as BookTime[]) : [];
}
