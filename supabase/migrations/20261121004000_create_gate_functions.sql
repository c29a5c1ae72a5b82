-- What the server may ask before there is an identity. Only these functions are granted to service_role, which
-- holds no right on any table: whoever steals the secret key can do what is written here and nothing else. The
-- check of each is its narrow question.

-- Who invites whom as what, for the page behind the link of an invitation mail. Null for an unknown token.
create function public.gate_peek_invitation(token text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  invitation constant public.organization_invitations := private.find_invitation(token);
begin
  return (
    select jsonb_build_object(
      'email', invitation.email,
      'role', invitation.role,
      'status', private.invitation_status(invitation),
      'expires_at', invitation.expires_at,
      'organization', jsonb_build_object('name', o.name, 'slug', o.slug, 'locale', o.locale),
      'invited_by', p.name,
      'message', invitation.message,
      'has_account', exists (select from public.profiles as a where a.email = invitation.email)
    )
    from public.organizations as o
    left join public.profiles as p on p.id = invitation.invited_by
    where o.id = invitation.org_id
  );
end;
$$;
comment on function public.gate_peek_invitation(text) is
  'What an invitation''s link says, null for an unknown token. Definer: service_role has no right on any table.';
revoke execute on function public.gate_peek_invitation(text) from public, anon, authenticated;
grant execute on function public.gate_peek_invitation(text) to service_role;

create function public.gate_take_rate(bucket text, most integer, period_s integer, burst integer) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return private.take_rate('gate:' || bucket, most, period_s, burst);
end;
$$;
comment on function public.gate_take_rate(text, integer, integer, integer) is
  'A token of a limit by address or name: {allowed, limit, remaining, reset_s, retry_after_s}. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_take_rate(text, integer, integer, integer) from public, anon, authenticated;
grant execute on function public.gate_take_rate(text, integer, integer, integer) to service_role;

-- The request log, written in batches after the answers. A line of an organization that is gone meanwhile is dropped.
create function public.gate_log_requests(rows jsonb) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  written integer;
begin
  insert into private.api_requests
    (org_id, created_at, principal, method, route, status, duration_ms, ip, request_id)
  select
    o.id, r.at, left(r.principal, 100), left(r.method, 10), left(r.route, 200), r.status, r.duration_ms,
    private.to_inet(r.ip), left(r.request_id, 100)
  from jsonb_to_recordset(rows) as r (
    org_id uuid, at timestamptz, principal text, method text, route text, status integer,
    duration_ms double precision, ip text, request_id text
  )
  join public.organizations as o on o.id = r.org_id
  -- What a lost clock would put into a month without a partition.
  where r.at between now() - interval '1 day' and now() + interval '1 hour';
  get diagnostics written = row_count;
  return written;
end;
$$;
comment on function public.gate_log_requests(jsonb) is
  'Writes [{org_id, at, principal, method, route, status, duration_ms, ip, request_id}]; answers how many. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_log_requests(jsonb) from public, anon, authenticated;
grant execute on function public.gate_log_requests(jsonb) to service_role;
