-- Overrides are counted per rule and version of it (spec 04): what decided is kept with the dispatch.
ALTER TABLE dispatch ADD COLUMN rule_version int;
CREATE INDEX dispatch_rule ON dispatch (rule) WHERE rule IS NOT NULL;

-- A unit's list of items is read in its order from the first one shown on, however long it is.
ALTER TABLE score_item
  ADD COLUMN number text,
  ADD COLUMN place smallint GENERATED ALWAYS AS (
    CASE WHEN moved IS NOT NULL THEN 3 WHEN excluded THEN 4 WHEN pending THEN 1 WHEN timely THEN 2 ELSE 0 END) STORED;
UPDATE score_item i SET number = c.number FROM cases c WHERE c.id = i.case_id;
ALTER TABLE score_item ALTER COLUMN number SET NOT NULL;
CREATE INDEX score_item_order ON score_item (period_id, unit_code, place, number, no);
