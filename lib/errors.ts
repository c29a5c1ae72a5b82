/**
 * The one list of what can go wrong, with the status each code answers with. The type of a code derives from the
 * list, so a code without a status does not compile.
 */
export const STATUS_BY_CODE = {
  invalid_request: 400,
  unauthenticated: 401,
  session_expired: 401,
  forbidden: 403,
  feature_off: 403,
  foreign_origin: 403,
  role_above_own: 403,
  grant_above_own: 403,
  device_revoked: 403,
  other_address: 403,
  address_unconfirmed: 403,
  no_organization: 403,
  code_required: 403,
  proof_required: 403,
  not_found: 404,
  conflict: 409,
  duplicate: 409,
  in_progress: 409,
  double_booking: 409,
  time_taken: 409,
  hold_expired: 409,
  illegal_step: 409,
  time_off_conflict: 409,
  visits_ahead: 409,
  already_decided: 409,
  has_visits: 409,
  open_visits: 409,
  customer_has_visits: 409,
  job_closed: 409,
  feedback_given: 409,
  not_confirmable: 409,
  not_done: 409,
  too_late: 409,
  slot_taken: 409,
  not_movable: 409,
  incomplete: 409,
  answered: 409,
  time_overlap: 409,
  reopen_too_late: 409,
  visit_under_way: 409,
  organization_changed: 409,
  still_used: 409,
  too_many_fields: 409,
  message_left: 409,
  operation_over: 409,
  message_not_failed: 409,
  message_refused: 409,
  storage_quota: 409,
  not_uploaded: 409,
  too_many_photos: 409,
  file_not_ready: 409,
  import_started: 409,
  import_not_ready: 409,
  nothing_to_import: 409,
  deleted: 409,
  key_gone: 409,
  customer_deleted: 409,
  erased: 409,
  last_owner: 409,
  already_member: 409,
  already_invited: 409,
  slug_taken: 409,
  member_quota: 409,
  member_removed: 409,
  member_suspended: 409,
  own_account: 409,
  no_second_step: 409,
  no_mail_server: 409,
  own_rights: 409,
  closed_by_operator: 409,
  owner_rights: 409,
  role_in_use: 409,
  gone: 410,
  link_ended: 410,
  invitation_expired: 410,
  invitation_revoked: 410,
  invitation_used: 410,
  stale: 412,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  customer_not_found: 422,
  property_not_found: 422,
  file_not_found: 422,
  invalid_logo: 422,
  invalid_photo: 422,
  unknown_variable: 422,
  missing_variable: 422,
  circle: 422,
  unknown_right: 422,
  prefix_taken: 422,
  numbers_taken: 422,
  names_person: 422,
  password_needed: 422,
  overlap: 422,
  reason_required: 422,
  not_encrypted: 422,
  not_decryptable: 422,
  idempotency_key: 422,
  idempotency_mismatch: 422,
  op_mismatch: 422,
  precondition_required: 428,
  rate_limited: 429,
  internal: 500,
  secret_unreadable: 500,
  setting_missing: 501,
  unavailable: 503,
  busy: 503,
  timeout: 504,
  disk_full: 507,
} as const;

export type ErrorCode = keyof typeof STATUS_BY_CODE;

/** One field that was refused: `field` is a dotted path ("address.postcode"), `code` a word the screens translate. */
export type FieldProblem = { field: string; code: string; message: string };

type Extras = {
  errors?: FieldProblem[];
  /** Further members of the problem document: the current row of a 412, the scope a 403 asks for. */
  members?: Record<string, unknown>;
  retryAfterS?: number;
  cause?: unknown;
};

/**
 * The only error whose text reaches a user. `detail` is written for him; whatever a database or a library said
 * belongs into `cause`, which is logged and never answered.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: FieldProblem[];
  readonly members: Record<string, unknown>;
  readonly retryAfterS: number | null;

  constructor(code: ErrorCode, detail: string, extras: Extras = {}) {
    super(detail, { cause: extras.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = extras.errors ?? [];
    this.members = extras.members ?? {};
    this.retryAfterS = extras.retryAfterS ?? null;
  }

  get status(): number {
    return STATUS_BY_CODE[this.code];
  }
}

export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(STATUS_BY_CODE, word);
}

/** Another tenant's record and one that never existed are the same answer, or the difference would tell. */
export function notFoundError(): AppError {
  return new AppError("not_found", "There is no such record.");
}

export function invalidField(field: string, code: string, message: string): AppError {
  return new AppError("invalid", "Some fields need another value.", { errors: [{ field, code, message }] });
}
