// Any parties of a negotiation in, how they stand to each other out: counts, a pair's score, its title.
//
// What is computed is what parley.measures computes, to which tests hold it on every folder; the
// sentences are the forms that parley/views gives. Nothing else is said that no view has said.

"use strict";

// `data` is that of parley/export/edition/compare_data.py, `cells` its positions and silences.
function comparison(data, cells) {
  const { issues, parties, words } = data;
  const STEPS = 4; // from opposes to supports
  const ROUNDING = 1e-9;
  const placeOf = new Map(parties.map(({ id }, at) => [id, at]));
  const held = new Map(); // by issue and party
  for (const cell of cells) held.set(cell.i * parties.length + cell.p, cell);
  const at = (issue, party) => held.get(issue * parties.length + party);
  const position = (issue, party) => {
    const cell = at(issue, party);
    return cell && cell.absent === undefined ? cell : null;
  };
  const blocsOf = (party) => (parties[party].blocs ?? []).map((id) => placeOf.get(id));

  // --- words

  const grouped = (number) => number.toLocaleString("en-US");
  const count = (number, one) => `${grouped(number)} ${number === 1 ? one : `${one}s`}`;
  const orNone = (number) => (number ? grouped(number) : "none");
  const joined = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);
  const isolated = (party) => (parties[party].rtl ? `\u2068${parties[party].name}\u2069` : parties[party].name);
  const fill = (form, values) => form.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const say = (form, values = {}) => fill(words.forms[form], values);
  // Two decimals, a tie to the even digit, as Python writes them.
  function decimals(number) {
    if (Number.isInteger(number * 8) && !Number.isInteger(number * 4)) {
      const below = Math.floor(number * 100);
      return ((below % 2 === 0 ? below : below + 1) / 100).toFixed(2);
    }
    return number.toFixed(2);
  }
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const dayText = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  };

  // --- positions: what they would take, whether two say the same, lean the same way, stand apart

  const named = ({ low }) => low !== undefined;
  const share = (issue, value) => (value - issue.start) / issue.span;
  const placeIn = (issue, { score, middle }) => (issue.numeric ? (middle - issue.start) / issue.span : (score + 2) / STEPS);

  function same(issue, one, other) {
    if (one.stance !== other.stance || (one.key ?? "") !== (other.key ?? "")) return false;
    const within = (issue.tolerance ?? 0) + ROUNDING;
    return ["low", "high"].every((end) => (one[end] === undefined && other[end] === undefined) || Math.abs(one[end] - other[end]) <= within);
  }

  function relation(issue, one, other) {
    if (named(one) && named(other)) {
      const [a, b] = [one, other].map(({ low, high }) => [share(issue, low), share(issue, high)]);
      const gap = Math.max(a[0], b[0]) - Math.min(a[1], b[1]);
      const apart = gap > issue.tolerance / issue.span + ROUNDING;
      return { same: !apart, apart, distance: apart ? gap : 0 };
    }
    const lean = Math.sign(one.score ?? NaN) * Math.sign(other.score ?? NaN);
    const distance = Math.abs(one.score - other.score) / STEPS;
    return { same: lean > 0, apart: lean < 0, distance: Number.isNaN(distance) ? 0 : distance };
  }

  // The gap of two where what counts is to which side each leans and how far, from -1 to 1.
  function directed(issue, one, other) {
    const side = (cell) => 2 * placeIn(issue, cell) - 1;
    const rung = (cell) => (named(cell) ? 2 * share(issue, (cell.low + cell.high) / 2) - 1 : NaN);
    const byRung = issue.numeric ? NaN : rung(one) * rung(other);
    const product = Number.isNaN(byRung) ? side(one) * side(other) : byRung;
    return Number.isNaN(product) ? 0 : (1 - product) / 2;
  }

  // --- voices, so that a bloc and its members never count twice

  function voices(issueAt, chosen) {
    const issue = issues[issueAt];
    const counted = new Set(chosen.filter((party) => position(issueAt, party)));
    const spoken = new Set();
    const repeated = new Map();
    parties.forEach((_, member) => {
      if (!counted.has(member)) return;
      const own = position(issueAt, member);
      for (const bloc of blocsOf(member)) {
        const theirs = position(issueAt, bloc);
        if (!theirs || !same(issue, own, theirs)) continue;
        if (counted.has(bloc)) spoken.add(member);
        else repeated.set(member, bloc);
      }
    });
    const groups = new Map();
    for (const [member, bloc] of repeated) {
      if (!spoken.has(member)) groups.set(bloc, [...(groups.get(bloc) ?? []), member]);
    }
    for (const members of groups.values()) {
      const order = [...members].sort((a, b) => Boolean(position(issueAt, b).decides) - Boolean(position(issueAt, a).decides) || a - b);
      for (const other of order.slice(1)) spoken.add(other);
    }
    return [...counted].filter((party) => !spoken.has(party));
  }

  // How the voices of some parties stand to each other on an issue.
  function kind(issueAt, chosen) {
    const found = voices(issueAt, chosen).map((party) => position(issueAt, party));
    const heard = chosen.filter((party) => position(issueAt, party));
    if (found.length === 0) return "none";
    if (found.length === 1) {
      if (chosen.length !== 2) return "some";
      if (heard.length === 2) return "together";
      return heard[0] === chosen[0] ? "first" : "second";
    }
    let [all, apart] = [true, false];
    for (let a = 0; a < found.length; a += 1) {
      for (let b = a + 1; b < found.length; b += 1) {
        const between = relation(issues[issueAt], found[a], found[b]);
        all &&= between.same;
        apart ||= between.apart;
      }
    }
    return all ? "agree" : apart ? "differ" : "neither";
  }

  const related = (chosen) => {
    const above = chosen.flatMap(blocsOf);
    return new Set(above).size < above.length || above.some((bloc) => chosen.includes(bloc));
  };
  const siblings = ([first, second]) => blocsOf(first).some((bloc) => blocsOf(second).includes(bloc));
  const isWithin = ([first, second]) => blocsOf(first).includes(second) || blocsOf(second).includes(first);

  // --- a pair: what both have spoken to, their score, and how sure it is

  function pair(first, second) {
    if (isWithin([first, second])) return null;
    const own = siblings([first, second]);
    const said = (issueAt, party) => {
      const cell = position(issueAt, party);
      return cell && (!own || cell.own) ? cell : null;
    };
    const shared = [];
    let [same, apart] = [0, 0];
    let oldest = null;
    issues.forEach((issue, issueAt) => {
      const [one, other] = [said(issueAt, first), said(issueAt, second)];
      if (!one || !other) return;
      const between = relation(issue, one, other);
      same += between.same;
      apart += between.apart;
      for (const { day } of [one, other]) if (day && (!oldest || day < oldest)) oldest = day;
      shared.push({ issueAt, weight: issue.weight, gap: between.distance, directed: directed(issue, one, other) });
    });
    const found = { shared: shared.length, same, apart, possible: issues.length, score: null };
    if (shared.length < words.least) return found;
    const sum = (values) => values.reduce((total, each) => total + each, 0);
    const clip = (number) => Math.min(1, Math.max(0, number));
    const weight = sum(shared.map((each) => each.weight));
    const distance = sum(shared.map((each) => each.weight * each.gap));
    const without = shared.map((each) => 1 - clip((distance - each.weight * each.gap) / (weight - each.weight)));
    const agreed = sum(shared.map((each) => each.weight * (1 - each.gap)));
    let [least, most, total] = [agreed, agreed, weight];
    const spokenTo = new Set(shared.map(({ issueAt }) => issueAt));
    issues.forEach((issue, issueAt) => {
      if (spokenTo.has(issueAt)) return;
      total += issue.weight;
      most += issue.weight;
      const alone = said(issueAt, first) ?? said(issueAt, second);
      if (alone && Boolean(said(issueAt, first)) !== Boolean(said(issueAt, second))) {
        const place = placeIn(issue, alone);
        let reach = null;
        if (named(alone)) {
          reach = Math.max(share(issue, alone.low), 1 - share(issue, alone.high));
          if (reach <= issue.tolerance / issue.span + ROUNDING) reach = 0;
        }
        const byPlace = Math.max(place, 1 - place);
        const farthest = issue.numeric ? reach : reach === null ? byPlace : Number.isNaN(byPlace) ? reach : Math.max(byPlace, reach);
        least += issue.weight * (1 - farthest);
      }
    });
    return {
      ...found,
      score: 1 - clip(distance / weight),
      others: [
        1 - Math.sqrt(clip(sum(shared.map((each) => each.weight * each.gap ** 2)) / weight)),
        1 - clip(sum(shared.map((each) => each.weight * each.directed)) / weight),
      ],
      low: Math.min(...without),
      high: Math.max(...without),
      bounds: [least / total, most / total],
      oldest,
    };
  }

  // The best and the worst rank of each pair over the metrics, among those that have a score.
  function rank(pairs) {
    const scored = pairs.filter(({ score }) => score !== null);
    const near = (number) => Math.round(number * 1e9) / 1e9;
    const byMetric = scored.map(({ score, others }) => [score, ...others].map(near));
    scored.forEach((each, at) => {
      const ranks = byMetric[at].map((own, metric) => 1 + byMetric.filter((other) => other[metric] > own).length);
      Object.assign(each, { ranks: [Math.min(...ranks), Math.max(...ranks)], ranked: scored.length });
    });
    return pairs;
  }

  // How sure a score is: its rank, its bounds if all had spoken, and how old what it rests on is.
  function sure({ ranks: [low, high], ranked, bounds, oldest }) {
    const form = ranked === 1 ? "alone" : low === high ? "one" : "several";
    const said = [fill(words.ranks[form], { low: grouped(low), high: grouped(high), ranked: grouped(ranked) })];
    said.push(fill(words.bounds, { low: decimals(bounds[0]), high: decimals(bounds[1]) }));
    if (oldest) said.push(fill(words.oldest, { day: dayText(oldest) }));
    return said.map((each) => `${each}.`).join(" ");
  }

  // --- sentences

  function follows(chosen) {
    const [bloc, member] = blocsOf(chosen[0]).includes(chosen[1]) ? [chosen[1], chosen[0]] : [chosen[0], chosen[1]];
    const possible = issues.map((_, at) => at).filter((at) => position(at, bloc));
    const names = { bloc: isolated(bloc), member: isolated(member) };
    if (!possible.length) return say("bloc silent", { ...names, issues: count(issues.length, "issue") });
    const both = possible.filter((at) => position(at, member));
    const alike = both.filter((at) => same(issues[at], position(at, member), position(at, bloc))).length;
    return say("bloc", { ...names, follows: orNone(alike), dissents: orNone(both.length - alike), issues: count(possible.length, "issue") });
  }

  const BOTH = ["differ", "agree", "neither"];

  function title(chosen, number) {
    const all = count(issues.length, "issue");
    const both = BOTH.reduce((sum, each) => sum + (number[each] ?? 0), 0);
    const ways = BOTH.filter((each) => number[each]).map((each) => {
      const many = number[each] === both && both > 1 ? say("every", { number: grouped(both) }) : grouped(number[each]);
      return words.ways[each].replace("{}", many);
    }).join(", ");
    const where = say(both === issues.length && both > 1 ? "all of" : "of", { both: grouped(both), issues: all });
    if (chosen.length === 2) {
      if (isWithin(chosen)) return follows(chosen);
      const names = joined(chosen.map(isolated));
      if (number.together || siblings(chosen)) {
        const said = say(both ? "siblings" : "siblings none", { pair: names, both: grouped(both), issues: all, ways });
        return number.together ? say("siblings together", { said, together: grouped(number.together) }) : said;
      }
      if (both) return say("heard", { pair: names, where, ways });
      const each = ["first", "second"].map((one, place) => say("each", { name: isolated(chosen[place]), number: orNone(number[one]) })).join(", ");
      return say("unheard", { none_of: words.noneOf, pair: names, each });
    }
    const who = say(related(chosen) ? "voices" : "parties", { number: words.numbers[chosen.length] ?? grouped(chosen.length) });
    return both ? say("several heard", { who, where, ways }) : say("several unheard", { none_of: words.noneOf, who });
  }

  function sentences(chosen, kinds, found) {
    const said = [];
    const both = kinds.flatMap((each, issueAt) => (BOTH.includes(each) ? [issueAt] : []));
    if (both.length) {
      const each = chosen.map((party) => say("each", { name: isolated(party), number: orNone(both.filter((issueAt) => position(issueAt, party)?.record).length) })).join(", ");
      const these = both.length === 1 ? say("that issue") : say("these issues", { number: grouped(both.length) });
      said.push(say("record", { these, each }));
    }
    if (!found) return said;
    if (found.score === null) return [...said, words.tooFew];
    const values = { score: decimals(found.score), shared: grouped(found.shared), issues: count(found.possible, "issue"), low: decimals(found.low), high: decimals(found.high) };
    said.push(`${say("score", values)}.`, `${fill(words.bounds, { low: decimals(found.bounds[0]), high: decimals(found.bounds[1]) })}.`);
    if (found.oldest) said.push(`${fill(words.oldest, { day: dayText(found.oldest) })}.`);
    return said;
  }

  // What the comparison of some parties, by their ids, comes to.
  function of(ids) {
    const chosen = ids.map((id) => placeOf.get(id)).filter((place) => place !== undefined).sort((a, b) => a - b);
    const kinds = issues.map((_, issueAt) => kind(issueAt, chosen));
    const number = {};
    for (const each of kinds) number[each] = (number[each] ?? 0) + 1;
    const found = chosen.length === 2 ? pair(...chosen) : null;
    return { chosen, kinds, number, pair: found, title: title(chosen, number), sentences: chosen.length === 2 ? sentences(chosen, kinds, found) : [] };
  }

  return { of, pair, orNone, rank, sure, position, absent: (issue, party) => at(issue, party)?.absent ?? words.unreported, relation, named, share, same, isolated, grouped, count, decimals, BOTH };
}

// Of very many positions the file of a party in, its cells out: the letters as grid.js reads them, and
// what stands beside them.
function unpacked({ stances, words, days }, party, packed) {
  const decides = packed.decides === true ? null : new Set(packed.decides || []);
  const cells = [];
  let number = 0;
  for (let i = 0; i < packed.codes.length; i += 1) {
    const code = packed.codes.charCodeAt(i);
    if (code === 32) {
      if (packed.absent[i]) cells.push({ i, p: party, absent: packed.absent[i] });
      continue;
    }
    const record = code < 97;
    const [stance, said, score] = stances[code - (record ? 65 : 97)] ?? [];
    const beside = packed.beside[i] ?? {};
    const day = days[packed.days[number]];
    number += 1;
    cells.push({ i, p: party, stance, said, score, day, own: !beside.taken, decides: !decides || decides.has(i), record, word: words[Number(record)], ...beside });
  }
  return cells;
}

// --- the page: what a reader has chosen in place of what was published

parley.started.push(() => {
  const data = parley.data.compare;
  const chooser = document.querySelector("[data-page=compare]");
  if (!data || !chooser) return;
  const { element } = parley;
  const { issues, parties, words } = data;
  const published = document.getElementById("as-published");
  const place = document.getElementById("as-chosen");
  const options = parley.optionsOf(chooser, "parties");
  chooser.append(parley.chips(options.map(({ value, textContent }) => [value, textContent]), options.filter(({ dataset }) => "home" in dataset).map(({ value }) => value)));
  const hint = element("p", { class: "note", role: "status" });
  chooser.append(hint);
  const after = chooser.parentElement.previousElementSibling;
  const link = (page, id) => (document.querySelector("section.page") ? `#${page}-${id}` : `${page}-${id}.html`);
  const numberText = (value, digits) => (digits ? value.toFixed(digits) : String(Number(value.toPrecision(6))));

  function squares(number, chosen) {
    const two = chosen.length === 2;
    const order = ["differ", "agree", "neither", "together", ...(two ? ["first", "second"] : ["some"]), "none"];
    const label = { ...words.squares, first: `only ${parties[chosen[0]].name}`, second: `only ${parties[chosen[1]].name}`, none: two ? "neither" : "nobody" };
    return element("ul", { class: "counted" }, ...order.filter((kind) => number[kind] || !["neither", "together"].includes(kind)).map((kind) => {
      const many = number[kind] ?? 0;
      const box = element("span", { class: "squares", "aria-hidden": "true" });
      for (let drawn = 0; drawn < (many > 40 ? 1 : many); drawn += 1) box.append(element("i", { class: kind === "none" ? "nobody" : kind }));
      if (!many) box.append(element("i", { class: "none" }));
      return element("li", {}, box, element("span", {}, element("b", {}, parley.grouped(many)), ` ${label[kind]}`));
    }));
  }

  const MOST_ROWS = 60; // issues of a group that are shown

  function groupTitle(kind, chosen, found) {
    const names = chosen.map(found.isolated);
    const heard = "has been heard";
    if (kind === "together") return "One voice";
    if (kind === "first" || kind === "second") return `Only ${names[kind === "second" ? 1 : 0]} ${heard}`;
    if (kind === "some") return `Only one ${heard}`;
    if (kind === "none") return `${chosen.length === 2 ? "Neither" : "Nobody"} ${heard}`;
    const [label] = words.standings[kind];
    return kind === "neither" ? label : `They ${label.toLowerCase()}`;
  }

  // How far two or more stand from each other on a scale or a ladder, in words.
  function gapText(issue, kind, sides) {
    const ladder = issue.rungs !== undefined;
    if (issue.span === undefined || sides.length < 2 || sides.some(({ low }) => low === undefined)) return "";
    if (kind === "agree") {
      const within = (ladder ? 0 : issue.tolerance) + 1e-9;
      const key = ({ stance, bound, rungs }) => JSON.stringify([stance, bound, rungs]);
      const equal = new Set(sides.map(key)).size === 1;
      const near = ["low", "high"].every((end) => Math.max(...sides.map((each) => each[end])) - Math.min(...sides.map((each) => each[end])) <= within);
      return equal && near ? "The same" : "Compatible";
    }
    if (kind !== "differ") return "";
    const gap = Math.max(...sides.map(({ low }) => low)) - Math.min(...sides.map(({ high }) => high));
    if (ladder) return `${gap.toFixed(0)} ${Math.round(gap) === 1 ? "rung" : "rungs"} apart`;
    const said = [numberText(gap, issue.decimals), issue.unit].filter(Boolean).join(" ");
    return `${sides.length > 2 ? "Up to " : ""}${said} apart`;
  }

  // Where each stands on the scale, the ladder or from opposes to supports, with the gap as a line: a
  // picture of what the cells say, as parley/views/distance.py draws it.
  function distance(found, issue, kind, held) {
    const { letters, longest, mostLetters, most, steps } = words.axis;
    const two = held.length === 2;
    const some = held.filter(([, cell]) => cell);
    const ladder = !issue.numeric && issue.rungs !== undefined && some.every(([, cell]) => found.named(cell));
    const places = (cell) => {
      if (issue.numeric) return found.named(cell) ? [cell.low, cell.high].map((end) => found.share(issue, end)) : null;
      if (ladder) return [cell.low, cell.high].map((end) => end / Math.max(issue.rungs - 1, 1));
      return cell.score === undefined ? null : [(cell.score + 2) / 4, (cell.score + 2) / 4];
    };
    const groups = new Map();
    for (const [party, cell] of some) {
      const place = places(cell);
      if (!place) continue;
      const key = two ? party : JSON.stringify([place, cell.stance]);
      groups.set(key, [...(groups.get(key) ?? []), { party, cell, place }]);
    }
    if (!groups.size || groups.size > most) return null;
    const taken = [];
    const marks = [...groups.values()].map((those) => {
      const [{ cell, place: [low, high] }] = those;
      let name = those.map(({ party }) => (two ? parties[party].name : parties[party].short)).join(", ");
      if (those.length > 1 && name.length > mostLetters) name = `${those.length} parties`;
      const width = Math.min(letters[two ? 0 : 1] * ([...name].length + 1), longest);
      const middle = (low + high) / 2;
      const start = middle - middle * width;
      const span = [Math.min(start, low - 0.04), Math.max(start + width, high + 0.04)];
      let lane = taken.findIndex((others) => others.every(([from, to]) => span[1] <= from || span[0] >= to));
      if (lane < 0) lane = taken.push([]) - 1;
      taken[lane].push(span);
      const record = those.every(({ cell: { record } }) => record) ? " on-record" : "";
      return { name, low, high, lane, cls: `at ${cell.stance ?? "value"}${record}` };
    });
    const styled = (node, values) => {
      for (const [key, value] of Object.entries(values)) node.style.setProperty(`--${key}`, value);
      return node;
    };
    const [low, high] = [Math.min(...marks.map((mark) => mark.high)), Math.max(...marks.map((mark) => mark.low))];
    const gap = high > low ? styled(element("span", { class: kind === "differ" ? "gap apart" : "gap" }), { low: low.toFixed(3), high: high.toFixed(3) }) : null;
    const line = element("div", { class: "line" }, gap, ...marks.map((mark) => styled(element("span", { class: mark.cls }, element("i"), element("bdi", {}, mark.name)), { low: mark.low.toFixed(3), high: mark.high.toFixed(3), lane: mark.lane })));
    styled(line, { steps: Math.max((issue.numeric ? 2 : ladder ? issue.rungs : steps) - 1, 1), lanes: taken.length });
    const ends = issue.numeric
      ? [issue.start, issue.start + issue.span].map((end) => [numberText(end, issue.decimals), issue.unit].filter(Boolean).join(" "))
      : ["Rung 1", `Rung ${issue.rungs}`];
    const named = issue.numeric || ladder ? element("div", { class: "ends" }, ...ends.map((end, at) => element("span", {}, element("b", {}, end), " ", element("bdi", {}, issue.ends[at])))) : null;
    return element("div", { class: "distance", "aria-hidden": "true" }, line, named);
  }

  function cell(found, issueAt, party, full, two) {
    const issue = issues[issueAt];
    const held = found.position(issueAt, party);
    const { id, name } = parties[party];
    const of = element("bdi", { class: "of" }, name);
    const about = element("span", { class: "unseen" }, `${name}, ${issue.title}: `);
    const to = data.columns ? { href: `matrix.html?cell=${id}.${issue.id}` } : { href: `${link("issue", issue.id)}${document.querySelector("section.page") ? "" : `#position-${id}`}`, "data-cell": `${id}.${issue.id}` };
    if (!held) return element("td", { class: "absent" }, of, element("a", to, about, found.absent(issueAt, party)));
    const text = two && full ? held.summary ?? document.getElementById(`issue-${issue.id}.position-${id}`)?.querySelector(".summary")?.textContent ?? held.gist : held.gist;
    const marks = (held.marks ?? []).flatMap(([kind, label]) => [" ", element("span", { class: `mark ${kind}` }, label)]);
    const rungs = two && full ? (held.rungs ?? []).map(([verb, at, many, rung]) => element("p", { class: "rung" }, `${verb} rung ${at} of ${many}: `, element("bdi", {}, rung))) : [];
    return element("td", { class: held.stance ?? "value" }, of,
      element("p", { class: "holds" }, element("a", { class: "said", ...to }, about, held.said), ...marks),
      text && text !== held.said ? element("p", { class: "words" }, text) : null, ...rungs,
      held.word ? element("p", { class: held.record ? "whose on-record" : "whose" }, element("i", { "aria-hidden": "true" }), element("bdi", {}, held.word)) : null);
  }

  function row(found, issueAt, kind, chosen) {
    const issue = issues[issueAt];
    const full = found.BOTH.includes(kind);
    const two = chosen.length === 2;
    const sides = chosen.map((party) => found.position(issueAt, party)).filter(Boolean);
    const gap = full ? gapText(issue, kind, sides) : "";
    return element("tr", { class: full ? "full" : "brief" },
      element("th", { scope: "row" }, element("a", { class: "title", href: link("issue", issue.id) }, element("bdi", {}, issue.title)), element("span", { class: `status ${issue.status}` }, issue.label), gap ? element("p", { class: "gap-text" }, gap) : null, full ? distance(found, issue, kind, chosen.map((party) => [party, found.position(issueAt, party)])) : null),
      ...chosen.map((party) => cell(found, issueAt, party, full, two)));
  }

  function table(found, result, onlyDifferences) {
    const { chosen, kinds } = result;
    const two = chosen.length === 2;
    const order = onlyDifferences ? ["differ", "neither"] : ["differ", "agree", "neither", "together", "first", "second", "some"];
    const bodies = order.flatMap((kind) => {
      const rows = kinds.flatMap((each, at) => (each === kind ? [at] : []));
      if (!rows.length) return [];
      const [, meaning] = words.standings[kind] ?? [];
      const note = kind === "neither" ? element("p", { class: "quiet" }, `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`) : null;
      const title = element("span", { class: "heading", role: "heading", "aria-level": "2" }, `${groupTitle(kind, chosen, found)} `, element("span", { class: "number" }, parley.grouped(rows.length)));
      const heading = element("tr", { class: "group" }, element("th", { colspan: chosen.length + 1, scope: "rowgroup" }, title, note));
      const beyond = rows.length - MOST_ROWS;
      const more = beyond > 0 ? element("tr", { class: "group" }, element("td", { colspan: chosen.length + 1, class: "quiet" }, `and ${parley.count(beyond, "more issue")}: they are in the data to download`)) : null;
      return [element("tbody", { class: kind }, heading, ...rows.slice(0, MOST_ROWS).map((at) => row(found, at, kind, chosen)), more)];
    });
    const heads = chosen.map((party) => {
      const heard = issues.filter((_, at) => found.position(at, party)).length;
      const recorded = issues.filter((_, at) => found.position(at, party)?.record).length;
      const { id, name } = parties[party];
      return element("th", { scope: "col" }, element("a", { href: link("party", id) }, element("bdi", {}, name)), element("span", { class: "coverage" }, `${found.orNone(heard)} of ${parley.count(issues.length, "issue")}, ${found.orNone(recorded)} on the record`));
    });
    const head = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, element("span", { class: "unseen" }, "Issue"), element("span", { class: "poles" }, element("span", {}, "opposes"), element("span", {}, "supports"))), ...heads));
    const drawn = element("table", { class: two ? "versus" : "side-by-side", style: null }, head, ...bodies);
    if (two) return drawn;
    drawn.style.setProperty("--parties", chosen.length);
    return element("div", { class: "across", role: "region", tabindex: "0", "aria-label": "Issue by issue" }, drawn);
  }

  function unspoken(found, { chosen, kinds }) {
    const rows = kinds.flatMap((each, at) => (each === "none" ? [at] : []));
    if (!rows.length) return null;
    const links = rows.slice(0, 40).flatMap((at, index) => [index ? "; " : "", element("a", { href: link("issue", issues[at].id) }, element("bdi", {}, issues[at].title))]);
    const rest = rows.length > 40 ? `; and ${parley.count(rows.length - 40, "more issue")}.` : ".";
    return element("section", { class: "unspoken" }, element("h2", {}, `${groupTitle("none", chosen, found)} `, element("span", { class: "number" }, parley.grouped(rows.length))), element("p", {}, ...links, rest));
  }

  function howSure(found, each) {
    const range = element("span", { class: "range" });
    for (const [name, value] of [["low", each.low], ["high", each.high], ["at", each.score]]) range.style.setProperty(`--${name}`, value.toFixed(3));
    return element("details", { class: "robust" },
      element("summary", {}, range, ` ${found.decimals(each.low)} to ${found.decimals(each.high)} without any one issue`),
      element("p", {}, found.sure(each)));
  }

  // Of more than two parties the score of each pair with what it rests on.
  function scores(found, { chosen }) {
    const pairs = chosen.flatMap((one, at) => chosen.slice(at + 1).map((other) => [one, other, found.pair(one, other)])).filter(([, , each]) => each);
    found.rank(pairs.map(([, , each]) => each));
    pairs.sort(([, , a], [, , b]) => (b.score ?? -1) - (a.score ?? -1) || b.shared - a.shared);
    const ways = ({ shared, same, apart, possible }) => {
      if (!shared) return `both heard on none of ${parley.grouped(possible)}`;
      const told = [["the same way", same], ["apart", apart], ["neither", shared - same - apart]].filter(([, many]) => many).map(([way, many]) => `${way} on ${parley.grouped(many)}`);
      return `both heard on ${parley.grouped(shared)} of ${parley.grouped(possible)}: ${told.join(", ")}`;
    };
    const columns = words.scoreColumns;
    const rows = pairs.map(([one, other, each]) => element("tr", {},
      element("th", { scope: "row" }, `${parties[one].name} and ${parties[other].name}`),
      element("td", { class: each.score === null ? "quiet" : "score", "data-of": columns[1] }, each.score === null ? "no score" : found.decimals(each.score)),
      element("td", { "data-of": columns[2] }, ways(each)),
      element("td", { "data-of": columns[3] }, each.score === null ? "–" : howSure(found, each))));
    const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
    return element("section", {}, element("h2", { class: "section" }, "How far they agree"), element("p", { class: "quiet" }, words.tooFew),
      element("div", { class: "data tall stacked" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))));
  }

  // --- the cells of a party come in a file of its own where there are very many

  const loaded = new Map();
  const places = new Map(parties.map(({ id }, at) => [id, at]));
  async function cellsOf(ids) {
    if (data.cells) return data.cells;
    const wanted = new Set(ids.flatMap((id) => [id, ...(parties[places.get(id)].blocs ?? [])]));
    const json = async (name) => (await fetch(name)).json();
    if (data.columns && !issues.length) {
      const common = await json(data.columns.file);
      if (!issues.length) issues.push(...common.issues);
      data.columns.days = common.days;
    }
    await Promise.all([...wanted].map(async (id) => {
      if (loaded.has(id)) return;
      const found = await json(`compare/${id}.json`);
      loaded.set(id, data.columns ? unpacked(data.columns, places.get(id), found) : found);
    }));
    return [...wanted].flatMap((id) => loaded.get(id));
  }

  let asked = 0;
  async function draw() {
    const chosen = [...new Set(parley.query().getAll("party"))].filter((id) => places.has(id));
    const inOrder = parties.map(({ id }) => id).filter((id) => chosen.includes(id));
    const own = inOrder.length > 1 && inOrder.join() !== data.published.join();
    asked += 1;
    const mine = asked;
    hint.textContent = inOrder.length === 1 ? "Choose a second party to compare it with." : "";
    if (!own) {
      place.hidden = true;
      published.hidden = false;
      after.after(chooser.parentElement);
      return;
    }
    let cells;
    try {
      cells = await cellsOf(inOrder);
    } catch {
      place.replaceChildren(element("p", {}, "The positions could not be loaded."));
      place.hidden = false;
      return;
    }
    if (mine !== asked) return;
    const found = comparison(data, cells);
    const result = found.of(inOrder);
    const only = parley.query().get("only_differences") === "true";
    const box = element("input", { type: "checkbox" });
    box.checked = only;
    box.addEventListener("change", () => parley.choose("only_differences", box.checked ? ["true"] : []));
    const title = element("div", { class: "parley" }, element("p", { class: "over" }, `${result.chosen.length} of ${parley.count(parties.length, "party", "parties")}, chosen here`), element("h1", {}, result.title));
    const said = result.sentences.length ? element("p", { class: "result ours" }, result.sentences.join(" ")) : null;
    place.replaceChildren(title, squares(result.number, result.chosen), ...[said].filter(Boolean),
      element("label", { class: "switch" }, box, " Only differences"), table(found, result, only),
      ...[only ? null : unspoken(found, result), result.chosen.length > 2 ? scores(found, result) : null].filter(Boolean));
    const focused = document.activeElement?.value;
    title.after(chooser.parentElement);
    chooser.querySelector(`input[value="${CSS.escape(focused ?? "")}"]`)?.focus();
    parley.tellLanguage(place);
    place.hidden = false;
    published.hidden = true;
  }
  parley.listeners.push(draw);
});
