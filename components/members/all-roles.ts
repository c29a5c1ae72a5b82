import type { RoleFilters } from "@/lib/roles/schema";

/** They are few: all are read at once, by the server's first read and the browser's later ones. */
export const ALL_ROLES: RoleFilters = {};
