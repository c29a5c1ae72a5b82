import { useTranslations } from "use-intl/react";
import { knownFieldWord } from "./field-words";

/** A save that the server refused, with its complaints by field. */
export type Refusal = Error & { code: string; errors: { field: string; code: string }[]; current?: unknown };

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && "code" in error && "errors" in error && Array.isArray(error.errors);
}

/** Sentences that know more than the general one, by "field:word". */
export type FieldSentences = Readonly<Record<string, string>>;

/** The complaint about a field as a sentence. */
export function useFieldSentence(words: FieldSentences | undefined): (field: string, code: string) => string {
  const t = useTranslations("shared");
  return (field, code) => words?.[`${field}:${code}`] ?? t(`fields.${knownFieldWord(code)}`);
}
