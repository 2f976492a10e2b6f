// A `lutine serve` of the test's own, over a database of its own; it can be stopped, killed and started again.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";

const { LUTINE_BIN = "target/release/lutine", LUTINE_WWW = "target/www" } = process.env;

export class Server {
  #folder;
  #process;
  port = 0;

  static async start(options) {
    const server = new Server();
    server.#folder = await mkdtemp(join(tmpdir(), "lutine-"));
    await server.start(options);
    return server;
  }

  /** Starts, or starts again on the same port and database. */
  async start({ sandboxDelayMs = 0, webhooksToPrivate = false, unlimited = false } = {}) {
    const database = join(this.#folder, "lutine.db");
    this.#process = spawn(
      LUTINE_BIN,
      ["serve", "--listen", `127.0.0.1:${this.port}`, "--database", database, "--www", LUTINE_WWW,
        "--sandbox-delay-ms", String(sandboxDelayMs), ...(webhooksToPrivate ? ["--webhooks-to-private"] : []),
        ...(unlimited ? ["--page-requests", "0", "--server-requests", "0", "--stranger-requests", "0"] : [])],
      { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, RUST_LOG: "error", LUTINE_DRAIN_SECONDS: "0" } },
    );
    const [port, secret, insurer] = await announced(this.#process);
    [this.port, this.secret, this.insurer] = [Number(port), secret, insurer];
  }

  /** Adds a merchant beside the demo's, as whoever runs the server does: its publishable key. */
  async merchant(id, { programmes, origin }) {
    const { stdout } = await promisify(execFile)(LUTINE_BIN, ["merchants", "add", id, "--name", id, "--programmes", programmes.join(),
      "--origin", origin, "--database", join(this.#folder, "lutine.db")]);
    return /pk_\S+/.exec(stdout)[0];
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(signal = "SIGTERM") {
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    return (await ended)[0];
  }

  async close() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.stop("SIGKILL");
    await rm(this.#folder, { recursive: true });
  }

  /** What the merchant's server reads; over a connection of its own, since the server may have been another before. */
  async read(path) {
    const headers = { authorization: `Bearer ${this.secret}` };
    const [response] = await once(get(this.origin + path, { headers, agent: false }), "response");
    return json(response);
  }

  /** What the merchant's server sends. */
  async tell(path, body, { method = "POST", key = this.secret, idempotency } = {}) {
    const headers = {
      authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close",
      ...(idempotency && { "idempotency-key": idempotency }),
    };
    const response = await fetch(this.origin + path, { method, headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }

  async bookings() {
    return (await this.read("/v1/bookings?limit=100")).data;
  }
}

/** The port, the merchant's secret and the insurer's key that a server says at its start. */
function announced({ stdout }) {
  return new Promise((resolve, reject) => {
    let said = "";
    stdout.setEncoding("utf8").on("data", (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:(\d+)[^]*?(sk_demo_\S+)[^]*?(ik_demo_\S+)\s/.exec(said);
      if (found) resolve(found.slice(1));
    });
    stdout.on("close", () => reject(new Error(`the server did not start: ${said}`)));
  });
}

/** Waits for a state, not for a time. */
export async function until(what, holds, withinMs = 15_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await holds();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
