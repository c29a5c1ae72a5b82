-- A POST repeated with the same Idempotency-Key does its work once. The key is claimed and the answer remembered in
-- the transaction of the work, so an error gives the key back and a lost connection cannot separate the two.
create table private.idempotency (
  -- The organization, or the person where there is none yet or the work is not about one.
  scope uuid not null,
  principal text not null,
  key text not null,
  fingerprint text not null,
  operation text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, principal, key)
);
comment on table private.idempotency is 'Keys of the last 24 hours with what was answered, secrets left out.';
create index idempotency_created_at_idx on private.idempotency (created_at);
alter table private.idempotency enable row level security;

-- Members can execute the two functions below with any arguments: no scope but their own organization and themselves
-- is theirs to write into.
create function private.require_own_scope(scope uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if scope is distinct from private.current_org_id() and scope is distinct from private.current_user_id() then
    raise exception 'forbidden: This is nobody''s scope but its owner''s.' using errcode = '42501';
  end if;
end;
$$;
comment on function private.require_own_scope(uuid) is 'Raises 42501 for a scope that is not the caller''s.';
revoke execute on function private.require_own_scope(uuid) from public;

create function private.idempotency_principal() returns text
language sql stable set search_path = ''
as $$
  select coalesce(private.claims() ->> 'principal', 'user:' || (private.claims() ->> 'sub'), 'none')
$$;
comment on function private.idempotency_principal() is 'Whose keys: two people may use the same one.';
revoke execute on function private.idempotency_principal() from public;

-- Answers null when the work is to be done, else the remembered answer. A second request waits for the first, up to
-- 5 s (then 55P03), because the insert meets its uncommitted row. The fingerprint comes from the server (method,
-- path, body); who calls the REST address directly gets one of operation and payload. Callers check the right
-- first: an answer must not outlive the right to see it.
create function private.claim_idempotency(operation text, payload jsonb, scope uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' set lock_timeout = '5s'
as $$
declare
  wanted constant text := private.request_header('idempotency-key');
  print constant text := coalesce(
    private.request_header('x-callout-fingerprint'),
    encode(sha256(convert_to(operation || payload::text, 'UTF8')), 'hex')
  );
  known private.idempotency;
begin
  if wanted is null then
    return null;
  end if;
  perform private.require_own_scope(scope);
  if wanted !~ '^[[:graph:] ]{1,255}$' then
    raise exception 'idempotency_key: An idempotency key has 1 to 255 visible characters.'
      using errcode = 'CO422', hint = 'Idempotency-Key';
  end if;

  insert into private.idempotency as i (scope, principal, key, fingerprint, operation)
  values (claim_idempotency.scope, private.idempotency_principal(), wanted, print, claim_idempotency.operation)
  on conflict on constraint idempotency_pkey do update
    set fingerprint = excluded.fingerprint, operation = excluded.operation, answer = null, created_at = now()
    where i.created_at < now() - interval '24 hours';
  if found then
    return null;
  end if;

  select * into known
  from private.idempotency as i
  where i.scope = claim_idempotency.scope and i.principal = private.idempotency_principal() and i.key = wanted;
  if known.fingerprint is distinct from print or known.operation <> claim_idempotency.operation then
    raise exception 'idempotency_mismatch: This key was used for another request.'
      using errcode = 'CO422', hint = 'Idempotency-Key';
  end if;
  if known.answer is null then
    raise exception 'in_progress: The first request with this key has not answered yet.' using errcode = '55P03';
  end if;
  return known.answer || '{"replayed": true}';
end;
$$;
comment on function private.claim_idempotency(text, jsonb, uuid) is
  'Takes the request''s key: null means do the work, else the answer given before. Definer: the table is nobody''s.';
revoke execute on function private.claim_idempotency(text, jsonb, uuid) from public;
grant execute on function private.claim_idempotency(text, jsonb, uuid) to authenticated;

-- Shapes the answer of a POST and keeps it with the key. The data given here must hold no secret.
create function private.remember_answer(scope uuid, status integer, data jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  given constant jsonb := jsonb_build_object('status', status, 'replayed', false, 'data', data);
begin
  if private.request_header('idempotency-key') is null then
    return given;
  end if;
  perform private.require_own_scope(scope);
  update private.idempotency as i
  set answer = given
  where i.scope = remember_answer.scope
    and i.principal = private.idempotency_principal()
    and i.key = private.request_header('idempotency-key');
  return given;
end;
$$;
comment on function private.remember_answer(uuid, integer, jsonb) is
  'Keeps the answer with the key and returns it. Definer: the table is nobody''s.';
revoke execute on function private.remember_answer(uuid, integer, jsonb) from public;
grant execute on function private.remember_answer(uuid, integer, jsonb) to authenticated;
