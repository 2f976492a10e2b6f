// What is made of the reports on the corpus.

/**
 * What one trial found, in words: a text of its own, or a report for each way in which the corpus was asked.
 * Throws where an answer differs, or where not every vector was asked.
 */
export function judge(outcome, wanted) {
  if (typeof outcome === "string") return outcome;
  const ways = Object.entries(outcome);
  if (ways.length === 0) throw new Error("nothing was asked");
  for (const [way, { asked, differences, shown }] of ways) {
    if (differences > 0) throw new Error(`${way}: ${differences} differences, such as\n${shown.join("\n")}`);
    if (JSON.stringify(asked) !== JSON.stringify(wanted)) {
      throw new Error(`${way}: asked ${JSON.stringify(asked)}, wanted ${JSON.stringify(wanted)}`);
    }
  }
  const count = Object.values(wanted).reduce((sum, kind) => sum + kind, 0);
  return `${count} by ${ways.map(([way]) => way).join(", ")}`;
}
