// One call for checks that need no more: 1.00% of 249.00.

export const CALL = {
  asOf: "2026-11-21",
  shipment: {
    origin: { country: "US" },
    destination: { country: "US" },
    insurance: { amount: "249.00", currency: "USD" },
    parcels: [{}],
  },
  programmes: ["house-usd"],
};
export const TOTAL = "2.49 USD";
