-- How an account signs in is the account's, in whatever organization it works: no copy of a company holds it.
create or replace function private.tables_not_exported() returns text[]
language sql immutable set search_path = ''
as $$
  select array[
    'private.api_rate_limits', 'private.background_jobs', 'private.customer_portal_tokens', 'private.ended_sessions',
    'private.gate_codes', 'private.geocode_cache', 'private.idempotency', 'private.invitation_tokens',
    'private.number_slots', 'private.online_booking_operations', 'private.organization_keys', 'private.outbox',
    'private.portal_codes', 'private.portal_operations', 'private.portal_sessions', 'private.recovery_codes',
    'private.search_documents', 'private.session_organizations', 'private.session_proofs'
  ]
$$;
