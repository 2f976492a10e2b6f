-- A migration, once shipped, is never edited.

-- When a booking was first for the insurer, and until when it waits for the shop's payment.
ALTER TABLE bookings ADD COLUMN begun_at BIGINT;
ALTER TABLE bookings ADD COLUMN pending_until BIGINT;
-- When it was given back, and what comes back, in the booking's currency.
ALTER TABLE bookings ADD COLUMN cancelled_at BIGINT;
ALTER TABLE bookings ADD COLUMN refund_premium BIGINT;
ALTER TABLE bookings ADD COLUMN refund_tax BIGINT;

-- Until now every booking was for the insurer at once.
UPDATE bookings SET begun_at = created_at;

-- What is being given back still takes its order's place; what waits for a payment does not yet.
DROP INDEX bookings_live;
CREATE UNIQUE INDEX bookings_live ON bookings (merchant, order_id, shipment_reference)
  WHERE state IN ('booking', 'unknown', 'booked', 'cancelling');

-- By when the insurer was last asked: a booking may wait long before.
DROP INDEX bookings_in_flight;
CREATE INDEX bookings_in_flight ON bookings (updated_at) WHERE state IN ('booking', 'unknown', 'cancelling');
CREATE INDEX bookings_pending ON bookings (pending_until) WHERE state = 'pending_payment';
