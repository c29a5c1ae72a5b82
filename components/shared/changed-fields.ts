const plain = (value: unknown) => JSON.stringify(value === "" ? null : (value ?? null));

/** Only what differs is sent, so that the history names what a person really changed. */
export function changedFields<T extends object>(stored: object, values: T): Partial<T> {
  const before = stored as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => plain(value) !== plain(before[name])),
  ) as Partial<T>;
}
