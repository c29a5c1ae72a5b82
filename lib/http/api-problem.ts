import type { ErrorCode, FieldProblem } from "@/lib/errors";

/** What the server answered, or what kept it from answering: offline (nothing left), timeout, unreadable (no JSON). */
export type ProblemCode = ErrorCode | "offline" | "timeout" | "unreadable";

type Document = {
  status?: number;
  code?: string;
  detail?: string;
  errors?: FieldProblem[];
  request_id?: string;
  current?: unknown;
  [extension: string]: unknown;
};

/** The error of every fetcher. `status` is 0 when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly requestId: string | null;
  readonly retryAfterS: number | null;
  /** The row as it is now, of a 412: for "yours / theirs". */
  readonly current: unknown;
  /** The whole document, for what one kind of problem adds: the visit in the way, the nearest free times. */
  readonly members: Record<string, unknown>;

  constructor(status: number, code: ProblemCode, document: Document = {}, retryAfterS: number | null = null) {
    super(document.detail ?? code);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.detail = document.detail ?? "";
    this.errors = document.errors ?? [];
    this.requestId = document.request_id ?? null;
    this.retryAfterS = retryAfterS;
    this.current = document.current ?? null;
    this.members = document;
  }
}

export async function problemFrom(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get("retry-after"));
  const retryAfterS = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null;
  try {
    const document = (await response.json()) as Document;
    const code = (document.code ?? "unreadable") as ProblemCode;
    return new ApiProblem(response.status, code, document, retryAfterS);
  } catch {
    return new ApiProblem(response.status, "unreadable", {}, retryAfterS);
  }
}
