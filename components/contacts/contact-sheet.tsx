"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { useRecordForm } from "@/components/shared/use-record-form";
import type { RecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { contactKeys, createContact, updateContact } from "@/lib/contacts/client";
import { contactCreate } from "@/lib/contacts/schema";
import type { Contact, ContactUpdate } from "@/lib/contacts/schema";
import { formOf, newContact } from "./contact-form";
import type { ContactForm, ContactWrite } from "./contact-form";

const LABELS = {
  name: "name",
  role_title: "role",
  email: "email",
  phone: "phone",
  is_primary: "isPrimary",
  notes: "notes",
} as const;

const isLabelled = (name: string): name is keyof typeof LABELS => name in LABELS;

/** A number cut short is no number: that sentence says more than "too short". */
function useContactWords(): Record<string, string> {
  const t = useTranslations("shared");
  return { "phone:too_small": t("fields.invalid_phone") };
}

type State = RecordForm<ContactForm, ContactWrite>;

export function NewContactSheet({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useTranslations("customers");
  const { user, organization } = useMember();
  const client = useQueryClient();
  const toast = useToast();
  const state = useRecordForm<ContactForm, ContactWrite>({
    schema: contactCreate,
    words: useContactWords(),
    values: newContact(customerId),
    draftKey: `${organization.id}.${user.id}.contact.of.${customerId}`,
    save: async (body) => {
      const made = await createContact(body);
      await client.invalidateQueries({ queryKey: contactKeys.all });
      void client.invalidateQueries({ queryKey: ["history"] });
      toast.show({ title: t("added", { name: made.name }), tone: "success" });
      onClose();
    },
  });
  return (
    <ContactFormSheet
      state={state}
      title={t("contacts.newTitle")}
      saveLabel={t("contacts.create")}
      onClose={onClose}
    />
  );
}

function useContactConflict(
  contact: Contact,
  save: (changes: ContactUpdate, version: number) => Promise<void>,
) {
  const t = useTranslations("customers");
  const { country } = useMember().organization;
  return useConflict<Contact>({
    stored: formOf(contact, country),
    fieldsOf: (record) => formOf(record, country),
    words: {
      label: (name) => (isLabelled(name) ? t(`contacts.${LABELS[name]}`) : name),
      value: (_name, value) => {
        if (typeof value === "boolean") return value ? t("form.yes") : t("form.no");
        return typeof value === "string" && value !== "" ? value : null;
      },
    },
    save,
  });
}

export function EditContactSheet(props: { contact: Contact; onClose: () => void }) {
  const { onClose } = props;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [contact] = useState(props.contact);
  const t = useTranslations("customers");
  const { user, organization } = useMember();
  const store = useStoreRecord<Contact>(contactKeys);
  const stored = formOf(contact, organization.country);
  const draftKey = `${organization.id}.${user.id}.contact.${contact.id}`;
  const send = async (changes: ContactUpdate, version: number) => {
    if (Object.keys(changes).length > 0) store(await updateContact(contact.id, version, changes));
    onClose();
  };
  const conflict = useContactConflict(contact, async (changes, version) => {
    await send(changes, version);
    dropDraft(draftKey);
  });
  const state = useRecordForm<ContactForm, ContactWrite>({
    schema: contactCreate,
    words: useContactWords(),
    values: stored,
    version: contact.version,
    draftKey,
    save: (values, version) => send(changedFields(stored, values), version ?? contact.version),
    onStale: (current, values) => conflict.open(current, values),
  });
  return (
    <>
      <ContactFormSheet
        state={state}
        title={t("contacts.editTitle")}
        saveLabel={t("contacts.save")}
        onClose={onClose}
      />
      <CompareVersions {...conflict.props} />
    </>
  );
}

type ContactFormSheetProps = { state: State; title: string; saveLabel: string; onClose: () => void };

function ContactFormSheet({ state, title, saveLabel, onClose }: ContactFormSheetProps) {
  const t = useTranslations("customers");
  const { form, errorOf } = state;
  return (
    <FormSheet open title={title} saveLabel={saveLabel} state={state} onClose={onClose}>
      <Field label={t("contacts.name")} error={errorOf("name")}>
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      <Field label={t("contacts.role")} hint={t("contacts.roleHint")} error={errorOf("role_title")}>
        <Input {...form.register("role_title")} autoComplete="off" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("contacts.phone")} error={errorOf("phone")}>
          <Input {...form.register("phone")} type="tel" autoComplete="off" />
        </Field>
        <Field label={t("contacts.email")} error={errorOf("email")}>
          <Input {...form.register("email")} type="email" autoComplete="off" />
        </Field>
      </div>
      <Controller
        control={form.control}
        name="is_primary"
        render={({ field }) => (
          <Checkbox checked={field.value ?? false} onCheckedChange={field.onChange}>
            {t("contacts.isPrimary")}
          </Checkbox>
        )}
      />
      <Field label={t("contacts.notes")} error={errorOf("notes")}>
        <Textarea {...form.register("notes")} />
      </Field>
    </FormSheet>
  );
}
