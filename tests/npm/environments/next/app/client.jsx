"use client";

import { createPricer, payout, programmes, quote, quoteMany } from "@lutine/core";
import { useEffect } from "react";

import corpus from "../corpus.mjs";
import { check } from "../vectors.mjs";

export default function Client() {
  useEffect(() => {
    globalThis.report = check({ createPricer, payout, quote, quoteMany }, corpus);
  }, []);
  // The same component is drawn on the server first: the import has to work there too.
  return <p>{programmes().length} programmes</p>;
}
