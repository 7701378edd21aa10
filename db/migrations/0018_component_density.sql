-- Components counted by squares of a sixteenth of a tile, so that no low zoom reads the components themselves.
CREATE TABLE component_density (
  z smallint NOT NULL,
  x int NOT NULL,
  y int NOT NULL,
  major text NOT NULL,
  n int NOT NULL,
  -- Of their positions in 3857, so that a square is drawn where its components stand.
  sum_x double precision NOT NULL,
  sum_y double precision NOT NULL,
  PRIMARY KEY (z, x, y, major)
);

CREATE FUNCTION component_squares(geom geometry) RETURNS TABLE (z smallint, x int, y int) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT s::smallint, floor((ST_X(geom) + 20037508.342789244) / 40075016.685578488 * (1 << (s + 4)))::int,
         floor((20037508.342789244 - ST_Y(geom)) / 40075016.685578488 * (1 << (s + 4)))::int
    FROM generate_series(9, 15) AS s
$$;

CREATE FUNCTION component_major(category_key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT split_part($1, '/', 2) || '/' || left(split_part($1, '/', 3), 2)
$$;

-- Once a statement, whatever its number of rows; a change that moves nothing touches nothing.
CREATE FUNCTION component_density_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sources constant text := concat_ws(' UNION ALL ',
    CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT 1 AS sign, category_key, status, geom_m FROM added' END,
    CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT -1, category_key, status, geom_m FROM taken' END);
BEGIN
  EXECUTE format('
    INSERT INTO component_density AS d (z, x, y, major, n, sum_x, sum_y)
    SELECT q.z, q.x, q.y, component_major(c.category_key), sum(c.sign), sum(c.sign * ST_X(c.geom_m)), sum(c.sign * ST_Y(c.geom_m))
      FROM (%s) c(sign, category_key, status, geom_m), component_squares(c.geom_m) q WHERE c.status <> ''removed''
     GROUP BY 1, 2, 3, 4 HAVING sum(c.sign) <> 0 OR abs(sum(c.sign * ST_X(c.geom_m))) + abs(sum(c.sign * ST_Y(c.geom_m))) > 0.01
     ORDER BY 1, 2, 3, 4
    ON CONFLICT (z, x, y, major) DO UPDATE SET n = d.n + excluded.n, sum_x = d.sum_x + excluded.sum_x, sum_y = d.sum_y + excluded.sum_y',
    sources);
  RETURN NULL;
END $$;

CREATE TRIGGER component_density_insert AFTER INSERT ON component REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION component_density_change();
CREATE TRIGGER component_density_delete AFTER DELETE ON component REFERENCING OLD TABLE AS taken
  FOR EACH STATEMENT EXECUTE FUNCTION component_density_change();
CREATE TRIGGER component_density_update AFTER UPDATE ON component REFERENCING OLD TABLE AS taken NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION component_density_change();

-- A city that has components already.
INSERT INTO component_density (z, x, y, major, n, sum_x, sum_y)
SELECT q.z, q.x, q.y, component_major(c.category_key), count(*), sum(ST_X(c.geom_m)), sum(ST_Y(c.geom_m))
  FROM component c, component_squares(c.geom_m) q WHERE c.status <> 'removed' GROUP BY 1, 2, 3, 4;
