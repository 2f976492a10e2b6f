-- A migration, once shipped, is never edited.

CREATE TABLE merchants (
  id         TEXT   NOT NULL PRIMARY KEY,
  name       TEXT   NOT NULL,
  settings   TEXT   NOT NULL, -- what it sells and how, as JSON
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- Of a secret only its SHA-256 is kept; `label` is a publishable key itself, and of a secret one the beginning.
CREATE TABLE keys (
  hash       TEXT   NOT NULL PRIMARY KEY,
  merchant   TEXT   NOT NULL REFERENCES merchants (id),
  role       TEXT   NOT NULL,
  label      TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at    BIGINT
);
CREATE INDEX keys_by_merchant ON keys (merchant, role);

-- Each is used once, for the next of its family. Who uses one again has it from somebody else: then the family ends.
CREATE TABLE refresh_tokens (
  hash       TEXT   NOT NULL PRIMARY KEY,
  family     TEXT   NOT NULL,
  key_hash   TEXT   NOT NULL REFERENCES keys (hash),
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);
