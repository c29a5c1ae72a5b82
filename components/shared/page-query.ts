/** A page's query string as Next hands it over: each name may stand there twice. */
export type PageQuery = Promise<Record<string, string | string[] | undefined>>;

/** The one value of a parameter; null when absent or repeated. */
export function single(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
