-- The wall counts a day's facts when it is painted. The log grows in order of time, so a block range is enough.
CREATE INDEX case_event_at ON case_event USING brin (at) WITH (pages_per_range = 32);
