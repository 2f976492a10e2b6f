import { tool } from "../../harness/folders.mjs";
import { reportOf } from "../../harness/pages.mjs";
import { run, serve } from "../../harness/processes.mjs";

const trial = (flag) => async (cwd) => {
  const env = { DIST: `.next${flag}` };
  await run(tool("next"), ["build", flag], { cwd, env });
  const args = ["start", "--hostname", "127.0.0.1", "--port", "0"];
  return serve(tool("next"), args, { cwd, env, ready: /Local:\s+(http:\S+)/ }, async ([, url]) => {
    const page = await (await fetch(url)).text();
    const server = /id="server">(.*?)<\/script>/s.exec(page);
    if (!server) throw new Error(`no report in ${page}`);
    const edge = await fetch(new URL("/api/edge", url));
    return { server: JSON.parse(server[1]), edge: await edge.json(), client: await reportOf(url) };
  });
};

export const trials = { "Next, webpack": trial("--webpack"), "Next, Turbopack": trial("--turbopack") };
