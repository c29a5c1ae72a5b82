import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addPerson,
  codeIn,
  failure,
  hasDatabase,
  isOwnProject,
  newEmail,
  openAuthTarget,
  PASSWORD,
  signIn,
  wrongCode,
} from "./auth-target";
import type { AuthTarget } from "./auth-target";

/** More attempts than any sensible limit allows. */
const MANY = 60;

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

type Answer = { status: number; code: string; retryAfterS: number };

/** Straight to the service, because supabase-js hides headers; `ip` is the person our own server speaks for. */
async function post(path: string, body: Record<string, unknown>, ip = "", at = target): Promise<Answer> {
  const answer = await fetch(`${at.url}/auth/v1${path}`, {
    method: "POST",
    headers: {
      apikey: at.publishableKey,
      "x-supabase-api-version": "2024-01-01",
      ...(ip ? { "x-callout-client-ip": ip } : {}),
    },
    body: JSON.stringify(body),
  });
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, code: code ?? "", retryAfterS: Number(answer.headers.get("retry-after")) };
}

async function untilRefused(attempt: () => Promise<Answer>): Promise<{ refused: Answer; before: number }> {
  for (let before = 0; before < MANY; before++) {
    const answer = await attempt();
    if (answer.status === 429) return { refused: answer, before };
  }
  throw new Error(`${MANY} attempts were let through`);
}

const password = (email: string, given: string, ip = "", at = target) =>
  post("/token?grant_type=password", { email, password: given }, ip, at);

describe("guessing", () => {
  test.runIf(isOwnProject)("a person's password ends after ten tries, and says for how long", async () => {
    const { email } = await addPerson(target);
    const { refused, before } = await untilRefused(() => password(email, "a guess"));
    expect(before).toBe(10);
    expect(refused.code).toBe("over_request_rate_limit");
    expect(refused.retryAfterS).toBeGreaterThan(0);
    expect(refused.retryAfterS).toBeLessThanOrEqual(300);
    const { error } = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(failure(error)).toEqual({ status: 429, code: "over_request_rate_limit" });
    expect(error?.message).toMatch(/after \d+ seconds/);
    const { email: other } = await addPerson(target);
    await signIn(target, other);
  });

  test.runIf(isOwnProject)("an unknown address locks just the same", async () => {
    const email = newEmail();
    const { before } = await untilRefused(() => password(email, "a guess"));
    expect(before).toBe(10);
  });

  test.runIf(isOwnProject)("a hundred guesses at the same moment are not more than ten", async () => {
    const { email } = await addPerson(target);
    const answers = await Promise.all(Array.from({ length: 40 }, () => password(email, "a guess")));
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
  });

  test.runIf(isOwnProject)("right passwords are not counted", async () => {
    const { email } = await addPerson(target);
    for (let round = 0; round < 12; round++) expect((await password(email, PASSWORD)).status).toBe(200);
  });

  test.runIf(isOwnProject)("a code ends after ten tries, also for the right one", async () => {
    const email = newEmail();
    await target.client().auth.signUp({ email, password: PASSWORD });
    const mail = await target.mailTo(email);
    const guess = (token: string) => post("/verify", { type: "email", email, token });
    const { refused, before } = await untilRefused(() => guess(wrongCode(mail)));
    expect(before).toBe(10);
    expect(refused.code).toBe("over_request_rate_limit");
    expect((await guess(codeIn(mail))).status).toBe(429);
  });
});

describe.runIf(isOwnProject)("one client's address", () => {
  const few = { max: 5, windowS: 300 };
  let small: AuthTarget;
  beforeAll(async () => {
    small = await openAuthTarget({
      authLimits: { failedSignInsPerIp: few, failedCodesPerIp: few, mailRequestsPerIp: few },
    });
  });
  afterAll(() => small?.close());

  test("that guesses at many people is refused, another one is not", async () => {
    const guess = () => password(newEmail(), "a guess", "203.0.113.7", small);
    const { refused, before } = await untilRefused(guess);
    expect(before).toBe(5);
    expect(refused.code).toBe("over_request_rate_limit");
    const { email } = await addPerson(small);
    expect((await password(email, PASSWORD, "203.0.113.7", small)).status).toBe(429);
    expect((await password(email, PASSWORD, "203.0.113.8", small)).status).toBe(200);
  });

  test("that tries many links is refused", async () => {
    const body = { type: "signup", token_hash: "0".repeat(56) };
    expect((await untilRefused(() => post("/verify", body, "203.0.113.9", small))).before).toBe(5);
  });

  test("that signs up many people is refused", async () => {
    const sign = () => post("/signup", { email: newEmail(), password: PASSWORD }, "203.0.113.10", small);
    expect((await untilRefused(sign)).before).toBe(5);
  });
});

describe("mail", () => {
  test("to one address keeps its interval", async () => {
    const { email } = await addPerson(target);
    expect((await post("/recover", { email })).status).toBe(200);
    const again = await post("/recover", { email });
    expect([again.status, again.code]).toEqual([429, "over_email_send_rate_limit"]);
    expect(again.retryAfterS).toBeGreaterThan(50);
    expect(again.retryAfterS).toBeLessThanOrEqual(60);
    expect(await target.mailsTo(email)).toHaveLength(1);
  });

  test.runIf(isOwnProject && hasDatabase)(
    "has an hourly limit, and nothing is created beyond it",
    async () => {
      const small = await openAuthTarget({ authLimits: { mailsPerHour: 2 } });
      try {
        const emails = [newEmail(), newEmail(), newEmail()];
        const answers = [];
        for (const email of emails)
          answers.push(await small.client().auth.signUp({ email, password: PASSWORD }));
        expect(answers.map(({ error }) => error?.code)).toEqual([
          undefined,
          undefined,
          "over_email_send_rate_limit",
        ]);
        const [count] =
          await small.sql()`select count(*)::int as people from auth.users where email in ${small.sql()(emails)}`;
        expect(count?.people).toBe(2);
      } finally {
        await small.close();
      }
    },
  );
});
