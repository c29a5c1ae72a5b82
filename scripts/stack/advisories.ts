export type Advisory = { name: string; level: string; detail: string; schema: string; object: string };

/**
 * An advisory we live with. `schemas` is where, `objects` which of them, all when left out; an entry that matches
 * nothing any more is reported too.
 */
export type Allowance = { name: string; schemas: string[] | "any"; objects?: string[]; reason: string };

export const ALLOWANCES: Allowance[] = [
  {
    name: "unused_index",
    schemas: "any",
    reason: "Checked on a database that was just made, where no query has used any index yet.",
  },
  {
    name: "rls_enabled_no_policy",
    schemas: ["private", "ops", "partitions"],
    reason:
      "Nobody is granted these tables and REST does not expose the schemas; row security without a policy is the second lock, so that a grant made by mistake still shows nothing.",
  },
  {
    name: "rls_enabled_no_policy",
    schemas: ["public"],
    objects: ["resource_occupancy", "booking_holds"],
    reason:
      "Nobody is granted them: what occupies a person is placed and read by functions only, which say no more of a visit than the caller may see.",
  },
  {
    name: "rls_enabled_no_policy",
    schemas: ["public"],
    objects: ["offline_sync_queue"],
    reason:
      "Nobody is granted it: what a phone sent is shown by functions, to its owner and to the office, with names that are behind policies of their own.",
  },
  {
    name: "rls_enabled_no_policy",
    schemas: ["public"],
    objects: ["notification_intents", "notifications"],
    reason:
      "Nobody is granted them: a code lies among them until it is sent, so messages are shown by functions alone.",
  },
  {
    name: "rls_enabled_no_policy",
    schemas: ["public"],
    objects: ["batch_operations"],
    reason:
      "Nobody is granted it: long work is shown by functions, one's own or the organization's, without where its file lies.",
  },
  {
    name: "rls_enabled_no_policy",
    schemas: ["public"],
    objects: ["file_storage"],
    reason:
      "Nobody is granted it: who may see a file is decided by the records it belongs to, asked once by a function and not for every row by a policy.",
  },
];

/** Reads the CLI's JSON; other shapes than the one known are refused rather than taken for "no advisory". */
export function readAdvisories(output: string): Advisory[] {
  const parsed = JSON.parse(output) as { results?: unknown };
  if (!Array.isArray(parsed.results)) throw new Error("The CLI's answer holds no list of results.");
  return (parsed.results as Record<string, unknown>[]).map((entry) => {
    const { schema, name } = (entry.metadata ?? {}) as { schema?: string; name?: string };
    return {
      name: String(entry.name),
      level: String(entry.level),
      detail: String(entry.detail),
      schema: schema ?? "",
      object: name ?? "",
    };
  });
}

/** Splits advisories into those that need an explanation and allowances that explain nothing any more. */
export function judge(
  advisories: Advisory[],
  allowances: Allowance[] = ALLOWANCES,
): { unexplained: Advisory[]; idle: Allowance[] } {
  const explains = (allowance: Allowance, advisory: Advisory) =>
    allowance.name === advisory.name &&
    (allowance.schemas === "any" || allowance.schemas.includes(advisory.schema)) &&
    (allowance.objects === undefined || allowance.objects.includes(advisory.object));
  return {
    unexplained: advisories.filter((one) => !allowances.some((allowance) => explains(allowance, one))),
    idle: allowances.filter((allowance) => !advisories.some((one) => explains(allowance, one))),
  };
}
