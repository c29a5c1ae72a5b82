import { z } from "zod";
import type { Permissions } from "@/lib/auth/rules";

/** Rights as they travel: {resource: {permission: own|all}}. */
export const permissionMap = z
  .record(z.string(), z.record(z.string(), z.enum(["all", "own"])))
  .transform((map) => map as Permissions);
