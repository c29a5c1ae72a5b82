/**
 * What nobody may do by hand, not the owner of an organization with his own rows, nor the worker, nor the secret key.
 * Everything else that the matrix denies to strangers must have somebody who succeeds. An entry that is never needed
 * fails, and so does one that covers something somebody can do.
 */
export const nobodyMay: { relations: RegExp; verbs: RegExp; reason: string }[] = [
  {
    relations: /^(private|ops|partitions)\./,
    verbs: /./,
    reason: "internal relations are reached through functions, partitions through their parent",
  },
  {
    relations: /^public\./,
    verbs: /^(delete|delete without where|truncate)$/,
    reason: "deletion is a state that functions set and take back",
  },
  {
    relations: /^public\./,
    verbs:
      /^(update of (org_id|id|version|deleted_at)( without where)?|(update of|own row's) (org_id|id) to the victim's)$/,
    reason: "keys never change, versions count themselves, deletion is a function's",
  },
  {
    relations:
      /^public\.(organizations|profiles|organization_members|organization_invitations|role_permissions|custom_roles|user_roles|user_permissions|audit_logs|user_activity_log|consent_records|privacy_requests)$/,
    verbs: /^(insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "these rows are made by functions and triggers that check what a row alone cannot",
  },
  {
    relations:
      /^public\.(organization_members|organization_invitations|role_permissions|custom_roles|user_roles|user_permissions|audit_logs|user_activity_log|consent_records|privacy_requests)$/,
    verbs: /^(lock|update .*)$/,
    reason: "roles, states, invitations and rights change through functions, the audit log never",
  },
  {
    relations: /^public\./,
    verbs: /^(update of|insert with the victim's) (created_by|deleted_by|decided_by)( to the victim's)?$/,
    reason: "authorship, deletion and decisions are the system's to write",
  },
  {
    // A request may be anybody's until it is decided.
    relations: /^public\.(?!booking_requests$)/,
    verbs: /^update of customer_id to the victim's$/,
    reason: "a record stays with its customer",
  },
  {
    relations: /^public\.booking_requests$/,
    verbs:
      /^(insert|upsert|insert or nothing|insert with the victim's \w+|update of job_id to the victim's)$/,
    reason: "a request is taken down and decided by functions, which give it a number and a job",
  },
  {
    relations:
      /^public\.(job_checklists|time_entries|field_photos|digital_signatures|devices|service_reports)$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "field work is written by functions, for phones and for the office",
  },
  {
    relations: /^public\.(notification_intents|notifications)$/,
    verbs: /./,
    reason: "messages are read through list_notifications: a code lies among them until it is sent",
  },
  {
    relations: /^public\.imports$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "what a list of customers holds, the worker says",
  },
  {
    relations: /^public\.batch_operations$/,
    verbs: /./,
    reason: "long work is shown by functions, which leave out where its file lies, and written by its job",
  },
  {
    relations: /^public\.notification_templates$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "words are written by functions, which know what an event may name",
  },
  {
    relations: /^public\.(customer_portal_access|customer_portal_views|customer_feedback)$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason:
      "links, views and ratings are written by functions: for the office, and for whoever holds the link",
  },
  {
    relations: /^public\.offline_sync_queue$/,
    verbs: /./,
    reason: "the journal is read through list_operations, which hides what the office says of others' visits",
  },
  {
    relations: /^public\.activities$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "a note is written by a function that asks whether one may read the record, and never changed",
  },
  {
    relations:
      /^public\.(bookable_resources|crews|crew_members|resource_(availability|skills|zones|time_off)|daily_limits)$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "a resource or crew is written as a whole, with what belongs to it, by functions",
  },
  {
    relations: /^public\.saved_views$/,
    verbs: /^(update of|insert with the victim's) user_id( to the victim's)?$/,
    reason: "a saved view is its maker's and stays so",
  },
  {
    relations:
      /^public\.(service_types|custom_field_definitions|service_type_skills|business_hours|customer_tags|job_tags|system_settings|sample_records)$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "prices, fields, links, weeks and settings are written as a whole, by functions",
  },
  {
    relations: /^public\.(jobs|bookings|booking_assignments|booking_status_history)$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "what is planned is placed, numbered and stepped by functions, and the rest follows by trigger",
  },
  {
    relations: /^public\.attachments$/,
    verbs: /^(lock|update .*|insert|upsert|insert or nothing|insert with the victim's \w+)$/,
    reason: "a file is added to a record by a function that asks whether one may see both",
  },
  {
    relations: /^public\.file_storage$/,
    verbs: /./,
    reason: "a file is seen through the records it belongs to, which functions ask for",
  },
  {
    relations: /^public\.(booking_holds|resource_occupancy)$/,
    verbs: /./,
    reason: "what occupies people is read and written through functions, which say what is in the way",
  },
];
