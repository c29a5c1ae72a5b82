-- Finding jobs and visits by what people say: a number, words of the title, the customer. The functions ask nothing:
-- who calls them has asked for org and right.

-- Words of titles. A space in front, so that "% ab%" means: a word begins with ab.
create index jobs_title_idx on public.jobs
  using gin (org_id, (' ' || private.search_key(title)) extensions.gin_trgm_ops) with (gin_pending_list_limit = 512)
  where deleted_at is null;

-- "v-2041", "V2041" and "2041" may all be meant; each letter has its own kind of record.
create function private.number_words(query text) returns text[]
language plpgsql immutable set search_path = ''
as $$
declare
  parts constant text[] := regexp_match(btrim(query), '^([VJRvjr]?)-?([0-9]{1,12})$');
begin
  if parts is null then
    return '{}';
  end if;
  if parts[1] = '' then
    return array['V-' || parts[2], 'J-' || parts[2], 'R-' || parts[2]];
  end if;
  return array[upper(parts[1]) || '-' || parts[2]];
end;
$$;
comment on function private.number_words(text) is 'The numbers of visits, jobs and requests a query may mean.';
revoke execute on function private.number_words(text) from public;

-- Jobs a query finds, the best first: its number, the number of one of its visits, a title that begins with it, words
-- of the title, then the customer's name, address or phone; the newest first within each. A frequent word is cut off.
-- Settings of the functions as in find_customers, for the same reasons.
create function private.find_jobs(org uuid, scope text, query text, most integer)
returns table (job_id uuid, field text)
language plpgsql stable rows 50 set search_path = ''
  set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  words constant text[] := private.search_patterns(query);
  numbers constant text[] := private.number_words(query);
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_job_ids()) end;
  sees_customers constant boolean := private.sees_part(scope, 'customers');
  customers uuid[];
begin
  if cardinality(words) = 0 then
    return;
  end if;
  if sees_customers then
    customers := array(
      select distinct c.customer_id
      from private.find_customers(org, scope, query, '{}', 50) as c
    );
  end if;
  return query
    with hits as (
      select j.id, 1 as rank, 'number' as field
      from public.jobs as j
      where j.org_id = org and j.number = any (numbers) and j.deleted_at is null
      union all
      select b.job_id, 1, 'number'
      from public.bookings as b
      where b.org_id = org and b.number = any (numbers)
      union all
      (
        select j.id, 2, 'title'
        from public.jobs as j
        where cardinality(numbers) = 0
          and j.org_id = org
          and j.deleted_at is null
          and ' ' || private.search_key(j.title) like words[1]
          and (words[2] is null or ' ' || private.search_key(j.title) like words[2])
          and (words[3] is null or ' ' || private.search_key(j.title) like words[3])
          and (words[4] is null or ' ' || private.search_key(j.title) like words[4])
          and (words[5] is null or ' ' || private.search_key(j.title) like words[5])
          and (own_ids is null or j.id = any (own_ids))
        limit 500
      )
      union all
      (
        select j.id, 3, 'customer'
        from public.jobs as j
        where j.org_id = org and j.customer_id = any (customers) and j.deleted_at is null
        order by j.id desc
        limit 200
      )
    ),
    best as (
      select distinct on (h.id) h.id, h.rank, h.field from hits as h order by h.id, h.rank
    )
    select b.id, b.field
    from best as b
    where own_ids is null or b.id = any (own_ids)
    order by b.rank, b.id desc
    limit most;
end;
$$;
comment on function private.find_jobs(uuid, text, text, integer) is
  'Jobs a query finds, the best first, with what matched: number, title or customer.';
revoke execute on function private.find_jobs(uuid, text, text, integer) from public;
