import { loadLutine } from "@lutine/offer";

// What a test asks for stands in the address.
const options = Object.fromEntries(new URLSearchParams(location.search));
const said = (promise) => promise.then((answer) => answer.outcome, (error) => `${error.name}: ${error.message}`);

// Twice at once is once; the page goes on meanwhile.
const [first, second] = [said(loadLutine(options)), said(loadLutine(options))];
globalThis.report = { first: await first, second: await second };
if (report.first === "unavailable") report.again = await said(loadLutine(options));
if (/^\w+$/.test(report.first)) report.other = await said(loadLutine({ ...options, key: "pk_other" }));
report.defined = Boolean(customElements.get("lutine-offer"));
report.links = document.querySelectorAll('link[href$="/lutine.js"]').length;
report.done = true;
