"use client";

import { useTranslations } from "use-intl/react";
import { loadPart, registerOverlay } from "@/components/ui/lazy-overlay";
import { useToast } from "@/components/ui/toast";

const load = () => import("@/lib/auth/browser");
registerOverlay(load);

export function useSignOut(): () => void {
  const t = useTranslations("office");
  const toast = useToast();
  return () => {
    loadPart(load)
      .then(({ signOut }) => signOut())
      .then(() => window.location.assign("/sign-in"))
      .catch(() => toast.show({ title: t("me.notSignedOut"), tone: "danger" }));
  };
}
