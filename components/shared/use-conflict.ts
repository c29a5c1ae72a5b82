"use client";

import { useState } from "react";
import type { VersionDifference } from "./compare-versions";

type Versioned = { version: number };
type Words = {
  label: (name: string) => string;
  /** A value as a person reads it; null for "nothing". */
  value: (name: string, value: unknown) => string | null;
};

type Clash<R> = { current: R; mine: Record<string, unknown>; differences: VersionDifference[] };

type ConflictOptions<R extends Versioned> = {
  /** The record the form was filled from, as the form's fields. */
  stored: Readonly<Record<string, unknown>>;
  /** The same fields, read from a record. */
  fieldsOf: (record: R) => Readonly<Record<string, unknown>>;
  words: Words;
  save: (values: Record<string, unknown>, version: number) => Promise<void>;
};

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * From a 412 to a choice by field. What both say alike is not shown; what only the other person changed is proposed
 * as theirs, so that pressing save never takes back somebody's work by accident.
 */
export function useConflict<R extends Versioned>({ stored, fieldsOf, words, save }: ConflictOptions<R>) {
  const [clash, setClash] = useState<Clash<R> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);

  const open = (current: unknown, mine: Record<string, unknown>) => {
    const record = current as R;
    const theirs = fieldsOf(record);
    const differences = Object.keys(theirs)
      .filter((name) => name in mine && !isSame(mine[name], theirs[name]))
      .map((name) => ({
        name,
        label: words.label(name),
        yours: words.value(name, mine[name]),
        theirs: words.value(name, theirs[name]),
        isTouched: !isSame(mine[name], stored[name]),
      }));
    setProblem(null);
    setClash({ current: record, mine, differences });
  };

  const resolve = async (kept: readonly string[]) => {
    if (!clash || isBusy) return;
    const { current, mine } = clash;
    const values = Object.fromEntries(kept.map((name) => [name, mine[name]]));
    setIsBusy(true);
    setProblem(null);
    try {
      await save(values, current.version);
      setClash(null);
    } catch (error) {
      const again = error instanceof Error && "current" in error ? error.current : null;
      // A third version in the meantime: the same question, with the newest words.
      if (again) open(again, mine);
      else setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };

  return {
    open,
    props: {
      differences: clash?.differences ?? null,
      problem,
      isBusy,
      onBack: () => setClash(null),
      onSave: (kept: readonly string[]) => void resolve(kept),
    },
  };
}
