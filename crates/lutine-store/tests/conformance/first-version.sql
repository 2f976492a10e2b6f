-- What the first version wrote: before anything waited for a payment, and before anything was given back.

INSERT INTO quotes VALUES ('q1', 'demo', 'house-usd', '2026-01-01', '{"asOf":"2026-11-21"}', '{}', 249, 'USD',
  1800000000000, 1800001800000, NULL);
INSERT INTO quotes SELECT 'q2', merchant, programme, revision, call, offer, total, currency, created_at, expires_at,
  declined_at FROM quotes;
INSERT INTO quotes SELECT 'q4', merchant, programme, revision, call, offer, total, currency, created_at, expires_at,
  1800000005000 FROM quotes WHERE id = 'q1';
INSERT INTO bookings VALUES ('booking_0001', 'demo', 'q1', 'A', 24900, 'USD', '', '{"title":"House"}', 249, 'USD',
  '{"firstName":"Ada","lastName":"Lovelace","email":"ada@example.com","country":"US"}',
  '{"basis":"shopper","quoteId":"q1","total":{"amount":"2.49","currency":"USD"},"textHash":"sha256-x","locale":"en","shown":"Insure this parcel?\nYes, insure it $2.49 – “once”"}',
  1800000001000, 'booked', '[{"number":"LUT-1"}]', 1800000001000, 1800000002000);
INSERT INTO bookings SELECT 'booking_0002', merchant, 'q2', 'B', order_value, order_currency, shipment_reference, offer,
  total, currency, policyholder, replace(consent, 'q1', 'q2'), 1800000002000, 'booking', 'null', 1800000002000,
  1800000002000 FROM bookings;
