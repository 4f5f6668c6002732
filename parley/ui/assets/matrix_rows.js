// The rows of the matrix: what the server sent of parties, issues and cells in, elements out.
//
// In words or as signs, and each of them wide, a cell below each party's name, or narrow: who has
// spoken first, who has not in a line for each kind of silence. Texts are set as text.

import { element } from "../parley.page/element.js"; // one address for all components

// --- links and heads

const figures = (number) => number.toLocaleString("en-GB");

// A link to a page about `id`; what it keeps of the choice is `pointAt`'s. It is reached by arrows.
const page = (attributes, name, parameter, id, ...children) => element("a", { ...attributes, tabindex: "-1", "data-page": `${name}?`, "data-about": `&${parameter}=${id}` }, ...children);

export function pointAt(root, query) {
  for (const link of root.querySelectorAll("a[data-page]")) {
    link.setAttribute("href", link.dataset.page + query + link.dataset.about);
  }
}

// Whether a party takes a narrow column: nothing is known of it, and something of others.
const isSilent = (party, data) => !party.known && !party.out && data.parties.some(({ known }) => known);

export const columnClass = (party, data) => (data.form === "words" && isSilent(party, data) ? "slim" : null);

function partyHead(party, data) {
  const signs = data.form === "signs";
  const said = `${figures(party.known)} of ${figures(party.of)}${party.out ? `, ${figures(party.out)} left out` : ""}`;
  const name = page({ class: "name", dir: "auto", title: signs ? `${party.name}: ${said} known` : null }, "party", "subject", party.id, signs ? party.short : party.name);
  const head = element("th", { scope: "col", role: "columnheader", class: columnClass(party, data), "aria-label": party.name }, name);
  if (signs) return head;
  const bar = element("span", { class: "bar", "aria-hidden": "true" }, element("i", { style: `width: ${(100 * party.known) / party.of}%` }));
  head.append(element("span", { class: "known" }, party.known ? bar : null, said));
  if (party.note) head.append(element("span", { class: "note" }, party.note));
  return head;
}

const sideHead = (label, title) => element("th", { scope: "col", role: "columnheader", class: "side", title }, label);

// The cells of the head row, made or kept by `of`.
export function headCells(data, of) {
  const corner = of("corner", null, () => element("th", { scope: "col", role: "columnheader", class: "corner" }, "Issue"));
  const silent = data.parties.map((party) => columnClass(party, data));
  const names = data.parties.map((party, at) => of(`party ${party.id}`, [party, silent[at]], () => partyHead(party, data)));
  const sides = data.form !== "signs" || !data.groups[0]?.rows[0]?.sides?.length ? [] : [
    of("for", null, () => sideHead("For", "How many cells of the row support it or are open to it")),
    of("against", null, () => sideHead("Against", "How many cells of the row are reluctant or oppose it")),
  ];
  return [corner, ...names, ...sides];
}

export function groupHead(group) {
  const title = element("span", { class: "group", dir: "auto", title: group.title }, group.title);
  if (group.note) title.append(element("span", { class: "note" }, group.note));
  return element("tr", { class: "group", role: "row" }, element("th", { scope: "rowgroup", role: "rowheader" }, title));
}

function issueHead(row, data) {
  const heading = element("th", { scope: "row", role: "rowheader", "aria-label": row.title });
  const title = page({ class: "title", dir: "auto", title: data.form === "signs" ? `${row.title}. ${row.status_label}. ${row.proposal}` : null }, "issue", "issue", row.id, row.title);
  heading.append(title);
  if (data.form === "signs") return heading;
  heading.append(element("span", { class: `status ${row.status}`, title: row.status_meaning }, row.status_label));
  heading.append(element("span", { class: "proposal", dir: "auto" }, row.proposal));
  if (row.scale) heading.append(scaleOf(row.scale));
  return heading;
}

const scaleOf = ({ from, to, unit }) => element("span", { class: "scale" }, element("b", {}, from), element("span", { class: "axis", "aria-hidden": "true" }), element("b", {}, to), unit && element("bdi", {}, unit));

// --- cells

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const stanceOf = (cell, row, data) => [cell.stance && data.stances[cell.stance][0], cell.value && [cell.value, row.scale?.unit].filter(Boolean).join(" ")].filter(Boolean).join(", ");

// A cell in one line: what a reader hears after party and issue, and what is copied.
export function textOf(cell, row, data) {
  if (cell.silence) return cell.silence;
  const stance = [stanceOf(cell, row, data), ...(cell.marks ?? []).map(({ label }) => label)].join(", ");
  const gist = isRepeated(cell, row, data) ? null : cell.gist;
  const word = cell.word ?? (data.form === "signs" ? (cell.record ? "on the record" : "not on the record") : null);
  return [stance, gist, word && capital(word)].filter(Boolean).join(". ");
}

// Whether the gist says no more than the stance or the value.
function isRepeated(cell, row, data) {
  const value = [cell.value, row.scale?.unit].filter(Boolean).join(" ");
  return !cell.gist || cell.gist === value || (cell.stance && cell.gist === data.stances[cell.stance][0]);
}

const kindOf = (cell) => cell.stance ?? (cell.silence ? "silent" : "value");

function button(cell, row, party, data, cls, ...children) {
  return element("button", {
    type: "button",
    class: `cell ${cls}${cell.faded ? " faded" : ""}`,
    "data-cell": `${party.id}.${row.id}`,
    "aria-label": `${party.name}, ${row.title}: ${textOf(cell, row, data)}.${cell.faded ? " Does not match the filters." : ""}`,
    tabindex: "-1",
  }, ...children);
}

const axis = ([from, to]) => element("span", { class: "axis", "aria-hidden": "true" }, element("i", { style: `left: ${from}%; width: ${to - from}%` }));

function wordButton(cell, row, party, data) {
  if (cell.silence) {
    const kind = cell.left_out ? "left-out" : cell.silence === data.unreported ? "unreported" : "told";
    return button(cell, row, party, data, `silent ${kind}`, cell.silence);
  }
  const marks = (cell.marks ?? []).map(({ kind, label }) => element("span", { class: `aside ${kind}` }, label));
  const held = [cell.stance && data.stances[cell.stance][0], cell.value].filter(Boolean).join(" · ");
  const line = element("span", { class: "held" }, cell.stance && element("span", { class: "icon" }), element("b", {}, held), ...marks);
  const gist = isRepeated(cell, row, data) ? null : element("span", { class: "gist", dir: "auto" }, cell.gist);
  const word = cell.word && element("span", { class: `word${cell.record ? " on-record" : ""}` }, element("i", { "aria-hidden": "true" }), element("span", {}, cell.word));
  return button(cell, row, party, data, kindOf(cell), line, cell.at && axis(cell.at), gist, word);
}

function signButton(cell, row, party, data) {
  const sign = cell.stance ? data.stances[cell.stance][1] : "";
  const cls = cell.left_out ? "left-out" : cell.silence && cell.silence !== data.unreported ? "told" : "";
  const found = button(cell, row, party, data, `sign ${kindOf(cell)} ${cls}`, sign || (cell.at ? axis(cell.at) : cls ? "·" : ""));
  found.title = `${party.name}: ${textOf(cell, row, data)}`;
  return found;
}

function cellOf(cell, row, party, data) {
  const made = data.form === "signs" ? signButton(cell, row, party, data) : wordButton(cell, row, party, data);
  return element("td", { role: "cell", class: columnClass(party, data) }, made);
}

// --- rows

function wideCells(row, data, of) {
  const cells = data.parties.map((party, at) =>
    of(`${party.id}.${row.id}`, [row.cells[at], party.name, columnClass(party, data)], () => cellOf(row.cells[at], row, party, data)));
  if (data.form !== "signs") return cells;
  const sides = (row.sides ?? []).map((number, at) => of(`side ${at} ${row.id}`, number, () => element("td", { role: "cell", class: "side" }, `${number}`)));
  return [...cells, ...sides];
}

// Who has spoken, a cell each; then a line for each kind of silence.
function narrowWords(row, data, of) {
  const cells = data.parties.flatMap((party, at) => {
    if (row.cells[at].silence) return [];
    return [of(`${party.id}.${row.id}`, [row.cells[at], party.name], () => {
      const who = element("span", { class: "who", "aria-hidden": "true", dir: "auto" }, party.name);
      return element("td", { role: "cell", class: "one" }, who, wordButton(row.cells[at], row, party, data));
    })];
  });
  const lines = grouped(data.parties, (_, at) => row.cells[at].silence);
  return [...cells, ...[...lines].map(([kind, places]) => of(`${kind} ${row.id}`, places.map((at) => data.parties[at].name), () => namesOf(kind, places, row, data)))];
}

// A line for each stance, with the names of those who hold it; folded after the first.
function narrowSigns(row, data, of) {
  const label = (cell) => cell.silence ?? (cell.stance ? data.stances[cell.stance][0] : "On the scale");
  const lines = grouped(data.parties, (_, at) => label(row.cells[at]));
  const order = [...Object.values(data.stances).map(([word]) => word), "On the scale"];
  const rank = (word) => (order.indexOf(word) + order.length + 1) % (order.length + 1); // silences last
  const sorted = [...lines].sort(([one], [other]) => rank(one) - rank(other));
  return sorted.map(([word, places], at) => of(`${word} ${row.id}`, [at === 0, places.map((each) => [data.parties[each].id, row.cells[each]])], () => {
    const names = namesOf(null, places, row, data);
    const fold = element("details", { open: at === 0 ? "" : null }, element("summary", {}, element("b", {}, word), ` ${places.length}`), ...names.childNodes);
    names.className = `names ${kindOf(row.cells[places[0]])}`;
    names.replaceChildren(fold);
    return names;
  }));
}

function grouped(parties, keyOf) {
  const found = new Map();
  parties.forEach((party, at) => {
    const key = keyOf(party, at);
    if (key) found.set(key, [...(found.get(key) ?? []), at]);
  });
  return found;
}

// A line of names, each of which opens its cell.
function namesOf(kind, places, row, data) {
  const words = kind === data.unreported || !kind ? "" : " told";
  const all = places.length === data.parties.length && places.length > 1;
  const line = element("td", { role: "cell", class: `names${words}` }, kind && element("b", {}, `${kind}${all ? `, all ${places.length}` : ""}: `));
  places.forEach((at, index) => {
    const cell = row.cells[at];
    const party = data.parties[at];
    const name = [party.short ?? party.name, cell.value && `(${cell.value})`].filter(Boolean).join(" ");
    line.append(index ? ", " : "", button(cell, row, party, data, "named", element("bdi", {}, name)));
  });
  return line;
}

// The cells of a row, its head first, made or kept by `of`.
export function rowCells(row, data, narrow, of) {
  const { cells, sides, ...issue } = row;
  const heading = of(`issue ${row.id}`, issue, () => issueHead(row, data));
  if (!narrow) return [heading, ...wideCells(row, data, of)];
  return [heading, ...(data.form === "signs" ? narrowSigns : narrowWords)(row, data, of)];
}
