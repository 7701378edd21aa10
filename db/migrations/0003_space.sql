-- Every polygon of the area tree and the custom ones. Codes are the keys: they survive re-imports.
CREATE TABLE area (
  code text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('district', 'subdistrict', 'community', 'cell', 'beat', 'custom')),
  parent_code text,
  zh text NOT NULL,
  en text NOT NULL,
  -- The unit that a subdistrict's territorial duty falls to.
  unit_code text REFERENCES unit,
  geom geometry(MultiPolygon, 4326) NOT NULL,
  area_m2 double precision NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX area_geom ON area USING gist (geom);
CREATE INDEX area_geom_cell ON area USING gist (geom) WHERE kind = 'cell';
CREATE INDEX area_kind ON area (kind, parent_code);

-- Which cells a beat holds; a cell belongs to one beat.
CREATE TABLE beat_cell (
  cell_code text PRIMARY KEY,
  beat_code text NOT NULL
);
CREATE INDEX beat_cell_beat ON beat_cell (beat_code);

CREATE TABLE component (
  code text PRIMARY KEY,
  category_key text NOT NULL,
  zh text,
  en text,
  owner_unit text REFERENCES unit,
  maintainer_unit text REFERENCES unit,
  custodian_unit text REFERENCES unit,
  custody_until date,
  -- The owner as the source names it, when it is no unit of the city.
  owner_text text,
  status text NOT NULL DEFAULT 'intact' CHECK (status IN ('intact', 'damaged', 'missing', 'abandoned', 'removed')),
  cell_code text,
  geom geometry(Point, 4326) NOT NULL,
  geom_m geometry(Point, 3857) GENERATED ALWAYS AS (ST_Transform(geom, 3857)) STORED,
  attributes jsonb NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX component_geom ON component USING gist (geom);
CREATE INDEX component_geom_m ON component USING gist (geom_m);
CREATE INDEX component_category ON component (category_key);

-- The city's own base map: streets, water, green, buildings, names.
CREATE TABLE map_feature (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  layer text NOT NULL CHECK (layer IN ('street', 'water', 'green', 'hill', 'rail', 'block', 'building', 'place', 'border')),
  class text NOT NULL DEFAULT '',
  zh text,
  en text,
  rank int NOT NULL DEFAULT 0,
  geom_m geometry(Geometry, 3857) NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX map_feature_geom ON map_feature USING gist (geom_m);
CREATE INDEX map_feature_layer_rank ON map_feature USING gist (geom_m) WHERE rank >= 3;

CREATE TABLE camera (
  code text PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  owner_unit text REFERENCES unit,
  snapshot_url text,
  heading int,
  geom geometry(Point, 4326) NOT NULL
);
GRANT DELETE ON area, beat_cell, component, map_feature, camera TO city_app;
