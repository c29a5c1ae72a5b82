"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { VersionDifference } from "./compare-versions";

type Versioned = { version: number };
type Words = {
  label: (name: string) => string;
  /** A value as a person reads it; null for "nothing". */
  value: (name: string, value: unknown) => string | null;
};

type Fields = Readonly<Record<string, unknown>>;
type Clash<R> = { current: R; mine: Fields; differences: VersionDifference[] };

type ConflictOptions<R extends Versioned> = {
  /** The record the form was filled from, as the form's fields. */
  stored: Fields;
  /** The same fields, read from a record. */
  fieldsOf: (record: R) => Fields;
  words: Words;
  /** Who made the newer version, from the history; null where nobody knows. */
  findAuthor?: () => Promise<string | null>;
  save: (values: Record<string, unknown>, version: number) => Promise<void>;
};

/** A form has "" where the schema makes null: both say "nothing". */
const plain = (value: unknown) => JSON.stringify(value === "" ? null : (value ?? null));
const isSame = (a: unknown, b: unknown) => plain(a) === plain(b);

type Three = { mine: Fields; stored: Fields; theirs: Fields; words: Words };

function differencesOf({ mine, stored, theirs, words }: Three): VersionDifference[] {
  return Object.keys(theirs)
    .filter((name) => name in mine && !isSame(mine[name], theirs[name]))
    .map((name) => ({
      name,
      label: words.label(name),
      yours: words.value(name, mine[name]),
      theirs: words.value(name, theirs[name]),
      isTouched: !isSame(mine[name], stored[name]),
    }));
}

/**
 * From a 412 to a choice by field. What both say alike is not shown; what only the other person changed is proposed
 * as theirs, so that pressing save never takes back somebody's work by accident.
 */
export function useConflict<R extends Versioned>(options: ConflictOptions<R>) {
  const { stored, fieldsOf, words, save } = options;
  const client = useQueryClient();
  const [clash, setClash] = useState<Clash<R> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [author, setAuthor] = useState<string | null>(null);

  const open = (current: unknown, mine: Fields) => {
    const record = current as R;
    const differences = differencesOf({ mine, stored, theirs: fieldsOf(record), words });
    setProblem(null);
    setClash({ current: record, mine, differences });
    // The name is a courtesy: without it the title says "Somebody".
    options.findAuthor?.().then(setAuthor, () => setAuthor(null));
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
      // The page still shows the version before both, also where only theirs was kept and nothing was sent.
      void client.invalidateQueries();
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
      by: author,
      problem,
      isBusy,
      onBack: () => setClash(null),
      onSave: (kept: readonly string[]) => void resolve(kept),
    },
  };
}
