-- The booking page carries the company's logo, as its customers' pages do: the one file that a visitor may read, fetched
-- by the server under the visitor's own token, so that Storage asks the same question once more.
create function private.book_logo_file(org uuid) returns public.file_storage
language plpgsql stable set search_path = ''
as $$
declare
  logo public.file_storage;
begin
  select f.* into logo
  from public.organizations as o
  join public.file_storage as f on f.org_id = org and f.id = o.logo_file_id and f.state = 'ready'
  where o.id = org;
  return logo;
end;
$$;
comment on function private.book_logo_file(uuid) is 'A company''s logo, an empty row without one.';
revoke execute on function private.book_logo_file(uuid) from public;

create function public.book_logo() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  logo constant public.file_storage := private.book_logo_file(org);
  variant constant jsonb := coalesce(logo.variants -> 'small', logo.variants -> 'original');
begin
  if logo.id is null then
    raise exception 'not_found: There is no such file.' using errcode = 'CO404';
  end if;
  return jsonb_build_object('bucket', logo.bucket, 'path', variant -> 'path', 'mime', variant -> 'mime');
end;
$$;
comment on function public.book_logo() is
  '{bucket, path, mime} of the logo of the page''s company; CO404. Definer: visitors read no table.';
revoke execute on function public.book_logo() from public, authenticated;
grant execute on function public.book_logo() to anon;

-- For the policy: who visits no page reads nothing, and no error says why.
create function private.visitor_reads_object(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  org uuid;
begin
  if private.claims() ->> 'principal' is distinct from 'book:' || (private.claims() ->> 'org_id') then
    return false;
  end if;
  org := private.book_org();
  return org is not distinct from private.to_uuid(split_part(visitor_reads_object.name, '/', 1))
    and (private.book_logo_file(org)).sha256 is not distinct from split_part(visitor_reads_object.name, '/', 2);
exception
  when insufficient_privilege or sqlstate 'CO404' then
    return false;
end;
$$;
comment on function private.visitor_reads_object(text) is
  'Whether the bytes are the logo of the company whose booking page the request visits. '
  'Definer: it decides what a visitor reads, so it cannot depend on that.';
revoke execute on function private.visitor_reads_object(text) from public;
grant execute on function private.visitor_reads_object(text) to anon;

create policy files_select_visitor on storage.objects for select to anon
  using (bucket_id = 'files' and private.visitor_reads_object(name));
