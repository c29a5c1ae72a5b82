-- The years go by: whoever keeps the calendar adds the holidays of the years that have come into sight.
create function public.add_holidays(payload jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
begin
  perform private.require_permission('create', 'closures', 'all');
  answer := private.claim_idempotency('add_holidays', payload, org);
  if answer is not null then
    return answer;
  end if;
  return private.remember_answer(
    org, 200,
    jsonb_build_object(
      'added', private.add_holidays(org),
      'until', (current_date + interval '2 years')::date
    )
  );
end;
$$;
comment on function public.add_holidays(jsonb) is
  'Adds the public holidays of the country that are missing for the next two years; answers {added, until}. '
  'Definer: source is nobody''s column.';
revoke execute on function public.add_holidays(jsonb) from public, anon;
grant execute on function public.add_holidays(jsonb) to authenticated;
