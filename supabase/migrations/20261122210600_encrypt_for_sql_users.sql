-- For those who work with SQL alone, scripts of an installation for instance: encryption by the database itself. It is the
-- weaker kind, because the key is where the data are, unless Supabase Vault keeps it; the app's own secrets are sealed
-- before they come here and have nothing to do with this key.
create table private.encryption_keys (
  number integer not null primary key,
  key bytea not null,
  created_at timestamptz not null default now()
);
comment on table private.encryption_keys is
  'Keys of encrypt_sensitive_data where there is no Vault; the newest encrypts, the others still decrypt.';
alter table private.encryption_keys enable row level security;
insert into private.encryption_keys (number, key) values (1, extensions.gen_random_bytes(32));

-- In Vault a key is the secret "callout_sensitive_data_<number>".
create function private.sensitive_key(key_id integer) returns text
language plpgsql stable set search_path = ''
as $$
declare
  found_key text;
begin
  if to_regclass('vault.decrypted_secrets') is not null then
    execute 'select s.decrypted_secret from vault.decrypted_secrets as s where s.name = $1'
      into found_key using 'callout_sensitive_data_' || key_id;
  end if;
  return coalesce(found_key, (select encode(k.key, 'hex') from private.encryption_keys as k where k.number = key_id));
end;
$$;
comment on function private.sensitive_key(integer) is 'A key for SQL users: of Vault where it is there, else of the table.';
revoke execute on function private.sensitive_key(integer) from public;

-- The context (table, column, row, whatever names the place) is encrypted with the text and compared at decryption.
create function public.encrypt_sensitive_data(plaintext text, context text default '') returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  key_id constant integer := (select max(k.number) from private.encryption_keys as k);
begin
  if plaintext is null then
    return null;
  end if;
  return 's1.' || key_id || '.' || translate(encode(extensions.pgp_sym_encrypt(
    jsonb_build_object('context', coalesce(context, ''), 'text', plaintext)::text, private.sensitive_key(key_id),
    'cipher-algo=aes256, compress-algo=0'
  ), 'base64'), E'\n', '');
end;
$$;
comment on function public.encrypt_sensitive_data(text, text) is
  'Encrypts a text for its context: s1.<key>.<base64 of OpenPGP>. Null stays null. '
  'Definer: keys are nobody''s table.';
revoke execute on function public.encrypt_sensitive_data(text, text) from public, anon, authenticated;
grant execute on function public.encrypt_sensitive_data(text, text) to service_role;

create function public.decrypt_sensitive_data(ciphertext text, context text default '') returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  opened jsonb;
begin
  if ciphertext is null then
    return null;
  end if;
  begin
    opened := extensions.pgp_sym_decrypt(
      decode(split_part(ciphertext, '.', 3), 'base64'), private.sensitive_key(split_part(ciphertext, '.', 2)::integer)
    );
  exception
    -- Whatever is wrong is said in the same words, without the text: a difference would help who tries.
    when others then
      opened := null;
  end;
  if split_part(ciphertext, '.', 1) <> 's1' or opened is null or opened ->> 'context' is distinct from coalesce(context, '') then
    raise exception 'not_decryptable: This does not open here.' using errcode = 'CO422';
  end if;
  return opened ->> 'text';
end;
$$;
comment on function public.decrypt_sensitive_data(text, text) is
  'Opens what encrypt_sensitive_data made for the same context; anything else raises CO422. '
  'Definer: keys are nobody''s table.';
revoke execute on function public.decrypt_sensitive_data(text, text) from public, anon, authenticated;
grant execute on function public.decrypt_sensitive_data(text, text) to service_role;
