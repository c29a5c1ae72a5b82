"use client";

import { UserPlus } from "lucide-react";
import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/components/shared/data-table";
import { ErrorCard } from "@/components/shared/error-card";
import { FilterBar } from "@/components/shared/filter-bar";
import { useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { MemberDialogs } from "./member-dialogs";
import { useCompactPerson, usePersonColumns } from "./person-columns";
import { usePeopleList } from "./use-people-list";
import type { PersonRow } from "./use-people-list";

const InviteSheet = lazyShown(() => import("./invite-sheet").then((form) => form.InviteSheet));

const parsers = {
  q: parseAsString.withDefault(""),
  former: parseAsBoolean.withDefault(false),
  /**
   * Set while the invitation's sheet is open, so that the palette and other pages can lead to it; a role that was
   * named is the one it begins with, and so is an address.
   */
  invite: parseAsString,
  email: parseAsString,
};

export function useMembersView() {
  const [view, setView] = useQueryStates(parsers, { history: "replace" });
  return { view, set: (changes: Parameters<typeof setView>[0]) => void setView(changes) };
}

function isMatch(row: PersonRow, query: string): boolean {
  const texts = row.kind === "member" ? [row.member.name, row.member.email] : [row.invitation.email];
  return texts.some((text) => text?.toLowerCase().includes(query));
}

/** Persons and invitations in one list: who works here, and who was asked to. */
export function MembersList() {
  const t = useTranslations("members");
  const may = useCan();
  const { view, set } = useMembersView();
  const people = usePeopleList(view.former);
  const query = view.q.trim().toLowerCase();
  const rows = people.rows?.filter((row) => query === "" || isMatch(row, query));
  const owners = people.members.filter((each) => each.role === "owner" && each.status === "active").length;
  const columns = usePersonColumns(view.q, owners);
  const compact = useCompactPerson(view.q, owners);
  const mayInvite = may("create", "invitations");
  if (people.error && !people.rows)
    return <ErrorCard title={t("error")} error={people.error} onRetry={people.refetch} />;
  return (
    <MemberDialogs>
      <MembersFilter />
      <div className="-mx-4 md:-mx-6 lg:mx-0">
        <DataTable
          caption={t("label", { count: rows?.length ?? 0 })}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          compact={compact}
          empty={<p className="px-4 py-8 text-text-2">{t("noMatch", { query: view.q })}</p>}
        />
        {rows?.length === 1 && query === "" ? <JustYou mayInvite={mayInvite} /> : null}
      </div>
      {mayInvite && view.invite !== null ? (
        <InviteSheet
          role={view.invite}
          email={view.email ?? ""}
          onClose={() => set({ invite: null, email: null })}
        />
      ) : null}
    </MemberDialogs>
  );
}

function MembersFilter() {
  const t = useTranslations("members");
  const may = useCan();
  const { view, set } = useMembersView();
  return (
    <FilterBar
      search={{ value: view.q, onChange: (q) => set({ q: q || null }), placeholder: t("search") }}
      filters={
        may("update", "members")
          ? [
              {
                id: "former",
                label: t("former"),
                value: view.former ? "yes" : null,
                options: [{ value: "yes", label: t("formerShown") }],
                onChange: (value) => set({ former: value === "yes" || null }),
              },
            ]
          : []
      }
    />
  );
}

function JustYou({ mayInvite }: { mayInvite: boolean }) {
  const t = useTranslations("members");
  return (
    <div className="grid justify-items-start gap-3 px-6 py-8">
      <p className="text-text-2">
        {t("empty")} {mayInvite ? t("emptyHint") : null}
      </p>
      {mayInvite ? <InviteButton /> : null}
    </div>
  );
}

export function InviteButton() {
  const t = useTranslations("members");
  const may = useCan();
  const { set } = useMembersView();
  if (!may("create", "invitations")) return null;
  return (
    <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={() => set({ invite: "1" })}>
      {t("invite")}
    </Button>
  );
}
