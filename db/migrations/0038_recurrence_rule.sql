-- What counts as the same problem again is policy: the rule on which the pairs of a category stand. No row: 50 m, 30 days.
CREATE TABLE recurrence_rule (
  category_key text PRIMARY KEY,
  metres int NOT NULL,
  days int NOT NULL
);
