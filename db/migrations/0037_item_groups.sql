-- What stands behind a unit's numbers, counted as it is written: items alike in everything that costs points.
-- A month of a large city is a million items; its page waits for none of them.
ALTER TABLE unit_score ADD COLUMN groups jsonb NOT NULL DEFAULT '[]';
UPDATE unit_score s SET groups = g.groups
  FROM (SELECT period_id, unit_code, jsonb_agg(jsonb_build_object('resolved', resolved, 'timely', timely, 'pending', pending, 'moved', moved,
                 'clauses', to_jsonb(clauses), 'excluded', excluded, 'cases', cases)) AS groups
          FROM (SELECT period_id, unit_code, resolved, timely, pending, moved, clauses, excluded, count(*) AS cases
                  FROM score_item GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) AS counted
         GROUP BY 1, 2) AS g
 WHERE g.period_id = s.period_id AND g.unit_code = s.unit_code;
