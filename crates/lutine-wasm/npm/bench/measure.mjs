// One runtime's measurement: everybody's answers are compared, and only then timed.
import { contestants } from "./contestants.mjs";
import { parcels } from "./parcels.mjs";
import { REASONS } from "./rules.mjs";

/** For each contestant `{ name, from, count, milliseconds }`, the time for all parcels; and what all of them said. */
export function measure(lutine, { count, rounds }) {
  const all = parcels(count);
  const racers = contestants(lutine).map((contestant) => racer(contestant, all));
  const sums = agreed(racers);
  for (let round = 0; round < rounds; round++) {
    // One after the other in each round: what disturbs the machine disturbs them all.
    for (const { run, times } of racers) {
      const started = performance.now();
      run();
      times.push(performance.now() - started);
    }
  }
  const results = racers.map(({ name, from, share, some, times }) => ({ name, from, count: some.count, milliseconds: median(times) / share }));
  return { results, sums };
}

function racer(contestant, all) {
  const share = contestant.share ?? 1;
  const some = share === 1 ? all : parcels(all.count * share);
  return { ...contestant, share, some, run: contestant.prepare(some), times: [] };
}

/** The sums of all parcels. An error where contestants that had the same parcels answered them differently. */
function agreed(racers) {
  const [first] = racers;
  const known = new Map();
  for (const { name, run, some, told = (answer) => answer, cents } of racers) {
    const sums = JSON.stringify(checksums(told(run()), cents));
    if (!known.has(some.count)) {
      const run = first.prepare(some);
      known.set(some.count, JSON.stringify(checksums(run(), first.cents)));
    }
    const wanted = known.get(some.count);
    if (sums !== wanted) throw new Error(`${name} answers ${some.count} parcels with ${sums}, ${first.name} with ${wanted}`);
  }
  return JSON.parse(known.get(first.some.count));
}

function checksums({ declined, premiums, totals }, cents) {
  const sums = { quoted: 0, premiums: 0, totals: 0, declined: {} };
  declined.forEach((bits, row) => {
    if (bits === 0) {
      sums.quoted += 1;
      sums.premiums += cents(premiums[row]);
      sums.totals += cents(totals[row]);
    }
    for (const [bit, reason] of REASONS) sums.declined[reason] = (sums.declined[reason] ?? 0) + (bits & bit ? 1 : 0);
  });
  return sums;
}

function median(times) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1];
}
