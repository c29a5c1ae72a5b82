-- Rate limits by the generic cell rate algorithm: one timestamp per bucket, the theoretical arrival time, moved in one
-- statement. Exact under concurrency, without the double burst at a window's edge. Unlogged: after a crash everybody
-- starts with a full bucket, which is cheaper than four times the writing.
create unlogged table private.api_rate_limits (
  bucket text not null primary key,
  arrives_at timestamptz not null,
  constraint api_rate_limits_bucket_check check (length(bucket) between 1 and 300)
) with (fillfactor = 50);
comment on table private.api_rate_limits is 'Theoretical arrival time per bucket (GCRA).';
-- No index on the time: it would make each take write a new index entry. Cleaning up reads the whole small table.
alter table private.api_rate_limits enable row level security;

-- Takes one token of `most` per `period_s` seconds with a burst of `burst`. Run it in a transaction of its own: inside
-- the business one it would hold the row until commit, and a rollback would give the token back. clock_timestamp,
-- because now() stands still while this waits for the row.
create function private.take_rate(bucket text, most integer, period_s integer, burst integer) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  emission constant interval := make_interval(secs => period_s::double precision / most);
  tolerance constant interval := emission * burst;
  arrival timestamptz;
  allowed boolean;
begin
  insert into private.api_rate_limits as b (bucket, arrives_at)
  values (take_rate.bucket, clock_timestamp() + emission)
  on conflict on constraint api_rate_limits_pkey do update
    set arrives_at = greatest(b.arrives_at, clock_timestamp()) + emission
    where greatest(b.arrives_at, clock_timestamp()) + emission <= clock_timestamp() + tolerance
  returning b.arrives_at into arrival;
  allowed := found;
  if not allowed then
    select b.arrives_at into arrival from private.api_rate_limits as b where b.bucket = take_rate.bucket;
  end if;
  return jsonb_build_object(
    'allowed', allowed,
    'limit', most,
    'remaining', case when allowed
      then floor(extract(epoch from clock_timestamp() + tolerance - arrival) / extract(epoch from emission))::integer
      else 0 end,
    'reset_s', ceil(greatest(extract(epoch from arrival - clock_timestamp()), 0))::integer,
    'retry_after_s', case when not allowed
      then greatest(ceil(extract(epoch from arrival + emission - clock_timestamp() - tolerance)), 1)::integer end
  );
end;
$$;
comment on function private.take_rate(text, integer, integer, integer) is
  'One token from a bucket: {allowed, limit, remaining, reset_s, retry_after_s}.';
revoke execute on function private.take_rate(text, integer, integer, integer) from public;
