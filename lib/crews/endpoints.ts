import { crew, crewCreate, crewListQuery, crewUpdate } from "@/lib/crews/schema";
import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";

export const crewEndpoints = recordEndpoints(
  "crews",
  { one: "crew", many: "crews", tag: "Crews" },
  { record: crew, row: crew, change, query: crewListQuery, create: crewCreate, update: crewUpdate },
);
