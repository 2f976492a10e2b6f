export const given = {
  order: { id: "A-1001", value: { amount: "249.00", currency: "USD" } },
  policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
};
