-- Takes from Rolebridge's own database role the power to change or remove entries of its audit log. It can still add
-- and read them. docs/operations.md, "Audit log", says what that proves and what it does not.
--
-- Run it once in Rolebridge's database, as the server's administrator, after the first start has made the tables:
--
--   psql --set app=rolebridge --set owner=rolebridge_audit --file docs/audit-role.sql "$ADMINISTRATOR_URL"
--
-- app    the role in DATABASE_URL. It must not be a superuser.
-- owner  the role that owns the log from now on. It is made here, and nobody signs in as it.

BEGIN;

CREATE ROLE :"owner" NOLOGIN;
GRANT :"owner" TO CURRENT_USER;

-- Whoever owns a database or a schema may drop what is in it, whoever owns that.
ALTER DATABASE :"DBNAME" OWNER TO :"owner";
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"DBNAME" TO :"app";
ALTER SCHEMA public OWNER TO :"owner";
GRANT USAGE, CREATE ON SCHEMA public TO :"app";

ALTER TABLE public.audit_event OWNER TO :"owner";
ALTER TABLE public.audit_checkpoint OWNER TO :"owner";
ALTER TABLE public.audit_head OWNER TO :"owner";
REVOKE ALL ON public.audit_event, public.audit_checkpoint, public.audit_head FROM PUBLIC, :"app";

GRANT SELECT, INSERT ON public.audit_event, public.audit_checkpoint TO :"app";
GRANT USAGE ON SEQUENCE public.audit_event_id_seq TO :"app";
-- The chain's end moves with each entry; it cannot be taken away.
GRANT SELECT, UPDATE (seq, hash) ON public.audit_head TO :"app";

COMMIT;

-- Both must say f.
SELECT has_table_privilege(:'app', 'public.audit_event', 'UPDATE') AS may_change,
	has_table_privilege(:'app', 'public.audit_event', 'DELETE') AS may_remove;
