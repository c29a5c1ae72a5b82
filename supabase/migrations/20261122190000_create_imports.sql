-- A list of customers from another program, on its way in: read from a file that lies in Storage, looked through, then
-- written by the worker. The rows are kept as they stand in the file, so that another reading of its columns needs no
-- second upload, and so that those which stayed out can be handed back.
create function private.is_import_mapping(mapping text[]) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
begin
  return array_remove(mapping, null) <@ array[
    'company_name', 'full_name', 'first_name', 'last_name', 'email', 'phone', 'address', 'line1', 'house_number',
    'line2', 'postcode', 'city', 'region', 'country', 'lat', 'lng', 'source', 'notes'
  ];
end;
$$;
comment on function private.is_import_mapping(text[]) is 'Whether each column is something a customer has, or null.';
revoke execute on function private.is_import_mapping(text[]) from public;

create table public.imports (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  file_id uuid,
  file_name text not null,
  state text not null default 'reading',
  problem text,
  encoding text,
  separator text,
  headings text[] not null default '{}',
  mapping text[] not null default '{}',
  country text not null,
  area_code text,
  row_count integer not null default 0,
  check_no integer not null default 1,
  counts jsonb,
  operation_id uuid,
  imported_at timestamptz,
  rows_removed_at timestamptz,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, file_id) references public.file_storage (org_id, id) on delete set null (file_id),
  foreign key (org_id, operation_id) references public.batch_operations (org_id, id)
    on delete set null (operation_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint imports_file_name_check check (
    file_name ~ '\S' and file_name !~ '[[:cntrl:]]' and length(file_name) <= 200
  ),
  constraint imports_state_check check (state in ('reading', 'checking', 'ready', 'failed', 'started')),
  constraint imports_problem_check check (
    problem in ('empty_file', 'too_many_rows', 'too_many_columns', 'file_gone')
  ),
  constraint imports_problem_complete check ((state = 'failed') = (problem is not null)),
  constraint imports_encoding_check check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  constraint imports_separator_check check (separator in (',', ';', E'\t', '|')),
  constraint imports_headings_check check (cardinality(headings) <= 100 and length(headings::text) <= 30000),
  constraint imports_mapping_check check (
    cardinality(mapping) = cardinality(headings) and private.is_import_mapping(mapping)
  ),
  constraint imports_country_check check (country ~ '^[A-Z]{2}$'),
  constraint imports_area_code_check check (area_code ~ '^[0-9]{2,6}$'),
  constraint imports_row_count_check check (row_count between 0 and 100000),
  constraint imports_check_no_check check (check_no > 0),
  constraint imports_counts_check check (jsonb_typeof(counts) = 'object' and length(counts::text) <= 1000)
);
comment on table public.imports is 'Lists of customers from files, from the reading to the result.';
comment on column public.imports.state is
  'reading and checking: the worker is at it; ready: waits for a person; started: see its batch operation.';
comment on column public.imports.headings is 'Of the columns; empty words where the file names none.';
comment on column public.imports.mapping is 'What each column is; null: left out.';
comment on column public.imports.country is 'Of addresses and telephones that name none.';
comment on column public.imports.area_code is 'Put before telephones that have none.';
comment on column public.imports.check_no is 'Which reading of the rows counts; an older one under way ends itself.';
comment on column public.imports.counts is 'Rows by what became of them, once nothing changes any more; before, they are counted.';
comment on column public.imports.imported_at is 'When all of it was written, and told once.';

create index imports_list_idx on public.imports (org_id, created_at desc, id desc);
create index imports_file_id_idx on public.imports (org_id, file_id) where file_id is not null;
create index imports_operation_id_idx on public.imports (org_id, operation_id) where operation_id is not null;
create index imports_created_by_idx on public.imports (org_id, created_by) where created_by is not null;
create index imports_rows_idx on public.imports (created_at) where rows_removed_at is null;

alter table public.imports enable row level security;

grant select on public.imports to authenticated;

-- Written by functions only: what a file holds, the worker says.
create policy imports_select_reader on public.imports for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'imports')) = 'all'
  );

create trigger forbid_change before update of org_id, id, file_name, created_by, created_at on public.imports
  for each row execute function private.forbid_change('org_id', 'id', 'file_name', 'created_by', 'created_at');
create trigger touch_row before update on public.imports
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.imports
  referencing new table as new_rows
  for each statement execute function private.record_changes('import');
create trigger record_update after update on public.imports
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('import');
create trigger record_delete after delete on public.imports
  referencing old table as old_rows
  for each statement execute function private.record_changes('import');

-- The rows themselves, for thirty days. They are the staging of an import and no record of the company: what became of
-- them has its history as a customer.
create table private.import_rows (
  org_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  cells text[] not null,
  check_no integer,
  customer jsonb,
  property jsonb,
  warnings text[] not null default '{}',
  outcome text,
  reason text,
  matches_row integer,
  customer_id uuid,
  primary key (org_id, import_id, row_number),
  foreign key (org_id, import_id) references public.imports (org_id, id) on delete cascade,
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete set null (customer_id),
  constraint import_rows_outcome_check check (outcome in ('new', 'duplicate', 'error', 'created')),
  constraint import_rows_reason_check check (
    reason in (
      'no_name', 'too_long', 'too_many_cells', 'same_email', 'same_phone', 'same_place', 'same_name', 'refused'
    )
  ),
  constraint import_rows_reason_complete check ((outcome in ('duplicate', 'error')) = (reason is not null))
);
comment on table private.import_rows is 'Rows of files as they stand there, what was read of them, what became of them.';
comment on column private.import_rows.row_number is 'As a spreadsheet counts, the headings being row 1.';
comment on column private.import_rows.check_no is 'The reading that judged it, as imports.check_no.';
comment on column private.import_rows.matches_row is 'The earlier row of the file it says the same as.';
comment on column private.import_rows.customer_id is 'The customer it became, or whose duplicate it is.';

create index import_rows_outcome_idx on private.import_rows (org_id, import_id, outcome, row_number);
create index import_rows_customer_id_idx on private.import_rows (org_id, customer_id) where customer_id is not null;

alter table private.import_rows enable row level security;

insert into ops.job_kinds (kind, class) values ('customer_import', 'bulk');
