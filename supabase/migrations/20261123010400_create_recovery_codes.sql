-- A phone that fell into the water must not lock its owner out for good, and nobody at the company could let him in:
-- ten codes to keep on paper, each good once. Auth knows no such codes, so they are ours. A code does not stand in for
-- the app, it takes two-step sign-in off: the app it belonged to is lost.

create table private.recovery_codes (
  user_id uuid not null,
  code_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (user_id, code_hash),
  constraint recovery_codes_user_id_fkey foreign key (user_id) references public.profiles (id) on delete cascade
);
comment on table private.recovery_codes is
  'SHA-256 of person and code: fifty random bits each, so no slow hash is needed. Used ones are deleted.';
alter table private.recovery_codes enable row level security;

insert into private.personal_data_columns (relation, name, person, rule, reason)
values ('private.recovery_codes', 'code_hash', 'member', 'row', 'Opens the person''s account.');
insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values (28, 'private.recovery_codes', 'member', 'delete', false, 't.user_id = any (($1).users)');

-- Typed from paper: case, blanks and hyphens do not count.
create function private.recovery_hash(person uuid, code text) returns bytea
language plpgsql immutable set search_path = ''
as $$
begin
  return sha256(convert_to(person || ':' || regexp_replace(upper(code), '[^A-Z0-9]', '', 'g'), 'UTF8'));
end;
$$;
comment on function private.recovery_hash(uuid, text) is 'What is stored of a recovery code.';
revoke execute on function private.recovery_hash(uuid, text) from public;

-- Ten letters of a 32-letter alphabet without those that look alike on paper.
create function private.new_recovery_code() returns text
language plpgsql volatile set search_path = ''
as $$
declare
  bytes constant bytea := extensions.gen_random_bytes(10);
  code text := '';
begin
  for place in 0..9 loop
    code := code || substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', (get_byte(bytes, place) & 31) + 1, 1);
  end loop;
  return substr(code, 1, 5) || '-' || substr(code, 6);
end;
$$;
comment on function private.new_recovery_code() is 'A random code of fifty bits, like K7M2P-9XQDA.';
revoke execute on function private.new_recovery_code() from public;

-- New ones replace the old. They are in this answer and nowhere else: nothing of it is remembered for a repeated key.
create function public.create_recovery_codes(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  codes text[];
begin
  if not private.has_second_step(person) then
    raise exception 'no_second_step: Set up an authenticator app first.' using errcode = 'CO409';
  end if;
  perform private.require_proof();
  select array_agg(private.new_recovery_code()) into codes from generate_series(1, 10);
  delete from private.recovery_codes as c where c.user_id = person;
  insert into private.recovery_codes (user_id, code_hash)
  select person, private.recovery_hash(person, code) from unnest(codes) as code;
  return jsonb_build_object('status', 201, 'replayed', false, 'data', jsonb_build_object('codes', codes));
end;
$$;
comment on function public.create_recovery_codes(jsonb) is
  'Ten fresh recovery codes of the caller, told once; the old ones are void. Definer: the table is nobody''s.';
revoke execute on function public.create_recovery_codes(jsonb) from public, anon;
grant execute on function public.create_recovery_codes(jsonb) to authenticated;

-- For who typed the password and has no app any more, so also for a token that is nobody's yet. The person comes from
-- the token all the same: Auth signed it. A wrong code is an answer and not an error, which would give the try back.
create function public.use_recovery_code(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.uuid_claim('sub');
  session constant uuid := private.uuid_claim('session_id');
  rate jsonb;
begin
  if private.claims() ? 'principal' or not exists (
    select from auth.sessions as s where s.id = session and s.user_id = person
  ) then
    raise exception 'forbidden: This is for people who are signing in.' using errcode = '42501';
  end if;
  rate := private.take_rate('recovery:' || person, 5, 3600, 5);
  if not (rate ->> 'allowed')::boolean then
    return jsonb_build_object('used', false, 'wait_s', (rate ->> 'retry_after_s')::numeric);
  end if;
  delete from private.recovery_codes as c
  where c.user_id = person and c.code_hash = private.recovery_hash(person, payload ->> 'code');
  if not found then
    return jsonb_build_object('used', false, 'wait_s', null);
  end if;
  delete from private.recovery_codes as c where c.user_id = person;
  delete from auth.sessions as s where s.user_id = person and s.id <> session;
  delete from auth.mfa_factors as f where f.user_id = person;
  perform private.log_audit_event(m.org_id, 'update', 'member', person, 'critical', true, array['two_step'])
  from public.organization_members as m
  where m.user_id = person and m.status = 'active';
  return jsonb_build_object('used', true, 'wait_s', null);
end;
$$;
comment on function public.use_recovery_code(jsonb) is
  '{code}: takes two-step sign-in off and ends every other session; answers {used, wait_s}. '
  'Definer: the caller is nobody yet, and only the owner of the project writes tables of Auth.';
revoke execute on function public.use_recovery_code(jsonb) from public, anon;
grant execute on function public.use_recovery_code(jsonb) to authenticated;

-- For the page: whether two-step sign-in is on, and what is left on paper.
create function public.get_two_step() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
begin
  return jsonb_build_object(
    'is_on', private.has_second_step(person),
    'recovery_codes', (select count(*) from private.recovery_codes as c where c.user_id = person),
    'proven_until', (
      select p.at + private.proof_lasts()
      from (select private.proven_at() as at) as p
      where p.at > statement_timestamp() - private.proof_lasts()
    )
  );
end;
$$;
comment on function public.get_two_step() is
  'The caller''s {is_on, recovery_codes: how many are left, proven_until: null without a proof}. '
  'Definer: as proven_at.';
revoke execute on function public.get_two_step() from public, anon;
grant execute on function public.get_two_step() to authenticated;
