-- The request log of the API, by month: enough to answer "what did this key do" and "what was slow", and nothing that
-- could hold a person's data: the route's template instead of the path, no query, no body.
create table private.api_requests (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  created_at timestamptz not null default now(),
  principal text not null,
  method text not null,
  route text not null,
  status integer not null,
  duration_ms double precision not null,
  ip inet,
  request_id text,
  primary key (org_id, id, created_at),
  constraint api_requests_status_check check (status between 100 and 599)
) partition by range (created_at);
comment on table private.api_requests is 'One line per answered API request, kept 90 days. By month.';

create index api_requests_created_at_idx on private.api_requests (org_id, created_at desc);

alter table private.api_requests enable row level security;
select private.create_partitions_ahead('private.api_requests');
