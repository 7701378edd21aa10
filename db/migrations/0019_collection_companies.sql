-- Collectors work for the city or for a company; a company's people see the figures of their own collectors.
CREATE TABLE collection_company (
  code text PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  closed_at timestamptz
);
ALTER TABLE app_user ADD COLUMN company_code text REFERENCES collection_company;
CREATE INDEX app_user_company ON app_user (company_code) WHERE company_code IS NOT NULL;
