// The table of all runtimes, and the goals underneath.

const OURS = "quoteMany, typed arrays";
const GOALS = [
  { than: "decimal.js", least: 60 },
  { than: "dinero.js", least: 30 },
  { than: "integer cents", most: 5 },
];

/** `measured` is `{ runtime, results }` for each runtime; all have the same contestants. */
export function table(measured, count) {
  const head = ["", "money from", ...measured.flatMap(({ runtime }) => [`${runtime}, ms`, "× typed"])];
  const lines = measured[0].results.map(({ name, from, count: own }, place) => {
    const figures = measured.flatMap(({ results }) => {
      const { milliseconds } = results[place];
      return [milliseconds.toFixed(milliseconds < 10 ? 2 : 0), ratio(milliseconds / ours(results))];
    });
    return [own === count ? name : `${name}, from ${grouped(own)}`, from, ...figures];
  });
  return aligned([head, ...lines]);
}

/** A line for each goal and runtime. */
export function goals(measured) {
  return measured.flatMap(({ runtime, results }) =>
    GOALS.map(({ than, least, most }) => {
      const theirs = time(results, than);
      const [found, isReached, wanted] = least
        ? [theirs / ours(results), theirs / ours(results) >= least, `at least ${least} times faster than ${than}`]
        : [ours(results) / theirs, ours(results) / theirs <= most, `at most ${most} times the time of ${than}`];
      return `${isReached ? "reached" : "missed "}  ${runtime}: typed arrays ${wanted}: ${ratio(found)}`;
    }),
  );
}

export const grouped = (number) => number.toLocaleString("en");

const time = (results, wanted) => results.find(({ name }) => name === wanted).milliseconds;
const ours = (results) => time(results, OURS);
const ratio = (number) => number.toFixed(number < 10 ? 2 : 0);

function aligned(lines) {
  const widths = lines[0].map((_, place) => Math.max(...lines.map((line) => line[place].length)));
  const pad = (cell, place) => (place < 2 ? cell.padEnd(widths[place]) : cell.padStart(widths[place]));
  return lines.map((line) => line.map(pad).join("  ").trimEnd());
}
