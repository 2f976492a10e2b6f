import { createPricer, payout, quote, quoteMany } from "@lutine/core";

import corpus from "../corpus.mjs";
import { check } from "../vectors.mjs";
import Client from "./client.jsx";

// On each request, not while the page is built.
export const dynamic = "force-dynamic";

export default function Page() {
  const report = JSON.stringify(check({ createPricer, payout, quote, quoteMany }, corpus));
  return (
    <>
      <script type="application/json" id="server" dangerouslySetInnerHTML={{ __html: report }} />
      <Client />
    </>
  );
}
