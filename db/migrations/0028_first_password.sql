-- A password for the first login only: whoever comes with it has to choose another before anything opens.
ALTER TABLE app_user ADD COLUMN must_change boolean NOT NULL DEFAULT false;
