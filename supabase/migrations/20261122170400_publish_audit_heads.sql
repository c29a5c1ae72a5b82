-- A chain that only the database knows can be written anew by whoever owns the database. So once a day each head goes
-- outside: as an event to who subscribes, by mail to the owners, and into a file beside the database.

create function ops.publish_audit_heads() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  published integer;
begin
  with
    heads as (
      select h.org_id, h.seq, encode(h.hash, 'hex') as hash
      from public.organizations as o
      cross join lateral (
        select s.org_id, s.seq, s.hash, s.published_at
        from private.audit_seals as s
        where s.org_id = o.id
        order by s.seq desc
        limit 1
      ) as h
      where o.deleted_at is null and o.status = 'active' and h.published_at is null
    ),
    marked as (
      update private.audit_seals as s
      set published_at = now()
      from heads as h
      where s.org_id = h.org_id and s.seq = h.seq
    ),
    told as (
      insert into private.outbox (org_id, type, entity, entity_id, sequence, data)
      select h.org_id, 'audit.sealed', 'audit', h.org_id, h.seq, jsonb_build_object('seq', h.seq, 'hash', h.hash)
      from heads as h
    )
  insert into private.background_jobs (org_id, kind, payload)
  select h.org_id, 'audit_head_mail', jsonb_build_object('seq', h.seq, 'user_id', m.user_id)
  from heads as h
  join public.organization_members as m
    on m.org_id = h.org_id and m.role = 'owner' and m.status = 'active';
  get diagnostics published = row_count;
  return published;
end;
$$;
comment on function ops.publish_audit_heads() is
  'Tells the newest seal of each organization outside, once; answers how many mails that is. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.publish_audit_heads() from public;
grant execute on function ops.publish_audit_heads() to callout_worker;

create function ops.audit_head_mail(org uuid, head_seq bigint, person uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'email', p.email, 'name', p.name, 'locale', p.locale, 'seq', s.seq, 'hash', encode(s.hash, 'hex'),
      'sealed_at', s.sealed_at,
      'organization', jsonb_build_object(
        'id', o.id, 'name', o.name, 'slug', o.slug, 'sender_name', o.sender_name, 'brand_color', o.brand_color,
        'time_zone', o.time_zone
      )
    )
    from private.audit_seals as s
    join public.organizations as o on o.id = s.org_id and o.status = 'active'
    join public.organization_members as m
      on m.org_id = o.id and m.user_id = person and m.role = 'owner' and m.status = 'active'
    join public.profiles as p on p.id = m.user_id and p.email is not null and p.deleted_at is null
    where s.org_id = org and s.seq = head_seq
  );
end;
$$;
comment on function ops.audit_head_mail(uuid, bigint, uuid) is
  'What the mail about a head says, null where the person is no owner any more. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.audit_head_mail(uuid, bigint, uuid) from public;
grant execute on function ops.audit_head_mail(uuid, bigint, uuid) to callout_worker;

create function public.verify_audit_logs(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
begin
  perform private.require_permission('read', 'audit_logs', 'all');
  answer := private.claim_idempotency('verify_audit_logs', payload, org);
  if answer is not null then
    return answer;
  end if;
  -- Two who ask at once wait for the same proof.
  perform pg_advisory_xact_lock(hashtextextended('verify_audit_logs:' || org, 0));
  if not exists (
    select from private.background_jobs as j
    where j.org_id = org and j.kind = 'audit_verification' and j.finished_at is null and j.failed_at is null
  ) then
    insert into private.background_jobs (org_id, kind, max_attempts) values (org, 'audit_verification', 3);
  end if;
  return private.remember_answer(org, 201, public.get_audit_seals());
end;
$$;
comment on function public.verify_audit_logs(jsonb) is
  'Has the whole audit log proven in the background, where that is not under way already. '
  'Definer: jobs are nobody''s table.';
revoke execute on function public.verify_audit_logs(jsonb) from public, anon;
grant execute on function public.verify_audit_logs(jsonb) to authenticated;

insert into ops.schedules (name, every_s, next_run_at)
values ('publish_audit_heads', 86400, now() + interval '1 day');
