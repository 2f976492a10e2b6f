// Where the shop delivers, and the options of its selects.

const COUNTRIES = "US CA GB IE DE FR NL BE LU AT CH IT ES PT DK SE NO FI PL JP AU NZ".split(" ");
const STATES = ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
  + "OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY").split(" ");

const names = new Intl.DisplayNames("en", { type: "region" });

export function fillCountries(select) {
  for (const code of COUNTRIES) select.append(new Option(names.of(code), code));
}

export function fillStates(select) {
  for (const code of STATES) select.append(new Option(code, code));
}
