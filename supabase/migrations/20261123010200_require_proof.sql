-- A desk that somebody left unlocked, a cookie that somebody stole: what the session may read page by page it must not
-- carry away at once, nor destroy. Before exports, erasures and the end of an organization the person proves anew that
-- it is him: by the code of his authenticator app where he has one, else by password or by a mail to his address. The
-- proof is worth ten minutes, to this session alone.

-- Auth has no way to check a password without starting a session. So the dialog starts a second one, and with its
-- token proves for the first; a code needs no row, it renews the session's own token.
create table private.session_proofs (
  session_id uuid not null primary key,
  user_id uuid not null,
  proven_at timestamptz not null,
  constraint session_proofs_user_id_fkey foreign key (user_id) references public.profiles (id) on delete cascade
);
comment on table private.session_proofs is 'When somebody last proved for a session, by signing in anew beside it.';
comment on column private.session_proofs.proven_at is 'When Auth saw the proof, by the token''s own word.';
create index session_proofs_user_id_idx on private.session_proofs (user_id);
create index session_proofs_proven_at_idx on private.session_proofs (proven_at);
alter table private.session_proofs enable row level security;

insert into private.retention_rules (name, relation, time_column, is_monthly, keep)
values ('session_proofs', 'private.session_proofs', 'proven_at', false, '1 day');

insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values (27, 'private.session_proofs', 'member', 'delete', false, 't.user_id = any (($1).users)');

create function private.proof_lasts() returns interval
language sql immutable set search_path = ''
as $$ select interval '10 minutes' $$;
comment on function private.proof_lasts() is 'How long a proof is worth something.';
revoke execute on function private.proof_lasts() from public;

-- amr (RFC 8176) lists how the session was earned and when, as Auth signed it. Renewing a token or changing an address
-- is no proof; whoever reads the mailbox could set a new password, so a mail is worth as much as one.
create function private.proof_of_token(by_code boolean) returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  entries constant jsonb := private.claims() -> 'amr';
  methods constant text[] := case
    when by_code then array['totp', 'mfa/phone', 'mfa/webauthn']
    else array['password', 'otp', 'magiclink', 'recovery', 'invite', 'email/signup']
  end;
begin
  if jsonb_typeof(entries) is distinct from 'array' then
    return null;
  end if;
  return (
    select to_timestamp(max((a.entry ->> 'timestamp')::bigint))
    from jsonb_array_elements(entries) as a (entry)
    where a.entry ->> 'method' = any (methods) and jsonb_typeof(a.entry -> 'timestamp') = 'number'
  );
end;
$$;
comment on function private.proof_of_token(boolean) is
  'When the token''s session was last earned: by a code, or by password or mail. Null where it does not say.';
revoke execute on function private.proof_of_token(boolean) from public;

-- A token of a key or a link is no person's and proves nothing: what needs a proof is not for programs. The worker
-- does what was proven when it was asked for.
create function private.proven_at() returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.current_user_id();
begin
  if person is null then
    return null;
  end if;
  if private.has_second_step(person) then
    return private.proof_of_token(true);
  end if;
  return greatest(private.proof_of_token(false), (
    select s.proven_at
    from private.session_proofs as s
    where s.session_id = private.uuid_claim('session_id') and s.user_id = person
  ));
end;
$$;
comment on function private.proven_at() is
  'When the caller last proved in this session that it is him. Definer: proofs are nobody''s table.';
revoke execute on function private.proven_at() from public;

create function private.require_proof() returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if private.proven_at() > statement_timestamp() - private.proof_lasts() then
    return;
  end if;
  raise exception 'proof_required: Please prove first that it is you.'
    using errcode = 'CO403', detail = jsonb_build_object(
      'proof', case when private.has_second_step(private.current_user_id()) then 'code' else 'password' end
    )::text;
end;
$$;
comment on function private.require_proof() is
  'Raises CO403 with detail {proof: password|code} unless the caller proved within ten minutes. Definer: as proven_at.';
revoke execute on function private.require_proof() from public;

-- Called with the token of a session that was just started. What it writes is the moment Auth saw the proof and never
-- this one, so no token lengthens a proof, not its own either.
create function public.record_proof(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  session constant uuid := private.to_uuid(payload ->> 'session_id');
  proven constant timestamptz := private.proof_of_token(false);
begin
  perform from auth.sessions as s where s.id = session and s.user_id = person;
  if not found then
    raise exception 'not_found: There is no such session.' using errcode = 'CO404', hint = 'session_id';
  end if;
  if proven is null or proven < statement_timestamp() - private.proof_lasts() then
    raise exception 'proof_required: Please sign in anew and use that token.'
      using errcode = 'CO403', detail = '{"proof": "password"}';
  end if;
  insert into private.session_proofs as s (session_id, user_id, proven_at)
  values (session, person, proven)
  on conflict (session_id) do update set proven_at = greatest(s.proven_at, excluded.proven_at)
    where s.user_id = excluded.user_id;
  return jsonb_build_object('status', 201, 'replayed', false, 'data', jsonb_build_object(
    'session_id', session, 'valid_until', proven + private.proof_lasts()
  ));
end;
$$;
comment on function public.record_proof(jsonb) is
  '{session_id}: with the token of a fresh sign-in proves for another session of the same person. '
  'Definer: proofs are nobody''s table.';
revoke execute on function public.record_proof(jsonb) from public, anon;
grant execute on function public.record_proof(jsonb) to authenticated;

create or replace function public.create_export(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted_format constant text := payload ->> 'format';
  known private.export_datasets;
  answer jsonb;
  operation public.batch_operations;
begin
  perform private.require_permission('create', 'exports', 'all');
  select d.* into known from private.export_datasets as d where d.dataset = payload ->> 'dataset';
  if not found then
    perform private.invalid('invalid', 'There is no such dataset.', 'dataset');
  end if;
  perform private.require_permission('export', known.resource, 'all');
  if wanted_format is null or not wanted_format = any (known.formats) then
    perform private.invalid('invalid', 'This dataset has no such format.', 'format');
  end if;
  perform private.require_proof();
  answer := private.claim_idempotency('create_export', payload, org);
  if answer is not null then
    return answer;
  end if;
  operation := private.start_batch_operation(org, known.kind, jsonb_build_object(
    'dataset', known.dataset, 'format', wanted_format, 'filters', coalesce(payload -> 'filters', '{}')
  ));
  perform private.log_audit_event(org, 'export', known.entity, operation.id, 'notice', true);
  return private.remember_answer(org, 201, private.batch_operation_row(operation));
end;
$$;

create or replace function public.erase_person(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  of_kind constant text := payload ->> 'kind';
  person constant uuid := (payload ->> 'id')::uuid;
  answer jsonb;
  made public.privacy_requests;
begin
  perform private.require_privacy(org, of_kind, person);
  perform private.require_proof();
  answer := private.claim_idempotency('erase_person', payload, org);
  if answer is not null then
    return answer;
  end if;
  if of_kind = 'member' and person = private.current_user_id() then
    raise exception 'own_account: Nobody erases himself.' using errcode = 'CO409', hint = 'id';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('erase_person:' || org || person, 0));
  select r.* into made
  from public.privacy_requests as r
  where r.org_id = org and r.kind = 'erasure' and r.person_kind = of_kind and r.person_id = person;
  if not found then
    if of_kind = 'customer' then
      perform from public.customers as c where c.org_id = org and c.id = person for no key update;
    elsif of_kind = 'member' then
      perform private.lock_member(org, person);
    end if;
    made := private.erase_now(
      org, of_kind, person, payload ->> 'reason', coalesce((payload ->> 'keep_signed_reports')::boolean, true)
    );
    perform private.log_audit_event(org, 'delete', of_kind, person, 'critical', true, array['erased']);
  end if;
  return private.remember_answer(org, 201, private.privacy_request_row(made));
end;
$$;

create or replace function public.export_person(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  of_kind constant text := payload ->> 'kind';
  person constant uuid := (payload ->> 'id')::uuid;
  s private.person_scope;
  answer jsonb;
  made public.privacy_requests;
begin
  perform private.require_privacy(org, of_kind, person);
  perform private.require_proof();
  s := private.person_scope_of(org, of_kind, person, 0);
  answer := private.claim_idempotency('export_person', payload, org);
  if answer is null then
    perform private.refuse_naming(s, payload ->> 'reason');
    insert into public.privacy_requests (org_id, kind, person_kind, person_id, reason, summary, file_count)
    values (org, 'export', of_kind, person, payload ->> 'reason', private.count_person(s), cardinality(s.files))
    returning * into made;
    perform private.log_audit_event(org, 'export', of_kind, person, 'notice', true);
    answer := private.remember_answer(org, 201, private.privacy_request_row(made));
  end if;
  return jsonb_set(answer, '{data}', jsonb_build_object(
    'request', answer -> 'data',
    'person', jsonb_build_object('kind', of_kind, 'id', person, 'name', private.record_title(org, of_kind, person)),
    'tables', private.person_rows(s),
    'files', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mime', f.mime)), '[]')
      from public.file_storage as f where f.org_id = org and f.id = any (s.files) and f.state = 'ready'
    )
  ));
end;
$$;
