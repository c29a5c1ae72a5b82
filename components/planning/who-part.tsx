"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Person } from "@/components/shared/person";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CustomField } from "@/lib/custom-fields/schema";
import type { CustomerRow } from "@/lib/customers/schema";
import { readMessage } from "@/lib/planning/rules";
import { focusPart } from "./advance";
import { CallFields } from "./call-fields-part";
import { CustomerSearch } from "./customer-search";
import { Part } from "./part";
import type { CallForm } from "./call-form";

export type PartProps = {
  form: CallForm;
  /** The company's own, of every kind of record. */
  fields: readonly CustomField[];
  set: (patch: Partial<CallForm>) => void;
  /** The sentence about a field the server refused. */
  errorOf: (field: string) => string | null;
};

const isNumber = (text: string) => /^[+(\d][\d\s().\-/]*$/.test(text);

/** Who calls: found by number, name or address, or written down in place. */
export function WhoPart({ isFixed, ...part }: PartProps & { isFixed: boolean }) {
  const t = useTranslations("planning.who");
  const { form, set } = part;
  const startOver = () => {
    set({ customer: null, isNewCustomer: false, place: null, isNewPlace: false });
    focusPart("who");
  };
  const change =
    !isFixed && (form.customer || form.isNewCustomer) ? (
      <Button size="sm" variant="ghost" onClick={startOver}>
        {t("change")}
      </Button>
    ) : null;
  return (
    <Part name="who" title={t("title")} aside={change}>
      {form.customer ? (
        <Known customer={form.customer} />
      ) : form.isNewCustomer ? (
        <NewCustomer {...part} />
      ) : (
        <Search set={set} form={form} />
      )}
    </Part>
  );
}

function Known({ customer: { id, name, phone } }: { customer: NonNullable<CallForm["customer"]> }) {
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  return <Person id={id} name={name} sub={phone ? formatPhone(phone, country) : null} />;
}

function Search({ form, set }: Pick<PartProps, "form" | "set">) {
  const pick = ({ id, display_name, phone }: CustomerRow) => {
    set({ customer: { id, name: display_name, phone }, isNewCustomer: false });
    focusPart("work");
  };
  const begin = (typed: string) => {
    set({ isNewCustomer: true, isNewPlace: true, ...(isNumber(typed) ? { phone: typed } : { name: typed }) });
    focusPart("who");
  };
  const take = (text: string) => {
    const { wish, ...read } = readMessage(text);
    const known = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null));
    set({
      ...known,
      isNewCustomer: true,
      isNewPlace: true,
      wish: [form.wish, wish].filter(Boolean).join("\n"),
    });
    focusPart("who");
  };
  return <CustomerSearch onPick={pick} onNew={begin} onMessage={take} />;
}

function NewCustomer(part: PartProps) {
  const { form, set, errorOf } = part;
  const t = useTranslations("planning.who");
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={form.isCompany ? t("company") : t("name")} error={errorOf("name")}>
          <Input
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
            autoComplete="off"
          />
        </Field>
        <Field label={t("phone")} error={errorOf("phone")}>
          <Input
            type="tel"
            value={form.phone}
            onChange={(event) => set({ phone: event.target.value })}
            autoComplete="off"
          />
        </Field>
      </div>
      {form.email !== "" ? (
        <Field label={t("email")} error={errorOf("email")}>
          <Input
            type="email"
            value={form.email}
            onChange={(event) => set({ email: event.target.value })}
            autoComplete="off"
          />
        </Field>
      ) : null}
      <Checkbox checked={form.isCompany} onCheckedChange={(isCompany) => set({ isCompany })}>
        {t("isCompany")}
      </Checkbox>
      <CallFields {...part} entities={["customer"]} />
    </div>
  );
}
