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
import { openapiDocument } from "@/lib/http/openapi";
import { geocodingEndpoints } from "@/lib/geocoding/endpoints";
import { publicEndpoints } from "@/lib/http/public-endpoints";
import { publicHandler } from "@/lib/http/public-handler";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { meEndpoints } from "@/lib/me/endpoints";
import { memberEndpoints } from "@/lib/members/endpoints";
import { userActivityEndpoints } from "@/lib/user-activity/endpoints";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { proofEndpoints } from "@/lib/proofs/endpoints";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { resourceEndpoints } from "@/lib/resources/endpoints";
import { searchEndpoints } from "@/lib/search/endpoints";
import { timeOffEndpoints } from "@/lib/time-off/endpoints";
import { checklistEndpoints } from "@/lib/checklists/endpoints";
import { closingEndpoints } from "@/lib/closings/endpoints";
import { closureEndpoints } from "@/lib/closures/endpoints";
import { hoursEndpoints } from "@/lib/hours/endpoints";
import { importEndpoints } from "@/lib/imports/endpoints";
import { savedViewEndpoints } from "@/lib/saved-views/endpoints";
import { sessionEndpoints } from "@/lib/sessions/endpoints";
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
import { deviceEndpoints } from "@/lib/devices/endpoints";
import { jobChecklistEndpoints } from "@/lib/job-checklists/endpoints";
import { photoEndpoints } from "@/lib/photos/endpoints";
import { reportEndpoints } from "@/lib/service-reports/endpoints";
import { signatureEndpoints } from "@/lib/signatures/endpoints";
import { syncEndpoints } from "@/lib/sync/endpoints";
import { timeEntryEndpoints } from "@/lib/time-entries/endpoints";
import { visitWorkEndpoints } from "@/lib/visit-work/endpoints";

const document = openapiDocument([
  meEndpoints,
  sessionEndpoints,
  proofEndpoints,
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
  syncEndpoints,
  deviceEndpoints,
  visitWorkEndpoints,
  jobChecklistEndpoints,
  photoEndpoints,
  signatureEndpoints,
  reportEndpoints,
  timeEntryEndpoints,
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
  publicEndpoints,
]);

export const GET = publicHandler(publicEndpoints.openapi, () => document);
