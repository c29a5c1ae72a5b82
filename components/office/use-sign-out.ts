"use client";

import { useTranslations } from "use-intl/react";
import { signOut } from "@/lib/auth/browser";
import { useToast } from "@/components/ui/toast";

export function useSignOut(): () => void {
  const t = useTranslations("office");
  const toast = useToast();
  return () => {
    signOut()
      .then(() => window.location.assign("/sign-in"))
      .catch(() => toast.show({ title: t("me.notSignedOut"), tone: "danger" }));
  };
}
