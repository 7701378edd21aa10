-- For imports: a geometry that cannot be read is a fault of its row, not the end of the file.
CREATE FUNCTION read_geojson(text) RETURNS geometry LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN ST_SetSRID(ST_GeomFromGeoJSON($1), 4326);
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;
