/** Longer than any answer of Auth takes; a line that is dead without saying so must not be waited for without end. */
const PATIENCE_MS = 20_000;

const isRenewal = (address: string) => address.includes("/auth/v1/token?grant_type=refresh_token");

/** Only Auth itself says no with a word; a proxy's page, a captive network's or a limit is no word about the session. */
async function isRefusal(answer: Response): Promise<boolean> {
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429) return false;
  const said: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  if (typeof said !== "object" || said === null) return false;
  const words: { code?: unknown; error_code?: unknown; error?: unknown } = said;
  return [words.code, words.error_code, words.error].some((word) => typeof word === "string");
}

/**
 * For clients that renew sessions. supabase-js throws a session away at every refusal below 500, also at "too many at
 * once", which hosted Auth counts by address: such an answer becomes an outage here, after which the session is still
 * there and the renewal is tried again.
 */
export const patientFetch: typeof fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  if (!isRenewal(address)) return fetch(input, init);
  const signal = init?.signal ?? AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(input, { ...init, signal });
  if (answer.ok || (await isRefusal(answer))) return answer;
  return new Response(null, { status: 503 });
};
