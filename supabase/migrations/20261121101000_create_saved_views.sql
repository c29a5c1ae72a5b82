-- A filtered list under a name: "mine, today, not confirmed". Private unless shared; a private view is seen by nobody
-- else, not by the owner either.
create table public.saved_views (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  user_id uuid not null default private.current_user_id(),
  list text not null,
  name text not null,
  query text not null default '',
  columns jsonb not null default '[]',
  is_shared boolean not null default false,
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade,
  constraint saved_views_list_check check (list ~ '^[a-z][a-z0-9_ -]{0,59}$'),
  constraint saved_views_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 60),
  constraint saved_views_query_check check (query !~ '[[:cntrl:]]' and length(query) <= 2000),
  constraint saved_views_columns_check check (
    jsonb_typeof(columns) in ('array', 'object') and length(columns::text) <= 4000
  )
);
comment on table public.saved_views is 'Filters of a list that somebody gave a name.';
comment on column public.saved_views.query is 'The query string of the list''s address, without its question mark.';
comment on column public.saved_views.columns is 'Names of the columns shown, in order; empty for the list''s own.';

create index saved_views_user_idx on public.saved_views (org_id, user_id, list, id);
create index saved_views_shared_idx on public.saved_views (org_id, list, id) where is_shared;

alter table public.saved_views enable row level security;

grant select on public.saved_views to authenticated;
grant insert (org_id, list, name, query, columns, is_shared) on public.saved_views to authenticated;
grant update (name, query, columns, is_shared) on public.saved_views to authenticated;

create policy saved_views_select_reader on public.saved_views for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.has_permission('read', 'saved_views'))
    and (user_id = (select private.current_user_id()) or is_shared)
  );

-- Sharing puts something into everybody's list: it takes the right on all views, having one's own is everybody's.
create policy saved_views_insert_creator on public.saved_views for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and user_id = (select private.current_user_id())
    and (
      (select private.permission_scope('create', 'saved_views')) = 'all'
      or ((select private.permission_scope('create', 'saved_views')) = 'own' and not is_shared)
    )
  );

create policy saved_views_update_editor on public.saved_views for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.has_permission('update', 'saved_views'))
    and (
      user_id = (select private.current_user_id())
      or (is_shared and (select private.permission_scope('update', 'saved_views')) = 'all')
    )
  )
  with check (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('update', 'saved_views')) = 'all'
      or (user_id = (select private.current_user_id()) and not is_shared)
    )
  );

create trigger forbid_change before update of org_id, id, user_id, list, created_at on public.saved_views
  for each row execute function private.forbid_change('org_id', 'id', 'user_id', 'list', 'created_at');
create trigger touch_row before update on public.saved_views
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.saved_views
  referencing new table as new_rows
  for each statement execute function private.record_changes('saved_view');
create trigger record_update after update on public.saved_views
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('saved_view');
create trigger record_delete after delete on public.saved_views
  referencing old table as old_rows
  for each statement execute function private.record_changes('saved_view');
