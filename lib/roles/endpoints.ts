import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { changedRole, role, roleCreate, roleListQuery, roleUpdate } from "@/lib/roles/schema";

export const roleEndpoints = recordEndpoints(
  "roles",
  { one: "role", many: "roles of one's own", tag: "Roles" },
  {
    record: changedRole,
    row: role,
    change,
    query: roleListQuery,
    create: roleCreate,
    update: roleUpdate,
  },
);
