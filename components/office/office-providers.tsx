"use client";

import type { ReactNode } from "react";
import { MemberProvider } from "@/components/shared/member";
import type { Viewer } from "@/components/shared/member";
import type { Membership } from "@/lib/organizations/schema";
import { ConnectionProvider } from "./connection";
import { MailboxProvider, SettingsPlacesProvider } from "./installation";
import type { SettingsPlace } from "./installation";
import { LiveProvider } from "./live";
import { MembershipsProvider } from "./memberships";
import { OfficeShell } from "./office-shell";
import { OrganizationGuard } from "./organization-guard";
import { ProofGuard } from "./proof-guard";
import { SessionGuard } from "./session-guard";
import type { SidebarWidth } from "./sidebar-width";

type OfficeProvidersProps = {
  viewer: Viewer;
  /** Of whoever is signed in: asked for the password when the session ends. */
  email: string;
  memberships: Membership[];
  hasMailbox: boolean;
  settings: readonly SettingsPlace[];
  sidebar: SidebarWidth;
  /** What any page may open over itself: the rooms' own sheets and dialogs. */
  overlays?: ReactNode;
  children: ReactNode;
};

export function OfficeProviders(props: OfficeProvidersProps) {
  const { viewer, email, memberships, hasMailbox, settings, sidebar, overlays, children } = props;
  return (
    <MemberProvider member={viewer}>
      <MembershipsProvider value={memberships}>
        <MailboxProvider value={hasMailbox}>
          <SettingsPlacesProvider value={settings}>
            <ConnectionProvider>
              {/* Before the page: its effects run first, so that the page's first call already says its organization. */}
              <OrganizationGuard />
              <SessionGuard email={email} />
              <ProofGuard email={email} />
              <LiveProvider>
                <OfficeShell sidebar={sidebar}>{children}</OfficeShell>
                {overlays}
              </LiveProvider>
            </ConnectionProvider>
          </SettingsPlacesProvider>
        </MailboxProvider>
      </MembershipsProvider>
    </MemberProvider>
  );
}
