import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Skill, SkillCreate, SkillFilters, SkillUpdate } from "@/lib/skills/schema";

export const skillKeys = {
  all: ["skills"] as const,
  list: (filters: SkillFilters) => ["skills", "list", filters] as const,
  record: (id: string) => ["skills", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchSkills(
  filters: SkillFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Skill>> {
  return api(`/skills${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createSkill(body: SkillCreate): Promise<Skill> {
  return (await api<{ data: Skill }>("/skills", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateSkill(id: string, version: number, body: SkillUpdate): Promise<Skill> {
  return (await api<{ data: Skill }>(`/skills/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeSkill(id: string, version: number): Promise<Skill> {
  return (await api<{ data: Skill }>(`/skills/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreSkill(id: string): Promise<Skill> {
  return (await api<{ data: Skill }>(`/skills/${id}/restore`, { method: "POST" })).data;
}
