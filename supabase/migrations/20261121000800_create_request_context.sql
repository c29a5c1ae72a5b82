-- Where a request came from, for the audit log. The app's server sends address, agent and path in one header and signs
-- it with a key of the installation, because the REST address is public: an unsigned header would let any member write
-- another address, or another person's agent, into the record of what he did.
create table private.keys (
  name text not null primary key,
  value bytea not null,
  created_at timestamptz not null default now(),
  constraint keys_value_check check (octet_length(value) >= 32)
);
comment on table private.keys is
  'Keys of the installation. Row "context" is CONTEXT_KEY, written by the operator''s start.';
alter table private.keys enable row level security;

create function private.request_header(name text) returns text
language plpgsql stable parallel safe set search_path = ''
as $$
begin
  return nullif(current_setting('request.headers', true), '')::jsonb ->> name;
end;
$$;
comment on function private.request_header(text) is 'A header of the request as the API handed it over; not trusted.';
revoke execute on function private.request_header(text) from public;
grant execute on function private.request_header(text) to authenticated;

create function private.to_base64url(value bytea) returns text
language sql immutable strict parallel safe set search_path = ''
as $$
  select rtrim(translate(encode(value, 'base64'), E'+/\n', '-_'), '=')
$$;
comment on function private.to_base64url(bytea) is 'RFC 4648 base64url without padding.';
revoke execute on function private.to_base64url(bytea) from public;

create function private.from_base64url(value text) returns bytea
language sql immutable strict parallel safe set search_path = ''
as $$
  select decode(rpad(translate(value, '-_', '+/'), (length(value) + 3) / 4 * 4, '='), 'base64')
$$;
comment on function private.from_base64url(text) is 'The inverse of to_base64url.';
revoke execute on function private.from_base64url(text) from public;

-- The header is base64url(json) || '.' || base64url(hmac-sha256 of the first part), as text. Nothing of it is
-- decoded before the signature holds. A minute of validity bounds replay; what a replayed header can do within it
-- is repeat a true sentence about the same person's earlier request.
create function private.request_context() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  header text := private.request_header('x-callout-context');
  signed text := split_part(header, '.', 1);
  key bytea;
  signature text;
  context jsonb;
begin
  if header is null or length(header) > 4096 or header !~ '^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$' then
    return '{}'::jsonb;
  end if;
  select k.value into key from private.keys as k where k.name = 'context';
  signature := private.to_base64url(extensions.hmac(convert_to(signed, 'UTF8'), key, 'sha256'));
  if signature is distinct from split_part(header, '.', 2) then
    return '{}'::jsonb;
  end if;
  context := convert_from(private.from_base64url(signed), 'UTF8')::jsonb;
  if abs(extract(epoch from clock_timestamp()) - (context ->> 'ts')::numeric) < 60 then
    return context;
  end if;
  return '{}'::jsonb;
end;
$$;
comment on function private.request_context() is
  'ip, user_agent, method, path, correlation_id of the request, or an empty object without a fresh signature. '
  'Definer: it reads the key.';
revoke execute on function private.request_context() from public;

-- Whose hand it was. A person's token names him; other principals name themselves as kind:id; without any token it is
-- the worker's login or an operator at the database.
create function private.current_actor(out kind text, out id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  principal text := private.claims() ->> 'principal';
begin
  if principal is not null then
    kind := case split_part(principal, ':', 1)
      when 'key' then 'api_key'
      when 'device' then 'device'
      else 'portal'
    end;
    id := case when split_part(principal, ':', 2) ~ '^[0-9a-f-]{36}$' then split_part(principal, ':', 2)::uuid end;
  elsif private.uuid_claim('sub') is not null then
    kind := 'user';
    id := private.uuid_claim('sub');
  elsif exists (
    select
    from pg_catalog.pg_auth_members as g
    join pg_catalog.pg_roles as member on member.oid = g.member
    join pg_catalog.pg_roles as worker on worker.oid = g.roleid
    where member.rolname = session_user and worker.rolname = 'callout_worker'
  ) then
    kind := 'worker';
  else
    kind := 'operator';
  end if;
end;
$$;
comment on function private.current_actor() is
  'Kind and id of who acts: user, api_key, portal, device, worker, operator.';
revoke execute on function private.current_actor() from public;
