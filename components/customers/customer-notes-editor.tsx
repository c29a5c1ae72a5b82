"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { customerKeys, updateCustomer } from "@/lib/customers/client";
import { customerCreate } from "@/lib/customers/schema";
import type { Customer, CustomerUpdate } from "@/lib/customers/schema";
import { useCustomerConflict } from "./use-customer-conflict";

const notesOnly = z.strictObject({ notes: customerCreate.shape.notes });
type NotesForm = z.input<typeof notesOnly>;
type NotesWrite = z.output<typeof notesOnly>;

export function NotesEditor(props: { customer: Customer; onClose: () => void }) {
  const { onClose } = props;
  // What the words are written against. A refetch behind the form must not pass for what was seen when typing began.
  const [customer] = useState(props.customer);
  const t = useTranslations("customers");
  const { user, organization } = useMember();
  const store = useStoreRecord<Customer>(customerKeys);
  const draftKey = `${organization.id}.${user.id}.customer.${customer.id}.notes`;
  const send = async (changes: CustomerUpdate, version: number) => {
    if (Object.keys(changes).length > 0) store(await updateCustomer(customer.id, version, changes));
    onClose();
  };
  const conflict = useCustomerConflict(customer, async (changes, version) => {
    await send(changes, version);
    dropDraft(draftKey);
  });
  const state = useRecordForm<NotesForm, NotesWrite>({
    schema: notesOnly,
    values: { notes: customer.notes ?? "" },
    version: customer.version,
    draftKey,
    save: (values, version) => send(values, version ?? customer.version),
    onStale: (current, values) => conflict.open(current, values),
  });
  useEditorKeys(() => state.submit(), onClose);
  return (
    <form noValidate onSubmit={state.submit} className="grid gap-3">
      <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
      <FormProblem error={state.problem} />
      <Field
        label={t("notes.label", { name: customer.display_name })}
        hideLabel
        error={state.errorOf("notes")}
      >
        <Textarea {...state.form.register("notes")} rows={5} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("notes.cancel")}</Button>
        <Button type="submit" variant="primary" busy={state.isSaving}>
          {t("notes.save")}
        </Button>
      </div>
      <CompareVersions {...conflict.props} />
    </form>
  );
}

function useEditorKeys(save: () => void, close: () => void) {
  const t = useTranslations("customers");
  const group = t("notes.title");
  useShortcuts([
    { keys: "mod+enter", label: t("notes.save"), group, run: save, inFields: true },
    { keys: "escape", label: t("notes.cancel"), group, run: close, inFields: true },
  ]);
}
