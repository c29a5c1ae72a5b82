"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCan } from "@/components/shared/member";
import { ALL_FIELDS, customFieldKeys, fetchCustomFields } from "@/lib/custom-fields/client";
import { askedOf } from "@/lib/custom-fields/rules";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";

/** They change rarely, and whoever changes them sees it at once. */
const STALE_MS = 300_000;
const NONE: readonly CustomField[] = [];

/**
 * The company's own fields; undefined while they load, none where one may not read them or they cannot be read: a form
 * must open without them.
 */
export function useFields(): readonly CustomField[] | undefined {
  const may = useCan();
  const mayRead = may("read", "custom_fields");
  const { data, isError } = useQuery({
    queryKey: customFieldKeys.list(ALL_FIELDS),
    queryFn: ({ signal }) => fetchCustomFields(signal),
    enabled: mayRead,
    staleTime: STALE_MS,
  });
  return data?.data ?? (isError || !mayRead ? NONE : undefined);
}

/** What a form of this kind of record asks; undefined while nobody knows. */
export function useAskedFields(entity: FieldEntity): readonly CustomField[] | undefined {
  const fields = useFields();
  return useMemo(() => fields && askedOf(fields, entity), [fields, entity]);
}

/** As a record of the API has them: checked by the database, so of these kinds only. */
export const valuesOf = (record: { custom_fields: Record<string, unknown> } | null): FieldValues =>
  (record?.custom_fields ?? {}) as FieldValues;
