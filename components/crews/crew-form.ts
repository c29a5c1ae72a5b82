import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Crew, crewCreate, CrewCreate } from "@/lib/crews/schema";
import { fetchResources, resourceKeys } from "@/lib/resources/client";

export type CrewForm = CrewCreate;
export type CrewWrite = z.output<typeof crewCreate>;
export type Named = { id: string; name: string };

const active = { is_active: true };

/** Who can be a member: everybody and everything in use. */
export const choiceOfMembers = queryOptions({
  queryKey: [...resourceKeys.all, "choice", active],
  queryFn: ({ signal }) => fetchResources(active, { limit: 200, signal }),
});

export function formOf(crew: Crew): CrewForm {
  return {
    name: crew.name,
    is_active: crew.is_active,
    members: crew.members.map(({ resource_id, valid_from, valid_to }) => ({
      resource_id,
      valid_from,
      valid_to,
    })),
  };
}

/** A first member when the crew is made from somebody's page. */
export function newCrew(resourceId: string | null): CrewForm {
  const members = resourceId ? [{ resource_id: resourceId, valid_from: null, valid_to: null }] : [];
  return { name: "", is_active: true, members };
}
