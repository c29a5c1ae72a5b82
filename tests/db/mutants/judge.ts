/**
 * What a failed test says of the plant. Only "assertion" is a catch: "late" says something of the machine, "broken"
 * that the plant is no bug but nonsense the database cannot even run, "error" that the test fell before it could look.
 */
export type Failure = { title: string; kind: "assertion" | "late" | "broken" | "error"; why: string };

type Thrown = { name?: string; message: string; code?: unknown; diff?: string };

/** Said by `refusal` of tests/support/database.ts, which is an assertion in other words. */
const NOT_REFUSED = "The statement was expected to be refused, but it succeeded.";

/** A name that is not there, a wrong type, a mistake in writing: none is what somebody would release. */
const BROKEN_CODES = /\b(?:42601|42703|42702|42883|42P01|42P02|42804|42725|42704)\b/;
const BROKEN_WORDS =
  /syntax error at|(?:column|function|relation|operator|type|record) .*(?:does not exist|has no field)/;

export function kindOf(errors: readonly Thrown[]): Failure["kind"] {
  const texts = errors.map(
    ({ message, diff, code }) => `${message} ${diff ?? ""} ${typeof code === "string" ? code : ""}`,
  );
  if (texts.some((text) => /(?:Test|Hook) timed out in/.test(text))) return "late";
  if (texts.some((text) => BROKEN_CODES.test(text) || BROKEN_WORDS.test(text))) return "broken";
  const isAsserted = ({ name, message }: Thrown) => name === "AssertionError" || message === NOT_REFUSED;
  return errors.some(isAsserted) ? "assertion" : "error";
}
