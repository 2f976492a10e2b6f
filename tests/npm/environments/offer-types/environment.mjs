import { TSC } from "../../harness/folders.mjs";
import { run } from "../../harness/processes.mjs";

export const tries = "offer";

const PROJECTS = { "tsconfig.json": "page, React 19, Vue", "react-18.json": "React 18" };

export const trials = {
  "Types of the offer": async (cwd) => {
    for (const project of Object.keys(PROJECTS)) await run(TSC, ["-p", project], { cwd });
    return Object.values(PROJECTS).join(", ");
  },
};
