// The outcome of each issue, area by area: values of one parameter of the address, `issue:outcome`.
//
// A kind of control of controls.js: data in, a node and how it shows an address out.

import { choose, query } from "../parley.page/choice.js"; // one address for all components
import { element } from "../parley.page/element.js";

const issueOf = (value) => value.slice(0, Math.max(value.indexOf(":"), 0));

export function outcomes({ key, areas, options, nothing }) {
  const put = (issue, outcome) => {
    const others = query().getAll(key).filter((value) => issueOf(value) !== issue);
    const values = outcome ? [...others, `${issue}:${outcome}`] : others;
    choose(key, values.sort((a, b) => (issueOf(a) < issueOf(b) ? -1 : 1))); // a package has one address
  };
  const rows = areas.flatMap(({ issues }) => issues.map((issue) => row(issue, options, nothing, put)));
  let at = 0;
  const folds = areas.map(({ title, open, issues }) => {
    const own = rows.slice(at, (at += issues.length));
    const count = element("span", { class: "count" });
    const summary = element("summary", {}, element("bdi", { class: "label" }, title), " ", count);
    const show = () => {
      const settled = own.filter(({ isSettled }) => isSettled()).length;
      count.textContent = settled ? `${settled} of ${own.length} settled` : `${own.length} open`;
    };
    return { node: element("details", { open }, summary, element("div", { class: "outcomes" }, ...own.map(({ node }) => node))), show };
  });
  const node = element("div", { class: "areas" }, ...folds.map((fold) => fold.node));
  const apply = (values) => {
    const settled = new Map([...values].reverse().map((value) => [issueOf(value), value.slice(issueOf(value).length + 1)]));
    for (const { id, show } of rows) show(settled.get(id) ?? "");
    for (const { show } of folds) show();
    return values;
  };
  return { node, apply };
}

// One issue: of a scale a number, else one of its options.
function row({ id, title, options: own, low, high, unit }, options, nothing, put) {
  if (low !== undefined) return scale({ id, title, low, high, unit }, nothing, put);
  const dir = own && "auto"; // the rungs of a ladder are texts of the folder
  const choices = [element("option", { value: "" }, nothing), ...(own ?? options).map(([value, text]) => element("option", { value, dir }, text))];
  const select = element("select", { "aria-label": title }, ...choices);
  select.addEventListener("change", () => put(id, select.value));
  const node = element("label", { class: "outcome" }, element("bdi", {}, title), select);
  const show = (value) => {
    select.value = value;
    if (select.selectedIndex < 0) select.value = "";
    node.classList.toggle("settled", Boolean(select.value));
  };
  return { id, node, show, isSettled: () => Boolean(select.value) };
}

function scale({ id, title, low, high, unit }, nothing, put) {
  const label = `${title}${unit ? ` (${unit})` : ""}, ${low} to ${high}`;
  const input = element("input", { type: "number", min: low, max: high, step: "any", "aria-label": label });
  const range = `${low} to ${high}${unit ? ` ${unit}` : ""}`;
  input.addEventListener("change", () => {
    if (input.validity.valid) put(id, input.value);
    else input.reportValidity();
  });
  const value = element("span", { class: "value" }, input, element("span", { class: "note" }, range));
  const node = element("label", { class: "outcome" }, element("bdi", {}, title), value);
  let settled = false;
  const show = (outcome) => {
    const [from, to = from] = outcome.split("..");
    settled = outcome !== "";
    const shown = from === to ? from : "";
    if (input.value !== shown) input.value = shown; // a range has no one number
    input.placeholder = from === to ? nothing : `${from} to ${to}`;
    node.classList.toggle("settled", settled);
  };
  return { id, node, show, isSettled: () => settled };
}
