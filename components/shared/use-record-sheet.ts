"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { FieldValues } from "react-hook-form";
import type { z } from "zod";
import { useToast } from "@/components/ui/toast";
import { changedFields } from "./changed-fields";
import { dropDraft } from "./draft";
import { useMember } from "./member";
import type { RecordKeys } from "./record-cache";
import { useConflict } from "./use-conflict";
import { useRecordForm } from "./use-record-form";
import { useStoreRecord } from "./use-record-writes";

type Stored = { id: string; name: string; version: number; deleted_at: string | null };

type SheetOptions<R extends Stored, In extends FieldValues, Out extends object> = {
  /** The record to change; null makes a new one. */
  record: R | null;
  /** Names drafts: "skill". */
  noun: string;
  schema: z.ZodType<Out, In>;
  /** The form's fields, read from a record or of a new one. */
  fieldsOf: (record: R | null) => In;
  keys: RecordKeys;
  create: (body: Out) => Promise<R>;
  update: (id: string, version: number, changes: Partial<Out>) => Promise<R>;
  /** How a field and its value are called where two people changed the same record. */
  label: (field: string) => string;
  value: (field: string, value: unknown) => string | null;
  /** Sentences that know more than the general one, by "field:word". */
  sentences?: Readonly<Record<string, string>>;
  onClose: () => void;
};

/** The form of a small record in a sheet: new or existing, with draft, and a choice by field where somebody was faster. */
export function useRecordSheet<R extends Stored, In extends FieldValues, Out extends object>(
  options: SheetOptions<R, In, Out>,
) {
  const { schema, fieldsOf, keys, noun, onClose } = options;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [record] = useState(options.record);
  const t = useTranslations("records");
  const { user, organization } = useMember();
  const client = useQueryClient();
  const toast = useToast();
  const store = useStoreRecord<R>(keys);
  const stored = fieldsOf(record);
  const draftKey = `${organization.id}.${user.id}.${noun}.${record?.id ?? "new"}`;

  const make = async (body: Out) => {
    const made = await options.create(body);
    await client.invalidateQueries({ queryKey: keys.all });
    toast.show({ title: t("added", { name: made.name }), tone: "success" });
    onClose();
  };
  const send = async (id: string, changes: Partial<Out>, version: number) => {
    if (Object.keys(changes).length > 0) store(await options.update(id, version, changes));
    onClose();
  };
  const conflict = useConflict<R>({
    stored,
    fieldsOf,
    words: { label: options.label, value: options.value },
    save: async (kept, version) => {
      if (record) await send(record.id, kept as Partial<Out>, version);
      dropDraft(draftKey);
    },
  });
  const state = useRecordForm<In, Out>({
    schema,
    values: stored,
    version: record?.version ?? null,
    draftKey,
    words: options.sentences,
    save: (values, version) =>
      record ? send(record.id, changedFields(stored, values), version ?? record.version) : make(values),
    onStale: (current, values) => conflict.open(current, values as Readonly<Record<string, unknown>>),
  });
  return { state, conflict: conflict.props, isNew: record === null };
}
