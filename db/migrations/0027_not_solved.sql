-- Reporters who say that it is not solved: the shift lead's list.
CREATE INDEX case_event_not_solved ON case_event (case_id) WHERE type = 'rated' AND payload ->> 'solved' = 'false';
