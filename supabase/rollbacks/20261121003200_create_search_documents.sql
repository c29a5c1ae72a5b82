-- Undoes "create search documents", with all rows.
drop trigger index_update on public.properties;
drop trigger index_insert on public.properties;
drop trigger index_update on public.customer_contacts;
drop trigger index_insert on public.customer_contacts;
drop trigger index_update on public.customers;
drop trigger index_insert on public.customers;
drop table private.search_documents;
drop function private.index_for_search();
drop function private.write_property_documents(uuid[], uuid[]);
drop function private.write_contact_documents(uuid[], uuid[]);
drop function private.write_customer_documents(uuid[], uuid[]);
