-- The application works as city_app: it owns nothing, so it can neither alter a table nor rewrite the log.
CREATE EXTENSION IF NOT EXISTS postgis;
DO $$ BEGIN
  CREATE ROLE city_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT city_app TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO city_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO city_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO city_app;
