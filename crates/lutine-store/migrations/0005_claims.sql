-- A migration, once shipped, is never edited.

-- How many claims of a booking are open or paid. It stands in the booking's own row, so that of a claim and a cancelling that
-- come at once only one does.
ALTER TABLE bookings ADD COLUMN claims BIGINT NOT NULL DEFAULT 0;

CREATE TABLE claims (
  id                   TEXT   NOT NULL PRIMARY KEY,
  merchant             TEXT   NOT NULL,
  booking_id           TEXT   NOT NULL REFERENCES bookings (id),
  parcel               BIGINT NOT NULL,
  cover                BIGINT NOT NULL,
  currency             TEXT   NOT NULL, -- of all amounts
  loss                 TEXT   NOT NULL,
  description          TEXT,
  payable              BIGINT, -- absent where nothing is
  reckoning            TEXT   NOT NULL, -- the steps or the reasons, as JSON
  decided_within_hours BIGINT,
  evidence             TEXT   NOT NULL, -- what is known of its files, as JSON
  state                TEXT   NOT NULL,
  decide_by            BIGINT, -- only while the clock runs
  words                TEXT, -- what evidence is awaited, or why it was rejected
  granted              BIGINT,
  decided_at           BIGINT, -- or when it was withdrawn
  payment_reference    TEXT,
  paid_at              BIGINT,
  created_at           BIGINT NOT NULL,
  updated_at           BIGINT NOT NULL,
  version              BIGINT NOT NULL
);

-- A parcel has one open claim.
CREATE UNIQUE INDEX claims_open ON claims (merchant, booking_id, parcel)
  WHERE state IN ('submitted', 'in_review', 'needs_evidence', 'approved', 'approved_in_part');
CREATE INDEX claims_by_merchant ON claims (merchant, id);
CREATE INDEX claims_by_booking ON claims (merchant, booking_id, parcel);

-- What is in the files.
CREATE TABLE evidence (
  id       TEXT  NOT NULL PRIMARY KEY,
  merchant TEXT  NOT NULL,
  claim_id TEXT  NOT NULL REFERENCES claims (id),
  content  BYTEA NOT NULL
);
