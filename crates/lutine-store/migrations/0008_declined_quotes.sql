-- A migration, once shipped, is never edited.

-- A declined quote is none that can be booked: it leaves `quotes`, to which bookings refer, so that of a "yes" and a "no" that
-- come at once the database lets only one be. Whoever answers a quote by the old way finds that gone.
DROP TABLE quote_answers;
CREATE TABLE declined_quotes (
  id          TEXT   NOT NULL PRIMARY KEY,
  merchant    TEXT   NOT NULL,
  programme   TEXT   NOT NULL,
  revision    TEXT   NOT NULL,
  call        TEXT   NOT NULL,
  offer       TEXT   NOT NULL,
  total       BIGINT NOT NULL,
  currency    TEXT   NOT NULL,
  created_at  BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  shown       TEXT,
  locale      TEXT
);
-- By the quote alone, which is somebody's: so the database finds what refers to one that is to leave.
DROP INDEX bookings_by_quote;
CREATE UNIQUE INDEX bookings_by_quote ON bookings (quote_id);
INSERT INTO declined_quotes
  SELECT id, merchant, programme, revision, call, offer, total, currency, created_at, expires_at,
    declined_at, declined_shown, declined_locale
  FROM quotes
  WHERE declined_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bookings WHERE bookings.quote_id = quotes.id);
DELETE FROM quotes WHERE id IN (SELECT id FROM declined_quotes);
ALTER TABLE quotes DROP COLUMN declined_at;
ALTER TABLE quotes DROP COLUMN declined_shown;
ALTER TABLE quotes DROP COLUMN declined_locale;
