/**
 * What may break a rule, with the reason. An entry nobody needs any more fails the catalogue, so that the list stays
 * as short as it looks.
 */
export const exceptions: Record<string, Record<string, string>> = {
  "org-id": {
    "public.organizations": "is the tenant itself: its id is every other table's org_id",
    "public.profiles": "a person may belong to several organizations",
    "private.default_role_permissions": "shipped defaults, copied into each organization",
    "private.default_settings": "shipped values of settings",
    "private.feature_resources": "what goes with which part of the product, the same for everybody",
    "private.default_skills": "shipped presets, copied into each organization",
    "private.default_checklists": "shipped presets, copied into each organization",
    "private.default_service_types": "shipped presets, copied into each organization",
    "private.default_hours": "shipped presets, copied into each organization",
    "private.default_closures": "shipped rules of public holidays",
    "private.default_samples": "shipped samples, copied into an organization that asks for them",
    "private.default_notification_templates": "shipped words of messages, copied into each organization",
    "private.message_events": "what customers are written about, the same for everybody",
    "private.booking_transitions": "the steps of a visit, the same for everybody",
    "private.sync_kinds": "what phones may send, the same for everybody",
    "private.personal_data_columns": "names of columns, the same for everybody",
    "private.personal_data_rows": "names of tables, the same for everybody",
    "private.ended_sessions": "a session is of a person, who may belong to several organizations",
    "private.session_proofs": "a session is of a person, who may belong to several organizations",
    "private.recovery_codes": "a person has one account, whatever organizations he belongs to",
    "private.keys": "keys of the installation, not of a tenant",
    "private.encryption_keys": "keys of the installation, for those who encrypt by SQL",
    "private.sealed_columns": "where sealed texts lie, the same for everybody",
    "private.api_rate_limits": "buckets are names of any principal, also before an organization is known",
    "ops.workers": "processes of the installation, not of a tenant",
    "ops.schedules": "recurring work of the installation, not of a tenant",
    "private.export_datasets": "what can be exported, the same for everybody",
    "ops.alerts": "what an operator was written about, of the installation and not of a tenant",
    "ops.job_classes": "how jobs are tried again, the same for everybody",
    "ops.job_kinds": "which class a kind of job has, the same for everybody",
    "ops.audit_seal_state": "how far the one sealer of the installation came",
    "private.retention_rules": "what is kept how long, the same for everybody but for the settings it names",
    "private.maintenance_steps": "what housekeeping does for the installation, not for a tenant",
    "ops.maintenance_runs": "what housekeeping did for the installation, not for a tenant",
    "ops.backups": "copies of the installation, not of a tenant",
    "private.idempotency": "its scope is the organization, or the person where there is none yet",
  },
  "primary-key": {
    "public.organization_members":
      "the person is the second half of the key, as every reference to a member names it",
    "private.session_organizations": "a session of Auth has exactly one organization at a time",
    "private.search_documents": "led by the customer, so that one index serves the key and the reference",
    "ops.closed_organizations": "one line for each organization that is gone",
    "ops.closings": "an organization closes once",
    "private.audit_seals": "the place in the organization's chain is the second half of the key",
    "private.audit_verifications": "an organization has one last proof",
    "private.organization_keys": "the number of the key stands in every text it sealed",
    "private.gate_codes": "a place has one code: the place is the second half of the key",
    "private.mail_server_states": "an organization has one mail server",
    "private.portal_codes": "a link has one code: the link is the second half of the key",
    "private.portal_operations": "the page's own id of an action, within its link",
    "private.import_rows": "the row's number in its file, within the import",
  },
  "org-referenced": {
    "ops.closed_organizations": "what remains of a deleted organization: all it could hang on is gone",
  },
  logged: {
    "private.api_rate_limits":
      "counters of the last minute; after a crash everybody starts with a full bucket",
  },
  "ordered-ids": {
    "private.audit_log_exports.id": "is the id of the operation that made the file",
    "public.profiles.id": "is the id of auth.users, made by Auth",
    "private.archived_audit_lines.id": "is the id of the line of the audit log that it names",
    "public.customer_portal_access.id":
      "stands in the address of a customer's page and tells strangers no time",
  },
  "states-checked": {
    "private.idempotency.operation": "names the function that claimed the key, not a state",
  },
  "composite-references": {
    "public.organization_members: organization_members_user_id_fkey":
      "joins a person of the installation to the organization: the one place where both meet",
  },
  "unique-starts-with-org": {
    "private.session_organizations: session_organizations_pkey": "session ids are random and made by Auth",
    "private.invitation_tokens: invitation_tokens_token_hash_key": "the hash of a random token of 256 bits",
    "private.customer_portal_tokens: customer_portal_tokens_token_hash_key":
      "the hash of a random token of 256 bits",
    "private.portal_sessions: portal_sessions_secret_hash_key": "the hash of a random secret of 256 bits",
  },
  "soft-delete-keys-partial": {
    "public.organizations: organizations_slug_key":
      "an address once used is given to nobody else, or old links would lead to strangers",
    "public.custom_field_definitions: custom_field_definitions_key_key":
      "values outlive their field: another of its key would show them as its own",
  },
  "policy-own-org-using": {
    "public.organizations: organizations_select_member":
      "the row is the organization: its id is compared instead",
    "public.organizations: organizations_update_manager":
      "the row is the organization: its id is compared instead",
    "public.profiles: profiles_select_member": "oneself, or a colleague of the current organization",
    "public.profiles: profiles_update_self": "oneself and nobody else",
  },
  "policy-own-org-check": {
    "public.organizations: organizations_update_manager":
      "the row is the organization: its id is compared instead",
    "public.profiles: profiles_update_self": "oneself and nobody else",
  },
  "states-by-functions": {
    "public.service_zones.is_active to authenticated":
      "switches a zone of the map on and off, not a person or a right",
  },
  "secrets-not-readable": {
    "public.system_settings.is_encrypted to authenticated": "says that a value is sealed and holds none",
  },
  "history-triggers": {
    "public.role_permissions on insert":
      "the copy of the defaults is part of the organization's own creation",
    "public.organization_invitations on delete":
      "invitations are revoked; only the organization's end removes them",
  },
};
