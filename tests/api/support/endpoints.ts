import { contactEndpoints } from "@/lib/contacts/endpoints";
import { customerEndpoints } from "@/lib/customers/endpoints";
import type { Endpoint } from "@/lib/http/endpoint";
import { publicEndpoints } from "@/lib/http/public-endpoints";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { meEndpoints } from "@/lib/me/endpoints";
import { memberEndpoints } from "@/lib/members/endpoints";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { searchEndpoints } from "@/lib/search/endpoints";

export type AnyEndpoint = Pick<
  Endpoint<unknown, unknown, unknown>,
  "method" | "path" | "access" | "isConditional" | "status"
> & { params?: unknown; query?: unknown; body?: unknown };

/** Every address that asks who is calling. A new one is tried with all refusals from the day it is added. */
export const guarded: AnyEndpoint[] = [
  meEndpoints,
  organizationEndpoints,
  memberEndpoints,
  invitationEndpoints,
  customerEndpoints,
  contactEndpoints,
  propertyEndpoints,
  searchEndpoints,
].flatMap((feature): AnyEndpoint[] => Object.values(feature));

export const open: AnyEndpoint[] = Object.values(publicEndpoints);

export const nameOf = ({ method, path }: AnyEndpoint) => `${method} ${path}`;

/** The address with `id` in each of its parameters. */
export const pathWith = ({ path }: AnyEndpoint, id: string) => path.replaceAll(/\{[a-z_]+\}/g, id);
