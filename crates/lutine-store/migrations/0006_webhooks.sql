-- A migration, once shipped, is never edited.

-- Where merchants want to be told of events.
CREATE TABLE webhook_endpoints (
  id            TEXT   NOT NULL PRIMARY KEY,
  merchant      TEXT   NOT NULL,
  place         BIGINT NOT NULL, -- one of as many as a merchant may have
  url           TEXT   NOT NULL,
  description   TEXT   NOT NULL,
  created_at    BIGINT NOT NULL,
  failing_since BIGINT,          -- the first failure that no success followed
  disabled_at   BIGINT,
  disabled_by   TEXT,
  told          BIGINT NOT NULL  -- how many events are about itself
);
CREATE UNIQUE INDEX webhook_endpoints_by_place ON webhook_endpoints (merchant, place);

-- What each of them wants: a kind of event, all of a subject (booking.*), or all (*).
CREATE TABLE webhook_wants (
  endpoint TEXT NOT NULL,
  kind     TEXT NOT NULL,
  PRIMARY KEY (endpoint, kind)
);

-- What is signed with, sealed under the server's key.
CREATE TABLE webhook_secrets (
  id         TEXT   NOT NULL PRIMARY KEY,
  endpoint   TEXT   NOT NULL,
  place      BIGINT NOT NULL, -- in the order in which they were made
  sealed     TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);
CREATE UNIQUE INDEX webhook_secrets_by_endpoint ON webhook_secrets (endpoint, place);

-- Each event on its way to each endpoint that wants it. They outlive the endpoint.
CREATE TABLE webhook_deliveries (
  event      TEXT   NOT NULL,
  endpoint   TEXT   NOT NULL,
  merchant   TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  begun_at   BIGINT NOT NULL,
  due_at     BIGINT NOT NULL, -- while it is taken: when the lease ends
  step       BIGINT NOT NULL, -- how often it was tried in this round of the schedule
  tried      BIGINT NOT NULL, -- how often in all
  PRIMARY KEY (event, endpoint)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at, endpoint) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (endpoint, due_at) WHERE state = 'pending';

CREATE TABLE webhook_attempts (
  event       TEXT   NOT NULL,
  endpoint    TEXT   NOT NULL,
  number      BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  outcome     TEXT   NOT NULL,
  status      BIGINT,          -- of what was answered
  said        TEXT   NOT NULL, -- the beginning of what was answered, or why nothing was
  retry_after BIGINT,          -- in milliseconds
  PRIMARY KEY (event, endpoint, number)
);
