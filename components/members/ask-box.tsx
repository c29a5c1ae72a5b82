"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { fetchExplanation, permissionKeys } from "@/lib/permissions/client";
import type { PermissionOverview } from "@/lib/permissions/schema";
import type { KnownRight } from "@/lib/roles/rules";
import type { RolePerson } from "@/lib/roles/schema";
import { ExplainedRight } from "./explained-right";
import { useRightWords } from "./role-names";

type AskProps = { overview: PermissionOverview; people: readonly RolePerson[] };

/** "Can Ana delete visits?", answered by the same rows that decide. */
export function AskBox({ overview, people }: AskProps) {
  const t = useTranslations("roles.ask");
  const each = [...new Map(people.map((person) => [person.id, person])).values()].toSorted((one, other) =>
    (one.name ?? "").localeCompare(other.name ?? ""),
  );
  const [userId, setUserId] = useState(each.length === 1 ? (each[0]?.id ?? null) : null);
  const [right, setRight] = useState<KnownRight | null>(null);
  return (
    <section aria-label={t("title")} className="grid gap-2">
      <div className="grid gap-2 sm:grid-cols-2">
        <div className="grid gap-1.5">
          <span aria-hidden className="text-13 font-medium">
            {t("title")}: {t("who")}
          </span>
          <Select
            aria-label={t("who")}
            value={userId}
            onValueChange={setUserId}
            placeholder={t("person")}
            options={each.map(({ id, name }) => ({ value: id, label: name ?? "" }))}
          />
        </div>
        <div className="grid gap-1.5">
          <span aria-hidden className="text-13 font-medium">
            {t("what")}
          </span>
          <RightChoice known={overview.rights} value={right} onChange={setRight} label={t("what")} />
        </div>
      </div>
      {userId && right ? <Answer userId={userId} right={right} /> : null}
    </section>
  );
}

type RightChoiceProps = {
  known: readonly KnownRight[];
  value: KnownRight | null;
  onChange: (right: KnownRight | null) => void;
  label: string;
};

/** A right by typing: "delete v" finds "delete visits". */
export function RightChoice({ known, value, onChange, label }: RightChoiceProps) {
  const t = useTranslations("roles.ask");
  const words = useRightWords();
  return (
    <Combobox
      items={known}
      value={value}
      onValueChange={onChange}
      itemKey={({ resource, permission }) => `${resource}.${permission}`}
      itemLabel={(right) => words(right)}
      renderItem={(right) => words(right)}
      empty={t("noMatch")}
      placeholder={t("find")}
      aria-label={label}
    />
  );
}

function Answer({ userId, right }: { userId: string; right: KnownRight }) {
  const { data, error } = useQuery({
    queryKey: permissionKeys.explanation(userId, right),
    queryFn: ({ signal }) =>
      fetchExplanation(userId, { permission: right.permission, resource: right.resource }, signal),
  });
  if (error) return <FormProblem error={error} />;
  return data ? <ExplainedRight explanation={data} /> : null;
}
