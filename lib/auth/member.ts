import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { can, type Feature, type Permission, type Resource, type Role } from "@/lib/auth/rules";
import { clientOf, currentPath, findSession } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { missingRight, recordDenial } from "@/lib/http/denials";
import { readContext } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { getMe } from "@/lib/me/queries";
import type { Me } from "@/lib/me/schema";
import type { Client } from "@/lib/supabase/user-client";

/** A person inside an organization: plain data, so that a page may hand it to client components. */
export type Member = Omit<Me, "organization"> & {
  organization: NonNullable<Me["organization"]>;
  role: Role;
};

/** The signed-in person and what he may do, once per request; null for a stranger. */
export const findMe = cache(async (): Promise<Me | null> => {
  const session = await findSession();
  // Between password and code one is nobody; the page to sign in asks for the code.
  if (!session || session.needsCode) return null;
  try {
    return await getMe(await clientOf(session.token));
  } catch (error) {
    // An account that was closed after its token was made is nobody from the next statement on.
    if (error instanceof AppError && error.code === "forbidden") return null;
    throw error;
  }
});

/**
 * Who is signed in, for pages that also serve strangers. A session that is no longer believed (removed, switched
 * off) counts as nobody, or the page to sign in again would be out of reach; an outage stays an error.
 */
export async function findMeOrNull(): Promise<Me | null> {
  try {
    return await findMe();
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  }
}

/** For pages outside an organization (onboarding, switch): sends strangers to sign in. */
export async function requireMe(): Promise<Me> {
  const me = await findMe();
  if (!me) redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`);
  return me;
}

/**
 * The member a page under /o/<slug> is for. An address of another of one's own organizations asks to switch; one of
 * a stranger's is 404, exactly like one that does not exist.
 */
export const requireMember = cache(async (slug: string): Promise<Member> => {
  const me = await requireMe();
  const { organization, memberships } = me;
  if (organization?.slug === slug) return { ...me, organization, role: organization.role };
  const active = memberships.filter(({ status }) => status === "active");
  if (active.length === 0) redirect("/onboarding");
  if (!active.some((membership) => membership.slug === slug)) notFound();
  redirect(`/switch?to=${encodeURIComponent(slug)}&next=${encodeURIComponent(await currentPath())}`);
});

/** The page of 403 for a role that may not read this. The data itself is guarded by the database. */
export function requirePermission(member: Member, permission: Permission, resource: Resource): void {
  if (can(member, permission, resource)) return;
  void notePageDenial(`${resource}:${permission}`);
  forbidden();
}

/** A page one may not open is a refusal like an address of the API. */
async function notePageDenial(missing: string): Promise<void> {
  try {
    const [me, session, path, sent] = await Promise.all([findMe(), findSession(), currentPath(), headers()]);
    if (!me?.organization || !session) return;
    const context = readContext(sent, "GET", path.split("?")[0] ?? "/");
    recordDenial({ ...session, orgId: me.organization.id }, missing, context);
  } catch (error) {
    log.warn("denial_unwritten", { error });
  }
}

/** The page that says what is switched off, for pages that go with a part and not with a right of their own. */
export function requireFeature(member: Member, feature: Feature): void {
  if (!member.organization.features[feature]) forbidden();
}

/** The client for a page's queries. Call it after `requireMember`: without a session it leads to sign-in. */
export async function memberClient(): Promise<Client> {
  const session = await findSession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`);
  return clientOf(session.token);
}

/** Awaits a page's record: missing is the 404 page, forbidden the 403 page, everything else the error page. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    if (error instanceof AppError && error.code === "forbidden") {
      void notePageDenial(missingRight(error) ?? error.code);
      forbidden();
    }
    throw error;
  }
}
