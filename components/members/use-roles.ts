"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchPermissions, permissionKeys } from "@/lib/permissions/client";
import { fetchRoles, roleKeys } from "@/lib/roles/client";
import { ALL_ROLES } from "./all-roles";

/** The rights there are, the shipped roles and the company's own. */
export function useRoles({ enabled = true } = {}) {
  const overview = useQuery({
    queryKey: permissionKeys.overview,
    queryFn: ({ signal }) => fetchPermissions(signal),
    enabled,
  });
  const roles = useQuery({
    queryKey: roleKeys.list(ALL_ROLES),
    queryFn: ({ signal }) => fetchRoles(ALL_ROLES, { limit: 200, signal }),
    enabled,
  });
  return {
    overview: overview.data,
    roles: roles.data?.data,
    error: overview.error ?? roles.error,
    refetch: () => void Promise.all([overview.refetch(), roles.refetch()]),
  };
}
