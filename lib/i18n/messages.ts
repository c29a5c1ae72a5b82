import deActivities from "@/messages/de/activities.json";
import deAttachments from "@/messages/de/attachments.json";
import deAuditLogs from "@/messages/de/audit-logs.json";
import deBatchOperations from "@/messages/de/batch-operations.json";
import deAuth from "@/messages/de/auth.json";
import deBoard from "@/messages/de/board.json";
import deBookingRequests from "@/messages/de/booking-requests.json";
import deBookings from "@/messages/de/bookings.json";
import deChecklists from "@/messages/de/checklists.json";
import deClosings from "@/messages/de/closings.json";
import deClosures from "@/messages/de/closures.json";
import deCustomFields from "@/messages/de/custom-fields.json";
import deConsents from "@/messages/de/consents.json";
import deCustomers from "@/messages/de/customers.json";
import deDepartments from "@/messages/de/departments.json";
import deFeedback from "@/messages/de/feedback.json";
import deField from "@/messages/de/field.json";
import deFieldApp from "@/messages/de/field-app.json";
import deHistory from "@/messages/de/history.json";
import deHours from "@/messages/de/hours.json";
import deImports from "@/messages/de/imports.json";
import deJobs from "@/messages/de/jobs.json";
import deMailbox from "@/messages/de/mailbox.json";
import deMailServers from "@/messages/de/mail-servers.json";
import deMembers from "@/messages/de/members.json";
import deNotifications from "@/messages/de/notifications.json";
import deOffice from "@/messages/de/office.json";
import deOnboarding from "@/messages/de/onboarding.json";
import deOnlineBooking from "@/messages/de/online-booking.json";
import dePlanning from "@/messages/de/planning.json";
import dePortal from "@/messages/de/portal.json";
import dePortalLinks from "@/messages/de/portal-links.json";
import dePrivacy from "@/messages/de/privacy.json";
import deProperties from "@/messages/de/properties.json";
import deRecords from "@/messages/de/records.json";
import deServiceReports from "@/messages/de/service-reports.json";
import deRetention from "@/messages/de/retention.json";
import deRoles from "@/messages/de/roles.json";
import deResources from "@/messages/de/resources.json";
import deSampleData from "@/messages/de/sample-data.json";
import deSavedViews from "@/messages/de/saved-views.json";
import deServiceTypes from "@/messages/de/service-types.json";
import deServiceZones from "@/messages/de/service-zones.json";
import deSettings from "@/messages/de/settings.json";
import deSessions from "@/messages/de/sessions.json";
import deShared from "@/messages/de/shared.json";
import deSkills from "@/messages/de/skills.json";
import deSync from "@/messages/de/sync.json";
import deTags from "@/messages/de/tags.json";
import deTemplates from "@/messages/de/templates.json";
import deToday from "@/messages/de/today.json";
import deUserActivity from "@/messages/de/user-activity.json";
import deVisitWork from "@/messages/de/visit-work.json";
import enActivities from "@/messages/en/activities.json";
import enAttachments from "@/messages/en/attachments.json";
import enAuditLogs from "@/messages/en/audit-logs.json";
import enBatchOperations from "@/messages/en/batch-operations.json";
import enAuth from "@/messages/en/auth.json";
import enBoard from "@/messages/en/board.json";
import enBookingRequests from "@/messages/en/booking-requests.json";
import enBookings from "@/messages/en/bookings.json";
import enChecklists from "@/messages/en/checklists.json";
import enClosings from "@/messages/en/closings.json";
import enClosures from "@/messages/en/closures.json";
import enCustomFields from "@/messages/en/custom-fields.json";
import enConsents from "@/messages/en/consents.json";
import enCustomers from "@/messages/en/customers.json";
import enDepartments from "@/messages/en/departments.json";
import enFeedback from "@/messages/en/feedback.json";
import enField from "@/messages/en/field.json";
import enFieldApp from "@/messages/en/field-app.json";
import enHistory from "@/messages/en/history.json";
import enHours from "@/messages/en/hours.json";
import enImports from "@/messages/en/imports.json";
import enJobs from "@/messages/en/jobs.json";
import enMailbox from "@/messages/en/mailbox.json";
import enMailServers from "@/messages/en/mail-servers.json";
import enMembers from "@/messages/en/members.json";
import enNotifications from "@/messages/en/notifications.json";
import enOffice from "@/messages/en/office.json";
import enOnboarding from "@/messages/en/onboarding.json";
import enOnlineBooking from "@/messages/en/online-booking.json";
import enPlanning from "@/messages/en/planning.json";
import enPortal from "@/messages/en/portal.json";
import enPortalLinks from "@/messages/en/portal-links.json";
import enPrivacy from "@/messages/en/privacy.json";
import enProperties from "@/messages/en/properties.json";
import enRecords from "@/messages/en/records.json";
import enServiceReports from "@/messages/en/service-reports.json";
import enRetention from "@/messages/en/retention.json";
import enRoles from "@/messages/en/roles.json";
import enResources from "@/messages/en/resources.json";
import enSampleData from "@/messages/en/sample-data.json";
import enSavedViews from "@/messages/en/saved-views.json";
import enServiceTypes from "@/messages/en/service-types.json";
import enServiceZones from "@/messages/en/service-zones.json";
import enSettings from "@/messages/en/settings.json";
import enSessions from "@/messages/en/sessions.json";
import enShared from "@/messages/en/shared.json";
import enSkills from "@/messages/en/skills.json";
import enSync from "@/messages/en/sync.json";
import enTags from "@/messages/en/tags.json";
import enTemplates from "@/messages/en/templates.json";
import enToday from "@/messages/en/today.json";
import enUserActivity from "@/messages/en/user-activity.json";
import enVisitWork from "@/messages/en/visit-work.json";
import type { Locale } from "./locales";

/** One file per room, merged under the room's name. English is the shape every other language must have. */
const en = {
  activities: enActivities,
  attachments: enAttachments,
  "audit-logs": enAuditLogs,
  "batch-operations": enBatchOperations,
  auth: enAuth,
  board: enBoard,
  "booking-requests": enBookingRequests,
  bookings: enBookings,
  checklists: enChecklists,
  closings: enClosings,
  closures: enClosures,
  "custom-fields": enCustomFields,
  consents: enConsents,
  customers: enCustomers,
  departments: enDepartments,
  feedback: enFeedback,
  field: enField,
  "field-app": enFieldApp,
  history: enHistory,
  hours: enHours,
  imports: enImports,
  jobs: enJobs,
  mailbox: enMailbox,
  "mail-servers": enMailServers,
  members: enMembers,
  notifications: enNotifications,
  office: enOffice,
  onboarding: enOnboarding,
  "online-booking": enOnlineBooking,
  planning: enPlanning,
  portal: enPortal,
  "portal-links": enPortalLinks,
  privacy: enPrivacy,
  properties: enProperties,
  records: enRecords,
  "service-reports": enServiceReports,
  resources: enResources,
  retention: enRetention,
  roles: enRoles,
  "sample-data": enSampleData,
  "saved-views": enSavedViews,
  "service-types": enServiceTypes,
  "service-zones": enServiceZones,
  settings: enSettings,
  sessions: enSessions,
  shared: enShared,
  skills: enSkills,
  sync: enSync,
  tags: enTags,
  templates: enTemplates,
  today: enToday,
  "user-activity": enUserActivity,
  "visit-work": enVisitWork,
};

const de = {
  activities: deActivities,
  attachments: deAttachments,
  "audit-logs": deAuditLogs,
  "batch-operations": deBatchOperations,
  auth: deAuth,
  board: deBoard,
  "booking-requests": deBookingRequests,
  bookings: deBookings,
  checklists: deChecklists,
  closings: deClosings,
  closures: deClosures,
  "custom-fields": deCustomFields,
  consents: deConsents,
  customers: deCustomers,
  departments: deDepartments,
  feedback: deFeedback,
  field: deField,
  "field-app": deFieldApp,
  history: deHistory,
  hours: deHours,
  imports: deImports,
  jobs: deJobs,
  mailbox: deMailbox,
  "mail-servers": deMailServers,
  members: deMembers,
  notifications: deNotifications,
  office: deOffice,
  onboarding: deOnboarding,
  "online-booking": deOnlineBooking,
  planning: dePlanning,
  portal: dePortal,
  "portal-links": dePortalLinks,
  privacy: dePrivacy,
  properties: deProperties,
  records: deRecords,
  "service-reports": deServiceReports,
  resources: deResources,
  retention: deRetention,
  roles: deRoles,
  "sample-data": deSampleData,
  "saved-views": deSavedViews,
  "service-types": deServiceTypes,
  "service-zones": deServiceZones,
  settings: deSettings,
  sessions: deSessions,
  shared: deShared,
  skills: deSkills,
  sync: deSync,
  tags: deTags,
  templates: deTemplates,
  today: deToday,
  "user-activity": deUserActivity,
  "visit-work": deVisitWork,
} satisfies Record<keyof typeof en, object>;

export type Messages = typeof en;
export type Room = keyof Messages;

const messages: Record<Locale, Messages> = { en, de };

export function messagesOf(locale: Locale): Messages {
  return messages[locale];
}

/** Only the rooms a page shows travel to the browser. */
export function pickMessages<R extends Room>(locale: Locale, rooms: readonly R[]): Pick<Messages, R> {
  const all = messages[locale];
  return Object.fromEntries(rooms.map((room) => [room, all[room]])) as Pick<Messages, R>;
}

declare module "use-intl/core" {
  // Keys are checked by the compiler against the English files.
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
