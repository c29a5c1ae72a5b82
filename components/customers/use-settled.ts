"use client";

import { useEffect, useState } from "react";

/** A value once it has stood still for `waitMs`: nobody is asked about half a telephone number. */
export function useSettled<T>(value: T, waitMs = 300): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
