import type { z } from "zod";
import type { Permission, Resource } from "@/lib/auth/rules";
import type { ErrorCode } from "@/lib/errors";

/**
 * "public": no identity is looked at. "person": any signed-in person, with or without an organization. "second_step":
 * also who typed the password and still owes the code; the function behind it counts attempts itself.
 */
export type Access = "public" | "person" | "second_step" | { permission: Permission; resource: Resource };

/**
 * What an address takes, needs and answers. The handler enforces it and the OpenAPI document prints it, so the two
 * can't disagree. `path` is the template below /api/v1, as the log names it.
 */
export type Endpoint<Params, Query, Body> = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: `/${string}`;
  summary: string;
  tag: string;
  access: Access;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** The whole body of a success; null for 204 and 302. */
  answer: z.ZodType | null;
  status: 200 | 201 | 204 | 302;
  /** If-Match is required and compared with the row's version. */
  isConditional?: boolean;
  /** What else than the common problems may come back. */
  problems?: ErrorCode[];
  maxBodyBytes?: number;
};

export type AnyEndpoint = Endpoint<unknown, unknown, unknown>;

/** Gives a definition its types; what is left out of a definition is empty in the call. */
export function endpoint<Params = Record<string, never>, Query = Record<string, never>, Body = undefined>(
  definition: Endpoint<Params, Query, Body>,
): Endpoint<Params, Query, Body> {
  return definition;
}
