-- A migration, once shipped, is never edited.

-- Ids sort by time. Without these a list of bookings reads all that a merchant has.
CREATE INDEX bookings_by_merchant ON bookings (merchant, id);
CREATE INDEX bookings_by_order ON bookings (merchant, order_id, id);
