"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { useToast } from "@/components/ui/toast";
import { createInvitation, invitationKeys } from "@/lib/invitations/client";
import { invitationCreate } from "@/lib/invitations/schema";
import type { InvitationCreate } from "@/lib/invitations/schema";
import { grantableRoles } from "@/lib/members/rules";

type InviteSheetProps = {
  /** What the way here proposed; whatever is no role one may give is none. */
  role: string;
  email: string;
  onClose: () => void;
};

export function InviteSheet({ role, email, onClose }: InviteSheetProps) {
  const t = useTranslations("members");
  const viewer = useMember();
  const client = useQueryClient();
  const toast = useToast();
  const proposed = grantableRoles(viewer).find((each) => each === role);
  const state = useRecordForm<InvitationCreate, InvitationCreate>({
    schema: invitationCreate,
    values: { email, role: proposed ?? "dispatcher" },
    // A proposal is an intention of its own: what was left half written for somebody else stays where it was.
    draftKey: `${viewer.organization.id}.${viewer.user.id}.invitation.${proposed ?? "new"}${email}`,
    words: { "email:invalid_email": t("inviteForm.emailWrong") },
    save: async (body) => {
      const made = await createInvitation(body);
      await client.invalidateQueries({ queryKey: invitationKeys.all });
      toast.show({ title: t("inviteForm.sent", { email: made.email }), tone: "success" });
      onClose();
    },
  });
  const { form, errorOf } = state;
  return (
    <FormSheet
      open
      title={t("inviteForm.title")}
      saveLabel={t("inviteForm.send")}
      state={state}
      onClose={onClose}
    >
      <Field label={t("inviteForm.email")} hint={t("inviteForm.hint")} error={errorOf("email")}>
        <Input {...form.register("email")} type="email" inputMode="email" autoComplete="off" />
      </Field>
      <RoleField state={state} />
    </FormSheet>
  );
}

function RoleField({ state }: { state: RecordForm<InvitationCreate, InvitationCreate> }) {
  const t = useTranslations("members");
  const viewer = useMember();
  const labelId = useId();
  return (
    <div className="grid gap-1.5">
      <p id={labelId} className="text-13 font-medium">
        {t("inviteForm.role")}
      </p>
      <Controller
        control={state.form.control}
        name="role"
        render={({ field }) => (
          <RadioCards
            aria-labelledby={labelId}
            value={field.value}
            onValueChange={field.onChange}
            options={grantableRoles(viewer).map((value) => ({
              value,
              label: t(`role.${value}`),
              hint: t(`roleHint.${value}`),
            }))}
          />
        )}
      />
    </div>
  );
}
