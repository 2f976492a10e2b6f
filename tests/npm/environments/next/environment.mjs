import { tool } from "../../harness/folders.mjs";
import { reportOf } from "../../harness/pages.mjs";
import { run, serve } from "../../harness/processes.mjs";

const trial = (flag) => async (cwd) => {
  const env = { DIST: `.next${flag}` };
  await run(tool("next"), ["build", flag], { cwd, env });
  const args = ["start", "--hostname", "127.0.0.1", "--port", "0"];
  return serve(tool("next"), args, { cwd, env, ready: /Local:\s+(http:\S+)/ }, async ([, url]) => {
    const text = async (path) => (await fetch(new URL(path, url))).text();
    const [, server] = /id="server">(.*?)<\/script>/s.exec(await text("/"));
    return { server: JSON.parse(server), edge: JSON.parse(await text("/api/edge")), client: await reportOf(url) };
  });
};

export const trials = { "Next, webpack": trial("--webpack"), "Next, Turbopack": trial("--turbopack") };
