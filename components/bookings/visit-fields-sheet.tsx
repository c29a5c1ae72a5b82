"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { FieldInputs } from "@/components/custom-fields/field-inputs";
import { useFieldsText } from "@/components/custom-fields/field-text";
import { withFields } from "@/components/custom-fields/form-schema";
import { useAskedFields, valuesOf } from "@/components/custom-fields/use-fields";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { useRecordForm } from "@/components/shared/use-record-form";
import { updateBooking } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { formValues } from "@/lib/custom-fields/rules";
import type { CustomField } from "@/lib/custom-fields/schema";
import { customFields } from "@/lib/http/fields";
import { findAuthor } from "./find-author";
import { useStoreVisits } from "./use-visit-writes";

const fieldsOnly = z.strictObject({ custom_fields: customFields.optional() });
type FieldsForm = z.input<typeof fieldsOnly>;
type FieldsWrite = z.output<typeof fieldsOnly>;

type VisitFieldsSheetProps = { visit: Booking; onClose: () => void };

/** The company's own fields of one visit. */
export function VisitFieldsSheet(props: VisitFieldsSheetProps) {
  const fields = useAskedFields("booking");
  return fields ? <EditForm {...props} fields={fields} /> : null;
}

const formOf = (visit: Booking, fields: readonly CustomField[]) =>
  ({ custom_fields: formValues(fields, valuesOf(visit)) }) as FieldsForm;

function EditForm(props: VisitFieldsSheetProps & { fields: readonly CustomField[] }) {
  const { onClose, fields } = props;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [visit] = useState(props.visit);
  const t = useTranslations("custom-fields");
  const { user, organization } = useMember();
  const store = useStoreVisits();
  const own = valuesOf(visit);
  const stored = formOf(visit, fields);
  const draftKey = `${organization.id}.${user.id}.visit.${visit.id}.fields`;
  const send = async (changes: FieldsWrite, version: number) => {
    if (Object.keys(changes).length > 0) store([await updateBooking(visit.id, version, changes)]);
    onClose();
  };
  const conflict = useFieldsConflict(visit, fields, async (changes, version) => {
    await send(changes, version);
    dropDraft(draftKey);
  });
  const state = useRecordForm<FieldsForm, FieldsWrite>({
    schema: useMemo(() => withFields(fieldsOnly, fields, own), [fields, own]),
    values: stored,
    version: visit.version,
    draftKey,
    save: (values, version) => send(changedFields(stored, values), version ?? visit.version),
    onStale: (current, values) => conflict.open(current, values),
  });
  return (
    <>
      <FormSheet
        open
        title={t("fillInTitle", { name: visit.number })}
        saveLabel={t("saveValues")}
        state={state}
        onClose={onClose}
      >
        <FieldInputs fields={fields} stored={own} state={state} />
      </FormSheet>
      <CompareVersions {...conflict.props} />
    </>
  );
}

type Save = (changes: FieldsWrite, version: number) => Promise<void>;

function useFieldsConflict(visit: Booking, fields: readonly CustomField[], save: Save) {
  const t = useTranslations("custom-fields");
  const textOf = useFieldsText(fields);
  return useConflict<Booking>({
    stored: formOf(visit, fields),
    fieldsOf: (record) => formOf(record, fields),
    words: { label: () => t("label"), value: (_name, raw) => textOf(raw) },
    findAuthor: () => findAuthor(visit.id),
    save,
  });
}
