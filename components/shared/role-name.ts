"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import { useMember } from "./member";

/** What one's role is called: own roles of the company replace the shipped one, so only they are named. */
export function useRoleName(): string {
  const shipped = useTranslations("members.role");
  const formats = useFormats();
  const { role, custom_roles: own } = useMember().organization;
  return own.length > 0 ? formats.list(own.map(({ name }) => name)) : shipped(role);
}
