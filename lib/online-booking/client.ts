import { ApiProblem, problemFrom } from "@/lib/http/api-problem";
import type { BookAction } from "@/lib/online-booking/rules";
import type {
  BookAnswer,
  BookBody,
  BookPhoto,
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

const photoAddress = (slug: string, id: string) => `/book/${slug}/photos/${id}`;

/** Sends a picture under the id this page gave it; again with the same id it is the same one. */
export function sendPhoto(
  slug: string,
  id: string,
  bytes: Blob,
  onProgress: (share: number) => void,
): Promise<BookPhoto> {
  return new Promise((resolve, reject) => {
    // Not fetch: it cannot say how much of an upload has gone out.
    const request = new XMLHttpRequest();
    request.open("PUT", photoAddress(slug, id));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", bytes.type);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiProblem(0, "offline"));
    request.ontimeout = () => reject(new ApiProblem(0, "timeout"));
    request.onload = () => {
      const answer = new Response(request.responseText || null, {
        status: request.status,
        headers: { "retry-after": request.getResponseHeader("retry-after") ?? "" },
      });
      if (answer.ok) resolve((JSON.parse(request.responseText) as { data: BookPhoto }).data);
      else void problemFrom(answer).then(reject);
    };
    request.timeout = 120_000;
    request.send(bytes);
  });
}

export async function removePhoto(slug: string, id: string): Promise<void> {
  const response = await fetch(photoAddress(slug, id), {
    method: "DELETE",
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new ApiProblem(0, "offline");
  });
  if (!response.ok) throw await problemFrom(response);
}
