import { contactEndpoints } from "@/lib/contacts/endpoints";
import { customerEndpoints } from "@/lib/customers/endpoints";
import { openapiDocument } from "@/lib/http/openapi";
import { publicEndpoints } from "@/lib/http/public-endpoints";
import { publicHandler } from "@/lib/http/public-handler";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { meEndpoints } from "@/lib/me/endpoints";
import { memberEndpoints } from "@/lib/members/endpoints";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { searchEndpoints } from "@/lib/search/endpoints";

const document = openapiDocument([
  meEndpoints,
  organizationEndpoints,
  memberEndpoints,
  invitationEndpoints,
  customerEndpoints,
  contactEndpoints,
  propertyEndpoints,
  searchEndpoints,
  publicEndpoints,
]);

export const GET = publicHandler(publicEndpoints.openapi, () => document);
