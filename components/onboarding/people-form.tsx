"use client";

import { Check, Plus, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { INVITE_ROLES, useInvitees } from "./use-invitees";
import type { Invitee } from "./use-invitees";

type PeopleFormProps = { organizationId: string; onDone: () => void };

/** A line per person; each is invited for itself, so that one refused address does not hold back the others. */
export function PeopleForm({ organizationId, onDone }: PeopleFormProps) {
  const t = useTranslations("onboarding.people");
  const { invitees, change, add, remove, send, isSending, restore } = useInvitees(organizationId);
  useEffect(restore, [restore]);
  const open = invitees.filter(({ state, email }) => state !== "sent" && email.trim() !== "");

  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (open.length === 0) return onDone();
        void send().then((isComplete) => (isComplete ? onDone() : undefined));
      }}
    >
      <ul className="grid gap-3">
        {invitees.map((invitee, index) => (
          <InviteeRow
            key={invitee.key}
            invitee={invitee}
            position={index + 1}
            onChange={(part) => change(invitee.key, part)}
            onRemove={invitees.length > 1 ? () => remove(invitee.key) : undefined}
          />
        ))}
      </ul>
      <Button variant="ghost" icon={<Plus aria-hidden />} className="justify-self-start" onClick={add}>
        {t("add")}
      </Button>
      <Button type="submit" variant="primary" wide busy={isSending}>
        {open.length > 0 ? t("send", { count: open.length }) : t("finish")}
      </Button>
      {open.length > 0 ? (
        <Button variant="quiet" size="inline" className="justify-self-center" onClick={onDone}>
          {t("skip")}
        </Button>
      ) : null}
    </form>
  );
}

type InviteeRowProps = {
  invitee: Invitee;
  position: number;
  onChange: (part: Partial<Invitee>) => void;
  onRemove?: () => void;
};

function InviteeRow({ invitee, position, onChange, onRemove }: InviteeRowProps) {
  const t = useTranslations("onboarding.people");
  if (invitee.state === "sent") {
    return (
      <li className="flex min-h-9 items-center gap-2 text-text-2">
        <Check aria-hidden className="size-4 text-success" strokeWidth={2} />
        {t("sent", { email: invitee.email })}
      </li>
    );
  }
  return (
    <li>
      <div
        role="group"
        aria-label={t("person", { position })}
        className="flex flex-wrap gap-2 sm:flex-nowrap"
      >
        <InviteeFields invitee={invitee} onChange={onChange} />
        {onRemove ? (
          <IconButton label={t("remove", { position })} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {invitee.problem ? (
        <p id={problemId(invitee)} role="alert" className="mt-1 text-13 text-danger">
          {t(`problem.${invitee.problem}`)}
        </p>
      ) : null}
    </li>
  );
}

const problemId = (invitee: Invitee) => `invitee-${invitee.key}-problem`;

function InviteeFields({ invitee, onChange }: Pick<InviteeRowProps, "invitee" | "onChange">) {
  const t = useTranslations("onboarding.people");
  const roles = useTranslations("members.role");
  return (
    <>
      <Input
        className="basis-full sm:basis-auto"
        type="email"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-label={t("email")}
        aria-invalid={invitee.problem ? true : undefined}
        aria-describedby={invitee.problem ? problemId(invitee) : undefined}
        placeholder={t("placeholder")}
        value={invitee.email}
        onChange={(event) => onChange({ email: event.target.value, problem: null })}
      />
      <Select
        aria-label={t("role")}
        options={INVITE_ROLES.map((value) => ({ value, label: roles(value) }))}
        value={invitee.role}
        onValueChange={(role) => onChange({ role })}
        className="min-w-36 flex-1 sm:w-40 sm:flex-none"
      />
    </>
  );
}
