-- A migration, once shipped, is never edited.

-- What became of the shipment, as far as the merchant has said; JSON.
ALTER TABLE bookings ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
-- The call that is covered, where it is not the quote's any more.
ALTER TABLE bookings ADD COLUMN amended_call TEXT;
-- The change that the insurer is asked for, and the last one that has ended; JSON.
ALTER TABLE bookings ADD COLUMN amendment TEXT;
ALTER TABLE bookings ADD COLUMN amended TEXT;

-- What is about to be covered otherwise is covered, and takes its order's place.
DROP INDEX bookings_live;
CREATE UNIQUE INDEX bookings_live ON bookings (merchant, order_id, shipment_reference)
  WHERE state IN ('booking', 'unknown', 'booked', 'amending', 'cancelling');
DROP INDEX bookings_in_flight;
CREATE INDEX bookings_in_flight ON bookings (updated_at)
  WHERE state IN ('booking', 'unknown', 'amending', 'cancelling');

-- To what the shopper said no, where the shop says so.
ALTER TABLE quotes ADD COLUMN declined_shown TEXT;
ALTER TABLE quotes ADD COLUMN declined_locale TEXT;
