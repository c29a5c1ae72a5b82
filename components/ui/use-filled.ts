"use client";

import { useSyncExternalStore } from "react";

type FieldProps = { ref?: unknown; value?: unknown; defaultValue?: unknown };

const never = () => () => undefined;

/**
 * Whether a field that a form library fills by its ref still waits for that: the server's page shows it empty, and
 * what is typed into it would be mixed with the stored value that comes. Such a field is read only until then.
 */
export function useIsUnfilled({ ref, value, defaultValue }: FieldProps): boolean {
  const isTakenOver = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return !isTakenOver && ref !== undefined && value === undefined && defaultValue === undefined;
}
