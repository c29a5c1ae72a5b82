"use client";

import { createContext, use } from "react";
import type { ReactNode } from "react";
import { can } from "@/lib/auth/rules";
import type { Features, Permission, Permissions, Resource, Role } from "@/lib/auth/rules";

/** Who is looking, in which organization: what pages hand down so that a form knows country, zone and rights. */
export type Viewer = {
  user: { id: string; name: string; locale: string | null; time_zone: string | null };
  organization: {
    id: string;
    slug: string;
    name: string;
    role: Role;
    country: string;
    currency: string;
    locale: string;
    time_zone: string;
    custom_roles: readonly { id: string; name: string }[];
    features: Features;
  };
  permissions: Permissions;
};

/** A colleague, as far as one may see the others: for "responsible" and the like. */
export type Colleague = { id: string; name: string };

const MemberContext = createContext<Viewer | null>(null);
const PeopleContext = createContext<readonly Colleague[]>([]);

export function MemberProvider({ member, children }: { member: Viewer; children: ReactNode }) {
  return <MemberContext value={member}>{children}</MemberContext>;
}

export function PeopleProvider({ people, children }: { people: readonly Colleague[]; children: ReactNode }) {
  return <PeopleContext value={people}>{children}</PeopleContext>;
}

/** Empty for a role that may not see the members. */
export function usePeople(): readonly Colleague[] {
  return use(PeopleContext);
}

export function useMember(): Viewer {
  const member = use(MemberContext);
  if (!member)
    throw new Error("useMember needs a MemberProvider above it: the feature's layout renders one.");
  return member;
}

/** What one may not do does not appear. The database decides again at the write. */
export function useCan(): (permission: Permission, resource: Resource) => boolean {
  const member = useMember();
  return (permission, resource) => can(member, permission, resource);
}
