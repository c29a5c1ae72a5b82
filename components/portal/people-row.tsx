"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { PortalPerson } from "@/lib/portal/schema";
import { initialOf } from "@/components/shared/initial";
import { usePortalLink } from "./portal-context";

/** Whom one lets in: face, first name, vehicle. */
export function PeopleRow({ people }: { people: PortalPerson[] }) {
  const t = useTranslations("portal");
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("people")} className="flex flex-wrap gap-x-8 gap-y-4">
      {people.map((person) => (
        <li
          key={`${person.first_name} ${person.photo_file_id ?? ""}`}
          className="flex min-w-0 items-center gap-4"
        >
          <Face person={person} />
          <span className="min-w-0">
            <span className="block font-semibold">{person.first_name}</span>
            {person.vehicle ? <span className="block text-14 text-text-2">{person.vehicle}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Face({ person }: { person: PortalPerson }) {
  const { id } = usePortalLink();
  const [isBroken, setBroken] = useState(false);
  if (person.photo_file_id && !isBroken) {
    return (
      // The name stands beside it.
      <img
        src={`/v/${id}/files/${person.photo_file_id}?size=small`}
        alt=""
        className="size-14 shrink-0 rounded-full bg-sunken object-cover"
        onError={() => setBroken(true)}
      />
    );
  }
  return (
    <span
      aria-hidden
      className="grid size-14 shrink-0 place-items-center rounded-full text-20 text-(--on-avatar)"
      style={{ background: `var(--avatar-${hueOf(person.first_name)})` }}
    >
      {initialOf(person.first_name)}
    </span>
  );
}

/** One of twelve hues, the same for the same name. */
function hueOf(name: string): number {
  return Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % 12;
}
