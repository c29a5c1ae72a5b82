import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { skill, skillCreate, skillListQuery, skillUpdate } from "@/lib/skills/schema";

export const skillEndpoints = recordEndpoints(
  "skills",
  { one: "skill", many: "skills", tag: "Skills" },
  {
    record: skill,
    row: skill,
    change,
    query: skillListQuery,
    create: skillCreate,
    update: skillUpdate,
  },
);
