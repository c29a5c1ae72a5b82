/**
 * An argument of a function that may be null in SQL. The generated types know no null arguments, because a function's
 * signature does not say which of them it accepts.
 */
export function nullable<T>(value: T | null): T {
  return value as T;
}
