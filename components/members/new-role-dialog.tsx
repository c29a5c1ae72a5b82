"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { createRole, roleKeys } from "@/lib/roles/client";
import { basedOn as basedOnWord } from "@/lib/roles/schema";
import type { BasedOn } from "@/lib/roles/schema";
import type { Start } from "./new-role";

type DialogProps = { start: Start; title: string; isCopy: boolean; onClose: () => void };

function useCreation(onClose: () => void) {
  const t = useTranslations("roles");
  const { slug } = useMember().organization;
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  return useMutation({
    mutationFn: createRole,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: roleKeys.all });
      toast.show({ title: t("created", { name: made.name }), tone: "success" });
      router.push(`/o/${slug}/settings/roles/${made.id}`);
      onClose();
    },
  });
}

/** A name and what it stands on; the rights are set in the matrix, where one sees them. */
export function NewRoleDialog({ start, title, isCopy, onClose }: DialogProps) {
  const t = useTranslations("roles");
  const shared = useTranslations("shared");
  const formId = useId();
  const [name, setName] = useState(isCopy ? t("duplicateOf", { name: start.name }) : "");
  const [description, setDescription] = useState("");
  const [basedOn, setBasedOn] = useState<BasedOn>(start.basedOn);
  const creation = useCreation(onClose);
  const save = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (name.trim() === "" || creation.isPending) return;
    creation.mutate({ name, description, based_on: basedOn, rights: start.rights });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      closeLabel={shared("close")}
      footer={
        <Button
          type="submit"
          form={formId}
          variant="primary"
          disabled={name.trim() === ""}
          busy={creation.isPending}
        >
          {t("create")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={save} className="grid gap-4 pb-3">
        <FormProblem error={creation.error} />
        <Field label={t("name")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={60} />
        </Field>
        <Field label={t("description")} optional={t("optional")}>
          <Input
            value={description}
            onChange={(event) => setDescription(event.target.value)}
            maxLength={300}
          />
        </Field>
        <BasedOnField value={basedOn} onChange={setBasedOn} />
      </form>
    </Dialog>
  );
}

function BasedOnField({ value, onChange }: { value: BasedOn; onChange: (value: BasedOn) => void }) {
  const t = useTranslations("roles");
  const roles = useTranslations("members.role");
  return (
    <Field label={t("based")} hint={t("basedHint")}>
      <Select
        value={value}
        onValueChange={onChange}
        options={basedOnWord.options.map((word) => ({ value: word, label: roles(word) }))}
      />
    </Field>
  );
}
