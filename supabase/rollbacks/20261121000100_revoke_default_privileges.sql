-- Gives back what the defaults of PostgreSQL are. What older hosted projects granted to the API roles by default stays
-- revoked: nobody wants it back.
alter default privileges grant execute on functions to public;
grant usage on schema public to public;
