import type { Identity } from "../../support/database";
import type { TestGateway } from "../../support/gateway";
import type { Row } from "../../support/seeding-values";
import type { RestRequest } from "./rest-verbs";

export type RestOutcome = {
  status: number;
  code: string | null;
  body: string;
  rows: Row[];
  total: number | null;
};

/** Speaks to the gateway as one identity, with a token that was really signed. */
export class RestSession {
  private readonly headers = new Map<string, Record<string, string>>();

  constructor(private readonly gateway: TestGateway) {}

  async send(identity: Identity, request: Omit<RestRequest, "verb" | "ending">): Promise<RestOutcome> {
    const response = await fetch(`${this.gateway.url}/rest/v1${request.path}`, {
      method: request.method,
      headers: { ...(await this.headersOf(identity)), ...request.headers },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
    });
    const body = await response.text();
    const parsed: unknown = body === "" ? null : JSON.parse(body);
    const isError = response.status >= 400;
    const total = response.headers.get("content-range")?.split("/")[1];
    return {
      status: response.status,
      code: isError ? ((parsed as { code?: string } | null)?.code ?? "") : null,
      body,
      rows: isError || parsed === null ? [] : Array.isArray(parsed) ? (parsed as Row[]) : [{ value: parsed }],
      total: total === undefined || total === "*" ? null : Number(total),
    };
  }

  private async headersOf(identity: Identity): Promise<Record<string, string>> {
    const known = this.headers.get(identity.name) ?? (await this.gateway.headersFor(identity));
    this.headers.set(identity.name, known);
    return known;
  }
}

/** The answer in the matrix's words; what is in none of them is told in full. */
export function restEnding(outcome: RestOutcome): string {
  const { status, code, body } = outcome;
  if (status < 300) return "nothing";
  // The answer to HEAD has no body to tell why.
  if ((code === "42501" || body === "") && (status === 403 || status === 401)) return "forbidden";
  if (code === "23503" && status === 409) return "no such row";
  if (code === "PGRST205" && status === 404) return "not exposed";
  if (code === "PGRST106" && status === 406) return "not exposed";
  if (code === "PGRST202" && status === 404) return "not exposed";
  if (code === "21000" && status === 400) return "unsafe";
  if (code !== null && /^CO\d{3}$/.test(code)) return code;
  return `${status} ${body.slice(0, 200)}`;
}
