import { auditLogEndpoints } from "@/lib/audit-logs/endpoints";
import { availabilityEndpoints } from "@/lib/availability/endpoints";
import { contactEndpoints } from "@/lib/contacts/endpoints";
import { consentEndpoints } from "@/lib/consents/endpoints";
import { crewEndpoints } from "@/lib/crews/endpoints";
import { customFieldEndpoints } from "@/lib/custom-fields/endpoints";
import { customerEndpoints } from "@/lib/customers/endpoints";
import { departmentEndpoints } from "@/lib/departments/endpoints";
import { permissionEndpoints } from "@/lib/permissions/endpoints";
import { roleEndpoints } from "@/lib/roles/endpoints";
import type { Endpoint } from "@/lib/http/endpoint";
import { geocodingEndpoints } from "@/lib/geocoding/endpoints";
import { publicEndpoints } from "@/lib/http/public-endpoints";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { meEndpoints } from "@/lib/me/endpoints";
import { memberEndpoints } from "@/lib/members/endpoints";
import { userActivityEndpoints } from "@/lib/user-activity/endpoints";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { proofEndpoints } from "@/lib/proofs/endpoints";
import { resourceEndpoints } from "@/lib/resources/endpoints";
import { sessionEndpoints } from "@/lib/sessions/endpoints";
import { searchEndpoints } from "@/lib/search/endpoints";
import { timeOffEndpoints } from "@/lib/time-off/endpoints";
import { deviceEndpoints } from "@/lib/devices/endpoints";
import { jobChecklistEndpoints } from "@/lib/job-checklists/endpoints";
import { photoEndpoints } from "@/lib/photos/endpoints";
import { reportEndpoints } from "@/lib/service-reports/endpoints";
import { signatureEndpoints } from "@/lib/signatures/endpoints";
import { syncEndpoints } from "@/lib/sync/endpoints";
import { timeEntryEndpoints } from "@/lib/time-entries/endpoints";
import { visitWorkEndpoints } from "@/lib/visit-work/endpoints";
import { checklistEndpoints } from "@/lib/checklists/endpoints";
import { closingEndpoints } from "@/lib/closings/endpoints";
import { closureEndpoints } from "@/lib/closures/endpoints";
import { hoursEndpoints } from "@/lib/hours/endpoints";
import { importEndpoints } from "@/lib/imports/endpoints";
import { savedViewEndpoints } from "@/lib/saved-views/endpoints";
import { serviceTypeEndpoints } from "@/lib/service-types/endpoints";
import { serviceZoneEndpoints } from "@/lib/service-zones/endpoints";
import { sampleDataEndpoints } from "@/lib/sample-data/endpoints";
import { retentionEndpoints } from "@/lib/retention/endpoints";
import { mailServerEndpoints } from "@/lib/mail-servers/endpoints";
import { settingsEndpoints } from "@/lib/settings/endpoints";
import { skillEndpoints } from "@/lib/skills/endpoints";
import { customerTagEndpoints, tagEndpoints } from "@/lib/tags/endpoints";
import { activityEndpoints } from "@/lib/activities/endpoints";
import { notificationEndpoints } from "@/lib/notifications/endpoints";
import { feedbackEndpoints } from "@/lib/feedback/endpoints";
import { portalLinkEndpoints } from "@/lib/portal-links/endpoints";
import { templateEndpoints } from "@/lib/templates/endpoints";
import { attachmentEndpoints } from "@/lib/attachments/endpoints";
import { fileEndpoints } from "@/lib/files/endpoints";
import { batchOperationEndpoints } from "@/lib/batch-operations/endpoints";
import { exportEndpoints } from "@/lib/exports/endpoints";
import { boardEndpoints } from "@/lib/board/endpoints";
import { bookingRequestEndpoints } from "@/lib/booking-requests/endpoints";
import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { holdEndpoints } from "@/lib/holds/endpoints";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { slotEndpoints } from "@/lib/slots/endpoints";
import { todayEndpoints } from "@/lib/today/endpoints";

export type AnyEndpoint = Pick<
  Endpoint<unknown, unknown, unknown>,
  "method" | "path" | "access" | "isConditional" | "status" | "maxBodyBytes"
> & { params?: unknown; query?: unknown; body?: unknown };

/** Every address that asks who is calling. A new one is tried with all refusals from the day it is added. */
export const guarded: AnyEndpoint[] = [
  meEndpoints,
  organizationEndpoints,
  memberEndpoints,
  userActivityEndpoints,
  invitationEndpoints,
  departmentEndpoints,
  roleEndpoints,
  permissionEndpoints,
  customerEndpoints,
  contactEndpoints,
  propertyEndpoints,
  resourceEndpoints,
  consentEndpoints,
  crewEndpoints,
  auditLogEndpoints,
  privacyEndpoints,
  batchOperationEndpoints,
  importEndpoints,
  exportEndpoints,
  availabilityEndpoints,
  timeOffEndpoints,
  skillEndpoints,
  serviceTypeEndpoints,
  checklistEndpoints,
  hoursEndpoints,
  closingEndpoints,
  closureEndpoints,
  serviceZoneEndpoints,
  tagEndpoints,
  customFieldEndpoints,
  customerTagEndpoints,
  savedViewEndpoints,
  settingsEndpoints,
  mailServerEndpoints,
  retentionEndpoints,
  sampleDataEndpoints,
  jobEndpoints,
  bookingEndpoints,
  boardEndpoints,
  todayEndpoints,
  slotEndpoints,
  holdEndpoints,
  bookingRequestEndpoints,
  activityEndpoints,
  notificationEndpoints,
  templateEndpoints,
  portalLinkEndpoints,
  feedbackEndpoints,
  attachmentEndpoints,
  fileEndpoints,
  searchEndpoints,
  geocodingEndpoints,
  proofEndpoints,
  sessionEndpoints,
  syncEndpoints,
  deviceEndpoints,
  visitWorkEndpoints,
  jobChecklistEndpoints,
  photoEndpoints,
  signatureEndpoints,
  reportEndpoints,
  timeEntryEndpoints,
].flatMap((feature): AnyEndpoint[] => Object.values(feature));

export const open: AnyEndpoint[] = Object.values(publicEndpoints);

export const nameOf = ({ method, path }: AnyEndpoint) => `${method} ${path}`;

/** The address with `id` in each of its parameters. */
export const pathWith = ({ path }: AnyEndpoint, id: string) => path.replaceAll(/\{[a-z_]+\}/g, id);
