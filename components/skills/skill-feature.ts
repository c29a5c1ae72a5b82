import type { RecordFeature } from "@/components/shared/record-list";
import { removeSkill, restoreSkill, skillKeys, updateSkill } from "@/lib/skills/client";
import type { Skill, SkillFilters } from "@/lib/skills/schema";

/** They are few: the whole list is read at once. */
export const ALL_SKILLS: SkillFilters = {};

export const skillFeature: RecordFeature<Skill> = {
  resource: "skills",
  sheet: "skill",
  keys: skillKeys,
  update: (id, version, { name, description, requires_certificate }) =>
    updateSkill(id, version, { name, description, requires_certificate }),
  remove: removeSkill,
  restore: restoreSkill,
};
