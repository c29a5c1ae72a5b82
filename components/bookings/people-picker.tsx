"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Crown, Truck, UserRound, Users, Wrench, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { fitting } from "@/components/shared/fitting";
import { useCan } from "@/components/shared/member";
import { Person } from "@/components/shared/person";
import { useSettled } from "@/components/shared/use-settled";
import { Combobox } from "@/components/ui/combobox";
import { IconButton } from "@/components/ui/icon-button";
import type { AssignmentInput, AssignmentRole, Booking } from "@/lib/bookings/schema";
import { crewKeys, fetchCrews } from "@/lib/crews/client";
import { fetchResources, resourceKeys } from "@/lib/resources/client";

/** Who or what goes to a visit: one resource, or a crew that stands for its members. */
export type PickedPerson = {
  id: string;
  name: string;
  kind: "technician" | "vehicle" | "tool" | "crew";
  role: AssignmentRole;
};

const KIND_ICONS = { technician: UserRound, vehicle: Truck, tool: Wrench, crew: Users };

/** A visit's people as the picker holds them; a crew's members are the crew's own affair. */
export function pickedOf(assignments: Booking["assignments"]): PickedPerson[] {
  const crews = new Map<string, PickedPerson>();
  const single: PickedPerson[] = [];
  for (const one of assignments) {
    if (one.crew_id === null)
      single.push({ id: one.resource_id, name: one.name, kind: one.kind, role: one.role });
    else crews.set(one.crew_id, { id: one.crew_id, name: one.crew_name ?? "", kind: "crew", role: "lead" });
  }
  return [...crews.values(), ...single];
}

export function assignmentsOf(people: readonly PickedPerson[]): AssignmentInput[] {
  return people.map(({ id, kind, role }) => (kind === "crew" ? { crew_id: id } : { resource_id: id, role }));
}

/** The first person leads, others help, things are equipment; nobody has to be told. */
function withPerson(people: readonly PickedPerson[], added: Omit<PickedPerson, "role">): PickedPerson[] {
  if (people.some(({ id }) => id === added.id)) return [...people];
  const hasLead = people.some(({ kind, role }) => kind === "crew" || role === "lead");
  const isThing = added.kind === "vehicle" || added.kind === "tool";
  return [...people, { ...added, role: isThing ? "equipment" : hasLead ? "helper" : "lead" }];
}

function withLead(people: readonly PickedPerson[], id: string): PickedPerson[] {
  const roleOf = (person: PickedPerson): AssignmentRole => {
    if (person.id === id) return "lead";
    return person.role === "lead" && person.kind === "technician" ? "helper" : person.role;
  };
  return people.map((person) => ({ ...person, role: roleOf(person) }));
}

type PeoplePickerProps = {
  value: readonly PickedPerson[];
  onValueChange: (people: PickedPerson[]) => void;
  /** Needed where no Field gives the name. */
  "aria-label"?: string;
  /** For a dialog that begins with it. */
  inputRef?: RefObject<HTMLInputElement | null>;
};

/** Technicians, crews, vehicles and tools by typing; what is chosen stands above and goes by its X. */
export function PeoplePicker({ value, onValueChange, ...props }: PeoplePickerProps) {
  const t = useTranslations("bookings.people");
  const [typed, setTyped] = useState("");
  // A new field after each choice: it starts empty and keeps no choice of its own.
  const [round, setRound] = useState(0);
  const ownInput = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? ownInput;
  // The new field takes over the focus of the old one, or the keyboard would start at the top again.
  const hasPicked = useRef(false);
  useEffect(() => {
    if (hasPicked.current) input.current?.focus();
    hasPicked.current = false;
  }, [round, input]);
  const { items, isSettled } = useCandidates(typed, value);
  const pick = (item: Candidate | null) => {
    if (!item) return;
    onValueChange(withPerson(value, item));
    setTyped("");
    setRound((before) => before + 1);
    hasPicked.current = true;
  };
  return (
    <div className="grid gap-2">
      {value.length > 0 ? (
        <ul className="grid gap-1">
          {value.map((person) => (
            <Picked
              key={person.id}
              person={person}
              onLead={() => onValueChange(withLead(value, person.id))}
              onRemove={() => onValueChange(value.filter(({ id }) => id !== person.id))}
            />
          ))}
        </ul>
      ) : null}
      <Combobox<Candidate>
        key={round}
        items={items}
        value={null}
        onValueChange={pick}
        itemKey={({ id }) => id}
        itemLabel={({ name }) => name}
        renderItem={(item) => <CandidateLine item={item} />}
        onQuery={setTyped}
        empty={isSettled ? t("none") : t("searching")}
        placeholder={value.length > 0 ? t("another") : t("placeholder")}
        aria-label={props["aria-label"]}
        inputRef={input}
      />
    </div>
  );
}

type Candidate = Omit<PickedPerson, "role"> & { detail: string | null };

/** Whoever fits what is typed and is not chosen yet; not settled while the server still searches. */
function useCandidates(typed: string, chosen: readonly PickedPerson[]) {
  const t = useTranslations("bookings.people");
  const may = useCan();
  const wanted = typed.trim();
  const q = useSettled(wanted, 150) || undefined;
  const resources = useQuery({
    queryKey: resourceKeys.list({ q }),
    queryFn: ({ signal }) => fetchResources({ q }, { limit: 50, signal }),
    enabled: may("read", "resources"),
    placeholderData: keepPreviousData,
  });
  const crews = useQuery({
    queryKey: crewKeys.list({}),
    queryFn: ({ signal }) => fetchCrews({}, { limit: 200, signal }),
    enabled: may("read", "crews"),
  });
  const people = (resources.data?.data ?? [])
    .filter((row) => row.is_active)
    .map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      detail: row.skills.map((skill) => skill.name).join(", ") || null,
    }));
  const active = (crews.data?.data ?? []).filter((crew) => crew.is_active);
  const groups = fitting(active, wanted, ({ name }) => name).map((crew) => ({
    id: crew.id,
    name: crew.name,
    kind: "crew" as const,
    detail: t("members", { count: crew.members.length }),
  }));
  const isSettled = (q ?? "") === wanted && !resources.isPlaceholderData && !resources.isLoading;
  const found: Candidate[] = [
    ...(isSettled ? people : fitting(people, wanted, ({ name }) => name)),
    ...groups,
  ];
  return { items: found.filter((item) => chosen.every(({ id }) => id !== item.id)), isSettled };
}

function CandidateLine({ item }: { item: Candidate }) {
  const Icon = KIND_ICONS[item.kind];
  return (
    <span className="flex items-center gap-2">
      <Icon aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
      <span className="min-w-0">
        <span className="block truncate">{item.name}</span>
        {item.detail ? <span className="block truncate text-13 text-text-3">{item.detail}</span> : null}
      </span>
    </span>
  );
}

type PickedProps = { person: PickedPerson; onLead: () => void; onRemove: () => void };

function Picked({ person, onLead, onRemove }: PickedProps) {
  const t = useTranslations("bookings.people");
  return (
    <li className="flex min-h-9 items-center gap-1 rounded-control edge ps-2">
      <Person
        id={person.id}
        name={person.name}
        size="sm"
        className="min-w-0 flex-1"
        sub={person.kind === "technician" ? undefined : t(`kind.${person.kind}`)}
      />
      {person.kind === "technician" ? (
        person.role === "lead" ? (
          <span className="text-13 text-text-3">{t("lead")}</span>
        ) : (
          <IconButton size="sm" label={t("makeLead", { name: person.name })} onClick={onLead}>
            <Crown aria-hidden />
          </IconButton>
        )
      ) : null}
      <IconButton size="sm" label={t("remove", { name: person.name })} onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
