import type { Lists, Programme } from "./contract.cjs";

/** The tariff that ships with the package. */
declare const data: Lists & {
  /** Every revision of every programme. */
  programmes: Programme[];
};
export = data;
