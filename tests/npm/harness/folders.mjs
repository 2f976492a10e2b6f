// Where everything lies.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** This folder's parent, `tests/npm`. */
export const SOURCE = dirname(dirname(fileURLToPath(import.meta.url)));
export const TESTS = dirname(SOURCE);
/** Where `cargo xtask npm` leaves the packed tarball. */
export const PACKED = join(dirname(TESTS), "target", "npm");
/** Where the tools are installed and the projects are made. */
export const MATRIX = join(PACKED, "matrix");

/** Where the oldest React that is tried is installed: two of them do not fit into one folder. */
export const REACT_18 = join(MATRIX, "react-18");

/** The command of a tool that is installed there. */
export const tool = (name) => join(MATRIX, "node_modules", ".bin", name);

/** The compiler of TypeScript is the repository's own. */
export const TSC = join(dirname(TESTS), "node_modules", ".bin", "tsc");
