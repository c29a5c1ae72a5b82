/**
 * Every function the exposed schema holds, with the roles that may execute it. A new one fails the catalogue until it
 * stands here, and the matrix until it has a caller who may and callers who may not.
 */
export const exposedFunctions: Record<string, string[]> = {
  custom_access_token_hook: ["supabase_auth_admin"],

  get_me: ["authenticated"],
  authorize_request: ["authenticated"],
  has_permission: ["authenticated"],
  user_has_permission: ["authenticated"],

  create_organization: ["authenticated"],
  switch_organization: ["authenticated"],

  create_invitation: ["authenticated"],
  resend_invitation: ["authenticated"],
  revoke_invitation: ["authenticated"],
  accept_invitation: ["authenticated"],

  update_member: ["authenticated"],
  remove_member: ["authenticated"],
  leave_organization: ["authenticated"],

  create_customer: ["authenticated"],
  delete_customer: ["authenticated"],
  restore_customer: ["authenticated"],
  create_contact: ["authenticated"],
  delete_contact: ["authenticated"],
  restore_contact: ["authenticated"],
  create_property: ["authenticated"],
  delete_property: ["authenticated"],
  restore_property: ["authenticated"],

  list_customers: ["authenticated"],
  list_properties: ["authenticated"],
  search_customers: ["authenticated"],
  search_properties: ["authenticated"],
  search_all: ["authenticated"],
  list_changes: ["authenticated"],

  gate_peek_invitation: ["service_role"],
  gate_take_rate: ["service_role"],
  gate_log_requests: ["service_role"],
  gate_health: ["service_role"],
};

/** Functions strangers may execute, with the reason. There is none: customers' links come with their own claims. */
export const anonymousFunctions: Record<string, string> = {};

/**
 * Functions of the schema private that members may execute, with the reason. REST cannot name that schema; policies,
 * defaults and checks run as the member, so what they call must be his to call.
 */
export const internalFunctions: Record<string, string> = {
  current_org_id: "policies ask for the organization of the request",
  current_user_id: "policies ask for the person of the request",
  current_role_name: "functions that run as the caller ask for his role",
  permission_scope: "policies ask for the reach of a right",
  has_permission: "policies ask whether a right is held",
  require_permission: "functions that run as the caller refuse with it",
  require_user: "functions that run as the caller refuse with it",
  require_customer: "create_contact and create_property run as the caller and refuse with it",
  require_org: "functions that run as the caller refuse with it",
  own_customer_ids: "policies ask which customers are one's own",
  own_property_ids: "policies ask which properties are one's own",
  own_resource_ids: "policies ask which resource is oneself",
  own_crew_ids: "policies ask which crews are one's own",
  claim_idempotency: "functions that run as the caller claim his key",
  remember_answer: "functions that run as the caller keep their answer with his key",
  colleague_ids: "the policy of profiles asks whose colleague one is",
  bookkeeping_columns: "touch_row runs as the writer and reads this constant",
  claims: "reads the caller's own token",
  uuid_claim: "reads the caller's own token",
  request_header: "reads the caller's own request",
  is_time_zone: "a check of columns members may update",
  is_checklist: "a check of columns members may update",
  is_choice: "a check of columns members may update",
  is_condition: "a check of columns members may update",
  is_polygon: "a check of columns members may update",
  is_position: "a check of columns members may update",
  is_postcode_list: "a check of columns members may update",
  search_key: "generated columns and filters of the caller",
  local_to_utc: "converts a value, reads nothing",
  uuid_v7: "default of keys",
};
