// Programs that a test starts: each in a process group of its own, and every group ended in the end.

import { spawn } from "node:child_process";
import { createServer } from "node:net";

const TIMEOUT_MS = 180_000;
const running = new Set();

const ENVIRONMENT = {
  ...process.env,
  CI: "1",
  NO_COLOR: "1",
  // Nothing phones home, and nothing looks for a newer self.
  DENO_NO_UPDATE_CHECK: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
};
// Set by npm and by test runners, it would change what the tools build.
delete ENVIRONMENT.NODE_ENV;

function start(command, args, { cwd, env }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...ENVIRONMENT, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      child.output[name] += text;
      child.emit("output");
    });
  }
  return child;
}

function kill(child) {
  running.delete(child);
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Ends whatever still runs. */
export function killAll() {
  for (const child of running) kill(child);
}

process.on("exit", killAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

const said = (command, args, { stdout, stderr }) =>
  [`${command} ${args.join(" ")}`, stdout.slice(-4000), stderr.slice(-4000)].join("\n");

/** Runs a program to its end and returns what it printed. */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, options);
    const timer = setTimeout(() => kill(child), TIMEOUT_MS);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      kill(child);
      if (code === 0) resolve(child.output.stdout);
      else reject(new Error(`${signal ?? `exit code ${code}`} of ${said(command, args, child.output)}`));
    });
  });
}

/** Starts a server and waits until it prints what `ready` matches; `use` is given the match, and then the server ends. */
export async function serve(command, args, { ready, ...options }, use) {
  const child = start(command, args, options);
  try {
    const match = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail("no answer"), TIMEOUT_MS);
      const fail = (why) => {
        clearTimeout(timer);
        reject(new Error(`${why} from ${said(command, args, child.output)}`));
      };
      child.on("error", reject);
      child.on("close", (code) => fail(`exit code ${code}`));
      child.on("output", () => {
        const found = ready.exec(child.output.stdout + child.output.stderr);
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      });
    });
    return await use(match);
  } finally {
    kill(child);
  }
}

/** A port that is free now, for servers that cannot choose one themselves. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
