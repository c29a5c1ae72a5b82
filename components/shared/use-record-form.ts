"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import type { DefaultValues, FieldValues, Path, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { codeAt, hasPath, schemaResolver } from "./form-issues";
import { isRefusal, useFieldSentence } from "./refusal";
import type { FieldSentences } from "./refusal";
import { useDraft } from "./use-draft";

export type RecordFormOptions<In extends FieldValues, Out> = {
  schema: z.ZodType<Out, In>;
  /** The record as stored, or the start of a new one: every field of the form, empty ones as "" or null. */
  values: In;
  /** Version of the stored record; null for a new one. */
  version?: number | null;
  /** Where unsaved words are kept. Without a key nothing is (passwords). */
  draftKey?: string;
  /** Sentences that know more than the general one, by "field:word". */
  words?: FieldSentences;
  /** Throws what the fetcher threw. `version` is the one the words were written against. */
  save: (values: Out, version: number | null) => Promise<void>;
  /** A 412 with the record as it is now. Without it the refusal reads like any other. */
  onStale?: (current: unknown, values: Out) => void;
};

/**
 * A form over the route's own schema: complaints as sentences beside their fields, also the server's, focus on the
 * first one, and a draft that survives reload, expired session and dead signal.
 */
export function useRecordForm<In extends FieldValues, Out>(options: RecordFormOptions<In, Out>) {
  const { schema, values, draftKey, version = null } = options;
  const form = useForm<In, unknown, Out>({
    defaultValues: values as DefaultValues<In>,
    resolver: schemaResolver(schema),
    // Complaints come when a field is left, and go as soon as it is right.
    mode: "onTouched",
    reValidateMode: "onChange",
  });
  const draft = useDraft<In>({ form, draftKey, stored: values, version });
  const [problem, setProblem] = useState<unknown>(null);
  const errorOf = useErrorSentence(form.formState.errors, options.words);
  const { isSubmitting, isDirty } = form.formState;

  async function save(parsed: Out) {
    setProblem(null);
    try {
      await options.save(parsed, draft.baseVersion);
      draft.clear();
    } catch (error) {
      if (isRefusal(error) && error.code === "stale" && error.current && options.onStale)
        options.onStale(error.current, parsed);
      else if (!showAtFields(form, error)) setProblem(error);
    }
  }

  return {
    form,
    problem,
    isDirty,
    isSaving: isSubmitting,
    restoredAtMs: draft.restoredAtMs,
    discardDraft: draft.discard,
    submit: (event?: { preventDefault: () => void }) => {
      event?.preventDefault();
      if (!isSubmitting) void form.handleSubmit(save)();
    },
    errorOf,
  };
}

/** The complaint about a field as a sentence, or null. */
function useErrorSentence(errors: object, words: FieldSentences | undefined) {
  const sentence = useFieldSentence(words);
  return (field: string): string | null => {
    const code = codeAt(errors, field);
    return code === null ? null : sentence(field, code);
  };
}

/** True when every complaint of the server found its field, so that no general one is needed. */
function showAtFields<In extends FieldValues, Out>(
  form: Pick<UseFormReturn<In, unknown, Out>, "setError" | "getValues">,
  error: unknown,
): boolean {
  if (!isRefusal(error) || error.errors.length === 0) return false;
  const known = error.errors.filter(({ field }) => hasPath(form.getValues(), field));
  known.forEach(({ field, code }, index) => {
    form.setError(field as Path<In>, { type: code, message: code }, { shouldFocus: index === 0 });
  });
  return known.length === error.errors.length;
}

export type RecordForm<In extends FieldValues, Out> = ReturnType<typeof useRecordForm<In, Out>>;
