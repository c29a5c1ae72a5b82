-- Scratch objects of the contract tests, in the exposed schema because REST serves no other. Every name starts
-- with contract_, so that they can be dropped again from any project.
create table public.contract_orgs (id uuid primary key, name text not null);

create table public.contract_people (
  org_id uuid not null references public.contract_orgs (id) on delete cascade,
  user_id uuid not null,
  name text not null,
  primary key (org_id, user_id)
);

create table public.contract_tasks (
  org_id uuid not null references public.contract_orgs (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  title text not null check (title <> ''),
  number int,
  assigned_to uuid,
  created_by uuid,
  parent_id uuid,
  note text not null default 'none',
  primary key (org_id, id),
  constraint contract_tasks_number_key unique (org_id, number),
  constraint contract_tasks_assigned_to_fkey foreign key (org_id, assigned_to)
    references public.contract_people (org_id, user_id) on delete set null (assigned_to),
  constraint contract_tasks_created_by_fkey foreign key (org_id, created_by)
    references public.contract_people (org_id, user_id) on delete set null (created_by),
  constraint contract_tasks_parent_id_fkey foreign key (org_id, parent_id)
    references public.contract_tasks (org_id, id) on delete cascade
);

create table public.contract_comments (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  task_id uuid not null,
  body text not null,
  primary key (org_id, id),
  constraint contract_comments_task_id_fkey foreign key (org_id, task_id)
    references public.contract_tasks (org_id, id) on delete cascade
);

create table public.contract_labels (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null,
  primary key (org_id, id)
);

create table public.contract_task_labels (
  org_id uuid not null,
  task_id uuid not null,
  label_id uuid not null,
  primary key (org_id, task_id, label_id),
  foreign key (org_id, task_id) references public.contract_tasks (org_id, id) on delete cascade,
  foreign key (org_id, label_id) references public.contract_labels (org_id, id) on delete cascade
);

create table public.contract_events (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  task_id uuid,
  at timestamptz not null,
  what text not null,
  primary key (org_id, id, at),
  foreign key (org_id, task_id) references public.contract_tasks (org_id, id) on delete cascade
) partition by range (at);
create table public.contract_events_2026 partition of public.contract_events
  for values from ('2026-01-01') to ('2027-01-01');

create type public.contract_mood as enum ('calm', 'late');
create domain public.contract_slug as text check (value ~ '^[a-z-]+$');
create table public.contract_types (
  id int primary key,
  a_smallint smallint,
  a_bigint bigint,
  a_numeric numeric(12, 4),
  a_real real,
  a_double double precision,
  a_boolean boolean,
  a_text text,
  a_varchar varchar(20),
  a_char char(3),
  a_uuid uuid,
  a_date date,
  a_time time,
  a_timestamp timestamp,
  a_timestamptz timestamptz,
  an_interval interval,
  a_json json,
  a_jsonb jsonb,
  a_bytea bytea,
  an_inet inet,
  a_mood public.contract_mood,
  a_slug public.contract_slug,
  texts text[],
  uuids uuid[],
  ints int[],
  moments timestamptz[],
  a_daterange daterange,
  a_tstzrange tstzrange,
  a_search tsvector generated always as (to_tsvector('simple', coalesce(a_text, ''))) stored
);

-- Readable in part: `secret` is granted to nobody.
create table public.contract_partial (id int primary key, open text, secret text);
create table public.contract_hidden (id int primary key, word text);

create view public.contract_task_list with (security_invoker = true) as
  select t.org_id, t.id, t.title, p.name as assignee
  from public.contract_tasks t
  left join public.contract_people p on p.org_id = t.org_id and p.user_id = t.assigned_to;

create function public.contract_echo(payload jsonb) returns jsonb
  language sql immutable as $$ select payload $$;
create function public.contract_types_of(a jsonb, b text[], c public.contract_mood, d timestamptz, e uuid)
  returns jsonb language sql stable as $$
  select jsonb_build_object('a', jsonb_typeof(a), 'b', cardinality(b), 'c', c, 'd', d, 'e', e)
$$;
create function public.contract_add(a int, b int default 1) returns int
  language sql immutable as $$ select a + b $$;
create function public.contract_nothing() returns void language sql as $$ select $$;
create function public.contract_tasks_titled(fragment text) returns setof public.contract_tasks
  language sql stable as $$ select * from public.contract_tasks where title like '%' || fragment || '%' $$;
create function public.contract_pairs() returns table (word text, size int)
  language sql stable as $$ values ('one', 3), ('three', 5) $$;
create function public.contract_words() returns text[] language sql stable as $$ select array['a', 'b,c'] $$;
create function public.contract_headers() returns jsonb
  language sql stable as $$ select current_setting('request.headers', true)::jsonb $$;
create function public.contract_request() returns jsonb language sql stable as $$
  select jsonb_build_object(
    'method', current_setting('request.method', true), 'path', current_setting('request.path', true),
    'role', current_user, 'claims', nullif(current_setting('request.jwt.claims', true), '')::jsonb,
    'uid', auth.uid(), 'auth_role', auth.role(), 'read_only', current_setting('transaction_read_only')
  )
$$;
create function public.contract_sleep(seconds double precision) returns text
  language plpgsql volatile as $$ begin perform pg_sleep(seconds); return 'awake'; end $$;
create function public.contract_write(word text) returns int
  language plpgsql volatile as $$ begin insert into public.contract_hidden values (1, word); return 1; end $$;
create function public.contract_raise(code text, words text, more text, advice text) returns void
  language plpgsql as $$
  begin raise exception using errcode = code, message = words, detail = more, hint = advice; end $$;
create function public.contract_status(status int) returns jsonb language plpgsql as $$
  begin
    perform set_config('response.status', status::text, true);
    perform set_config('response.headers', '[{"x-contract": "yes"}]', true);
    return '{"fine": true}';
  end $$;
create function public.contract_definer_trap() returns trigger language plpgsql as $$ begin return new; end $$;

create function public.contract_org() returns uuid
  language sql stable as $$ select (auth.jwt() ->> 'org_id')::uuid $$;

do $$
declare name text;
begin
  foreach name in array array['people', 'tasks', 'comments', 'labels', 'task_labels', 'events'] loop
    execute format('alter table public.contract_%s enable row level security', name);
    execute format(
      'create policy own_org on public.contract_%s for all to authenticated
         using (org_id = (select public.contract_org())) with check (org_id = (select public.contract_org()))',
      name);
    execute format(
      'grant select, insert, update, delete on public.contract_%s to authenticated, service_role', name);
  end loop;
end $$;
grant select on public.contract_orgs to authenticated, service_role;
grant select, insert, update, delete on public.contract_types to anon, authenticated;
grant select (id, open), insert, update (open) on public.contract_partial to authenticated;
grant insert on public.contract_hidden to service_role;
grant select on public.contract_task_list to authenticated;
revoke execute on function public.contract_write(text) from public;
grant execute on function public.contract_write(text) to service_role;
grant execute on function
  public.contract_echo(jsonb), public.contract_add(int, int), public.contract_sleep(double precision),
  public.contract_types_of(jsonb, text[], public.contract_mood, timestamptz, uuid), public.contract_nothing(),
  public.contract_tasks_titled(text), public.contract_pairs(), public.contract_words(), public.contract_headers(),
  public.contract_request(), public.contract_raise(text, text, text, text), public.contract_status(int),
  public.contract_org()
  to anon, authenticated, service_role;
notify pgrst, 'reload schema';
