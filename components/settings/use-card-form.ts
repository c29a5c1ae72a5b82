"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldValues } from "react-hook-form";
import type { z } from "zod";
import { changedFields } from "@/components/shared/changed-fields";
import { dropDraft } from "@/components/shared/draft";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { useRecordForm } from "@/components/shared/use-record-form";

type Versioned = { version: number };

type CardOptions<R extends Versioned, In extends FieldValues, Out extends object> = {
  /** Names the draft: "profile.you". */
  name: string;
  schema: z.ZodType<Out, In>;
  record: R;
  /** The card's fields, read from the record. */
  fieldsOf: (record: R) => In;
  send: (version: number, changes: Partial<Out>) => Promise<R>;
  onSaved: (record: R, changes: Partial<Out>) => void;
  words: { label: (name: string) => string; value: (name: string, value: unknown) => string | null };
  sentences?: Readonly<Record<string, string>>;
};

/** One card of a settings page: its own fields, its own save, and a choice by field where somebody was faster. */
export function useCardForm<R extends Versioned, In extends FieldValues, Out extends object>(
  options: CardOptions<R, In, Out>,
) {
  const { record, fieldsOf, schema, words } = options;
  const { user, organization } = useMember();
  const [savedAtMs, setSavedAtMs] = useState<number | null>(null);
  const stored = fieldsOf(record);
  const restart = useRef<(values: In) => void>(() => undefined);
  const draftKey = `${organization.id}.${user.id}.settings.${options.name}`;

  const store = async (changes: Partial<Out>, version: number) => {
    if (Object.keys(changes).length > 0) {
      const saved = await options.send(version, changes);
      options.onSaved(saved, changes);
      restart.current(fieldsOf(saved));
    }
    setSavedAtMs(Date.now());
  };
  const conflict = useConflict<R>({
    stored,
    fieldsOf,
    words,
    save: async (kept, version) => {
      await store(kept as Partial<Out>, version);
      dropDraft(draftKey);
    },
  });
  const state = useRecordForm<In, Out>({
    schema,
    values: stored,
    version: record.version,
    draftKey,
    words: options.sentences,
    save: (values, version) => store(changedFields(stored, values), version ?? record.version),
    onStale: (current, values) => conflict.open(current, values as Readonly<Record<string, unknown>>),
  });
  const { reset } = state.form;
  useEffect(() => {
    restart.current = reset;
  }, [reset]);
  return { state, savedAtMs, conflict: conflict.props };
}
