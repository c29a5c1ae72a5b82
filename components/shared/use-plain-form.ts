"use client";

import { useCallback, useRef, useState } from "react";
import type { ChangeEvent } from "react";
import { isRefusal, useFieldSentence } from "./refusal";
import type { FieldSentences } from "./refusal";
import { useTyped } from "./use-typed";

/** The word for what is wrong, by field. */
export type Codes = Readonly<Record<string, string>>;
export type Parsed<Out> = { values: Out; codes?: undefined } | { codes: Codes };

export type PlainFormOptions<V extends object, Out> = {
  /** The record as stored, or the start of a new one: every field of the form. Words equal to it are no draft. */
  values: V;
  /** Version of the stored record; null for a new one. */
  version?: number | null;
  /** Where unsaved words are kept. */
  draftKey: string;
  /** The rules are the server's; this says earlier what it would say. */
  parse: (values: V) => Parsed<Out> | Promise<Parsed<Out>>;
  words?: FieldSentences;
  /** Throws what the fetcher threw. `version` is the one the words were written against. */
  save: (values: Out, version: number | null) => Promise<void>;
  /** A 412 with the record as it is now. Without it the refusal reads like any other. */
  onStale?: (current: unknown, values: Out) => void;
};

/** The rules may have to be loaded first; a line too weak for that is said like every other failed save. */
async function parsedBy<V, Out>(parse: (values: V) => Parsed<Out> | Promise<Parsed<Out>>, values: V) {
  try {
    return await parse(values);
  } catch {
    const code = navigator.onLine ? "unavailable" : "offline";
    throw Object.assign(new Error(code), { code });
  }
}

/** Complaints come when a field is left, and go as soon as it is right. */
function useComplaints<V extends object, Out>({ parse }: Pick<PlainFormOptions<V, Out>, "parse">) {
  const [codes, setCodes] = useState<Codes>({});
  const form = useRef<HTMLFormElement>(null);
  const left = useRef(new Set<string>());
  const isAsked = useRef(false);
  const latest = useRef(0);
  const look = async (values: V) => {
    const turn = ++latest.current;
    const parsed = await Promise.resolve(parse(values)).catch(() => null);
    if (!parsed || turn !== latest.current) return;
    const found = Object.entries(parsed.codes ?? {});
    setCodes(Object.fromEntries(found.filter(([field]) => isAsked.current || left.current.has(field))));
  };
  const attach = useCallback((element: HTMLFormElement | null) => {
    form.current = element;
  }, []);
  return {
    attach,
    element: () => form.current,
    codes,
    /** Shows these, and leads to the first. */
    show: (found: Codes) => {
      latest.current += 1;
      isAsked.current = true;
      setCodes(found);
      const [first = ""] = Object.keys(found);
      const control = form.current?.elements.namedItem(first);
      if (control instanceof HTMLElement) control.focus();
    },
    changed: (values: V) => {
      if (isAsked.current || left.current.size > 0) void look(values);
    },
    leave: (field: string, values: V) => {
      left.current.add(field);
      void look(values);
    },
    forget: () => {
      latest.current += 1;
      isAsked.current = false;
      left.current.clear();
      setCodes({});
    },
  };
}

type Sending<V extends object, Out> = {
  options: PlainFormOptions<V, Out>;
  typed: ReturnType<typeof useTyped<V>>;
  complaints: ReturnType<typeof useComplaints<V, Out>>;
};

/** Saves what is typed; a refusal is said at its fields, or else for the whole form. */
function useSending<V extends object, Out>({ options, typed, complaints }: Sending<V, Out>) {
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);

  const refuse = (error: unknown, sent: Out) => {
    if (!isRefusal(error)) return setProblem(error);
    if (error.code === "stale" && error.current && options.onStale)
      return options.onStale(error.current, sent);
    const told = error.errors.filter(({ field }) => (field.split(".")[0] ?? "") in typed.values);
    complaints.show(Object.fromEntries(told.map(({ field, code }) => [field, code])));
    // A general sentence, unless every complaint has found its field.
    if (told.length === 0 || told.length < error.errors.length) setProblem(error);
  };
  const send = async () => {
    setProblem(null);
    setIsSaving(true);
    try {
      const parsed = await parsedBy(options.parse, typed.values);
      if (parsed.codes) return complaints.show(parsed.codes);
      complaints.forget();
      await options.save(parsed.values, typed.baseVersion).then(
        () => typed.clear(),
        (error: unknown) => refuse(error, parsed.values),
      );
    } catch (error) {
      setProblem(error);
    } finally {
      setIsSaving(false);
    }
  };
  const submit = (event?: { preventDefault: () => void }) => {
    event?.preventDefault();
    if (!isSaving) void send();
  };
  return { problem, isSaving, submit };
}

/**
 * A form that stands on its page from the start: draft, complaints and focus as `useRecordForm` has them, without the
 * weight of the form library, and with rules that can be loaded when somebody leaves a field or saves.
 */
export function usePlainForm<V extends object, Out = V>(options: PlainFormOptions<V, Out>) {
  const typed = useTyped<V>(options.values, options.version ?? null, options.draftKey);
  const complaints = useComplaints<V, Out>(options);
  const sentence = useFieldSentence(options.words);
  const { values } = typed;
  const set = (changes: Partial<V>) => {
    const next = { ...values, ...changes };
    typed.type(next);
    complaints.changed(next);
  };
  /** Begins anew, with these or with what is stored. */
  const reset = (start: V | null = null) => {
    typed.reset(start);
    complaints.forget();
  };
  return {
    ...useSending<V, Out>({ options, typed, complaints }),
    /** The ref of the form element: whoever has complaints is led to the first of them. */
    attach: complaints.attach,
    element: complaints.element,
    values,
    set,
    /** For an input or a textarea. Read only until the page has been taken over: a draft may be about to come. */
    field: (name: keyof V & string, read: (text: string) => unknown = (text) => text) => ({
      name,
      value: (values[name] ?? "") as string | number,
      readOnly: !typed.isReady,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        set({ [name]: read(event.target.value) } as Partial<V>),
      onBlur: () => complaints.leave(name, values),
    }),
    isDirty: typed.isDirty,
    restoredAtMs: typed.restoredAtMs,
    reset,
    discardDraft: () => reset(),
    codeOf: (field: string): string | null => complaints.codes[field] ?? null,
    errorOf: (field: string): string | null => {
      const code = complaints.codes[field];
      return code === undefined ? null : sentence(field, code);
    },
  };
}

export type PlainForm<V extends object, Out = V> = ReturnType<typeof usePlainForm<V, Out>>;
