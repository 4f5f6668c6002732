// A stance that a reader supposes for a party: a value of the address, `party.issue:stance`.
//
// A kind of control of controls.js: data in, a node and how it shows an address out.

import { choose, query } from "../parley.page/choice.js"; // one address for all components
import { element } from "../parley.page/element.js";

export function suppose({ key, parties, issues, stances }) {
  const chooser = (label, options, dir) => { // `dir` is on texts of the folder
    const select = element("select", { dir }, ...options.map(([value, text]) => element("option", { value }, text)));
    return { select, node: element("label", { class: "field" }, element("span", { class: "label" }, label), select) };
  };
  const [party, issue, stance] = [chooser("Party", parties, "auto"), chooser("Issue", issues, "auto"), chooser("Stance", stances)];
  const press = element("button", { type: "button", class: "press" }, "Suppose it");
  press.disabled = !issues.length;
  press.addEventListener("click", () => {
    const cell = `${party.select.value}.${issue.select.value}:`;
    const others = query().getAll(key).filter((value) => !value.startsWith(cell));
    choose(key, [...others, `${cell}${stance.select.value}`]);
  });
  const nothing = element("button", { type: "button", class: "press" }, "Take it all back");
  nothing.addEventListener("click", () => {
    choose(key, []);
    press.focus(); // the button is gone
  });
  const node = element("div", { class: "suppose" }, party.node, issue.node, stance.node, press, nothing);
  const apply = (values) => {
    nothing.hidden = !values.length;
    return values;
  };
  return { node, apply };
}
