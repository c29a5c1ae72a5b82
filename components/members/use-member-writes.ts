"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import { memberKeys, removeMember, updateMember } from "@/lib/members/client";
import type { MemberUpdate, OrganizationMember } from "@/lib/members/schema";

type Change = { changes: MemberUpdate; done: string };

/** Rights are not painted before they are given: nobody should believe a person out who is still in. */
export function useMemberChange(member: OrganizationMember, onDone: () => void) {
  const t = useTranslations("members");
  const client = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  return useMutation({
    mutationFn: ({ changes }: Change) => updateMember(member.user_id, member.version, changes),
    onSuccess: (_saved, { done }) => {
      toast.show({ title: done, tone: "success" });
      onDone();
    },
    onError: (error) => refuse(t("notChanged"), error),
    onSettled: () => client.invalidateQueries({ queryKey: memberKeys.all }),
  });
}

export function useMemberRemoval(member: OrganizationMember, onDone: () => void) {
  const t = useTranslations("members");
  const client = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  return useMutation({
    mutationFn: () => removeMember(member.user_id, member.version),
    onSuccess: () => {
      toast.show({
        title: t("removeDialog.done", { name: member.name ?? member.email ?? "" }),
        tone: "success",
      });
      onDone();
    },
    onError: (error) => refuse(t("notChanged"), error),
    onSettled: () => client.invalidateQueries({ queryKey: memberKeys.all }),
  });
}
