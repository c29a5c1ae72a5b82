-- When the last whole copy was made, for whoever watches over the installation: a copy that nobody made for days is
-- only noticed when it is needed.
create table ops.backups (
  id uuid not null default private.uuid_v7() primary key,
  started_at timestamptz not null,
  ended_at timestamptz not null default now(),
  byte_count bigint not null,
  sha256 text not null,
  constraint backups_byte_count_check check (byte_count > 0),
  constraint backups_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint backups_ended_at_check check (ended_at >= started_at)
);
comment on table ops.backups is 'Copies of the whole installation that were made and read back.';
create index backups_ended_at_idx on ops.backups (ended_at);
alter table ops.backups enable row level security;

create function ops.backup_age_s() returns bigint
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select extract(epoch from now() - max(b.ended_at))::bigint from ops.backups as b);
end;
$$;
comment on function ops.backup_age_s() is
  'Seconds since the newest copy was made; null when there never was one. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.backup_age_s() from public;
grant execute on function ops.backup_age_s() to callout_worker;
