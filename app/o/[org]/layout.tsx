import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { VisitDialogs } from "@/components/bookings/visit-dialogs";
import { OfficeProviders } from "@/components/office/office-providers";
import { SIDEBAR_COOKIE, toSidebarWidth } from "@/components/office/sidebar-width";
import { NewVisit } from "@/components/planning/new-visit";
import { settingsPages } from "@/components/settings/settings-pages";
import { requireMember } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { publicConfig } from "@/lib/env";
import { Words } from "@/lib/i18n/client";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale, getTranslator } from "@/lib/i18n/server";

const ROOMS = [
  "shared",
  "auth",
  "office",
  "activities",
  "attachments",
  "audit-logs",
  "batch-operations",
  "board",
  "booking-requests",
  "bookings",
  "checklists",
  "closings",
  "closures",
  "custom-fields",
  "consents",
  "customers",
  "departments",
  "feedback",
  "history",
  "imports",
  "hours",
  "jobs",
  "mail-servers",
  "members",
  "notifications",
  "planning",
  "portal-links",
  "privacy",
  "properties",
  "records",
  "resources",
  "retention",
  "roles",
  "sample-data",
  "saved-views",
  "service-types",
  "service-zones",
  "sessions",
  "settings",
  "skills",
  "sync",
  "tags",
  "templates",
  "today",
  "user-activity",
  "visit-work",
] as const;

type OfficeLayoutProps = { params: Promise<{ org: string }>; children: ReactNode };

/** The frame of all office pages. Each page still asks for its own member and permission: a layout guards nothing. */
export default async function OfficeLayout({ params, children }: OfficeLayoutProps) {
  const { org } = await params;
  const [member, locale, jar, t] = await Promise.all([
    requireMember(org),
    getLocale(),
    cookies(),
    getTranslator("settings"),
  ]);
  const { user, organization, permissions } = member;
  const settings = settingsPages({ permissions, organization })
    .flatMap(({ entries }) => entries)
    .map(({ id }) => ({ id, label: t(`page.${id}`), path: `/settings/${id}` }));
  const name = user.name ?? user.email ?? "";
  return (
    <Words locale={locale} messages={pickMessages(locale, ROOMS)} timeZone={organization.time_zone}>
      <OfficeProviders
        viewer={{ user: { ...user, name }, organization, permissions }}
        email={user.email ?? ""}
        memberships={member.memberships.filter(({ status }) => status === "active")}
        hasMailbox={publicConfig().mailbox}
        settings={settings}
        overlays={
          can(member, "read", "bookings") ? (
            <>
              <VisitDialogs />
              <NewVisit />
            </>
          ) : null
        }
        sidebar={toSidebarWidth(jar.get(SIDEBAR_COOKIE)?.value)}
      >
        {children}
      </OfficeProviders>
    </Words>
  );
}
