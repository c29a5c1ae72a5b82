-- Undoes "require proof": the right alone is enough for exports and erasures.
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
drop function public.record_proof(jsonb);
drop function private.require_proof();
drop function private.proven_at();
drop function private.proof_of_token(boolean);
drop function private.proof_lasts();
delete from private.personal_data_rows where relation = 'private.session_proofs';
delete from private.retention_rules where name = 'session_proofs';
drop table private.session_proofs;
