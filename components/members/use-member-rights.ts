"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import {
  fetchMemberPermissions,
  givePermission,
  permissionKeys,
  takePermissionBack,
} from "@/lib/permissions/client";
import { historyKeys } from "@/lib/history/client";
import type { PersonalCreate } from "@/lib/permissions/schema";

export function useMemberRights(userId: string, { enabled = true } = {}) {
  return useQuery({
    queryKey: permissionKeys.ofMember(userId),
    queryFn: ({ signal }) => fetchMemberPermissions(userId, signal),
    enabled,
  });
}

/** Rights are not painted before they are given. */
export function usePersonalWrites(userId: string) {
  const t = useTranslations("roles.member");
  const client = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  const onSettled = () =>
    Promise.all(
      [permissionKeys.all, historyKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const give = useMutation({
    mutationFn: (body: PersonalCreate) => givePermission(userId, body),
    onSettled,
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => takePermissionBack(userId, id),
    onSuccess: () => toast.show({ title: t("takenBack"), tone: "success" }),
    onError: (error) => refuse(t("notTakenBack"), error),
    onSettled,
  });
  return { give, takeBack };
}
