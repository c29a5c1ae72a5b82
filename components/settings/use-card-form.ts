"use client";

import { useEffect, useRef, useState } from "react";
import { changedFields } from "@/components/shared/changed-fields";
import { dropDraft } from "@/components/shared/draft";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { usePlainForm } from "@/components/shared/use-plain-form";
import type { PlainFormOptions } from "@/components/shared/use-plain-form";

type Versioned = { version: number };

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

type CardOptions<R extends Versioned, In extends Record<string, unknown>, Out extends object> = {
  /** Names the draft: "profile.you". */
  name: string;
  /** As a rule `parseWith` a schema that is loaded when it is needed. */
  parse: PlainFormOptions<In, Out>["parse"];
  record: R;
  /** The card's fields, read from the record. */
  fieldsOf: (record: R) => In;
  send: (version: number, changes: Partial<Out>) => Promise<R>;
  onSaved: (record: R, changes: Partial<Out>) => void;
  words: { label: (name: string) => string; value: (name: string, value: unknown) => string | null };
  sentences?: Readonly<Record<string, string>>;
};

/** One card of a settings page: its own fields, its own save, and a choice by field where somebody was faster. */
export function useCardForm<R extends Versioned, In extends Record<string, unknown>, Out extends object>(
  options: CardOptions<R, In, Out>,
) {
  const { record, fieldsOf } = options;
  const { user, organization } = useMember();
  const [saves, setSaves] = useState(0);
  const [begun, setBegun] = useState(record);
  // What the words are written against: a refetch while somebody types must not pass for what he has seen. Several
  // cards share a record, though: a newer one in which these fields stayed asks nobody anything.
  const base = isSame(fieldsOf(record), fieldsOf(begun)) ? record : begun;
  const stored = fieldsOf(base);
  const draftKey = `${organization.id}.${user.id}.settings.${options.name}`;

  const store = async (changes: Partial<Out>, version: number) => {
    if (Object.keys(changes).length > 0) {
      const saved = await options.send(version, changes);
      options.onSaved(saved, changes);
      restart.current(saved);
    }
    setSaves((count) => count + 1);
  };
  const conflict = useConflict<R>({
    stored,
    fieldsOf,
    words: options.words,
    save: async (kept, version) => {
      await store(kept as Partial<Out>, version);
      dropDraft(draftKey);
    },
  });
  const state = usePlainForm<In, Out>({
    parse: options.parse,
    values: stored,
    version: base.version,
    draftKey,
    words: options.sentences,
    save: (values, version) => store(changedFields(stored, values), version ?? base.version),
    onStale: (current, values) => conflict.open(current, values as Readonly<Record<string, unknown>>),
  });
  const restart = useRestart(state.reset, setBegun);
  // The version of a set is a digest, which does not rise: newer is what differs.
  const isBehind = record.version !== base.version && !state.isDirty;
  useEffect(() => {
    if (isBehind) restart.current(record);
  }, [isBehind, record, restart]);
  return { state, saves, conflict: conflict.props };
}

/** Begins again from another version, e.g. the one just saved. */
function useRestart<R>(reset: () => void, setBase: (record: R) => void) {
  const restart = useRef<(record: R) => void>(() => undefined);
  useEffect(() => {
    restart.current = (record) => {
      setBase(record);
      reset();
    };
  });
  return restart;
}
