// What a filter that only narrows leaves of a matrix: shown in the browser before the server answers.
//
// `known` is the most that the server has sent, in the form of parley/views/matrix_table.py.

const NARROWING = ["party", "area", "status"];
const FOR = ["supports", "open"];
const AGAINST = ["reluctant", "opposes"];

const isNarrowing = ([key]) => NARROWING.includes(key);

// What an address has beside the narrowing, as a text.
export const others = (query) => `${new URLSearchParams([...new URLSearchParams(query)].filter((each) => !isNarrowing(each)))}`;

// The ids of what is known, by the parameter that narrows it.
function ids(known) {
  return {
    party: known.parties.map(({ id }) => id),
    area: known.groups.map(({ area }) => area),
    status: known.groups.flatMap(({ rows }) => rows.map(({ status }) => status)),
  };
}

// What an address narrows to, as ids. Null where it names what is not known here.
export function narrowing(address, known) {
  const of = ids(known);
  const parameters = new URLSearchParams(address);
  const chosen = {};
  for (const key of NARROWING) {
    chosen[key] = new Set(parameters.getAll(key));
    if (![...chosen[key]].every((id) => of[key].includes(id))) return null;
  }
  return possible(chosen, known) ? chosen : null;
}

// What was sent for some parties says nothing of the others.
const possible = (chosen, known) =>
  NARROWING.every((key) => chosen[key].size || !new URLSearchParams(known.query).has(key));

// What the server will send for a choice, of what it has sent before; null where nothing is left, or
// where what is left is few enough to come in words.
export function narrowed(known, chosen) {
  const has = (key, id) => !chosen[key].size || chosen[key].has(id);
  const kept = known.parties.map((party) => has("party", party.id));
  const parties = known.parties.filter((_, index) => kept[index])
    .map((party) => ({ ...party, note: chosen.party.size ? "" : party.note }));
  const groups = known.groups.filter(({ area }) => has("area", area))
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ status }) => has("status", status))
        .map((row) => ({ ...row, cells: row.cells.filter((_, index) => kept[index]) })),
    }))
    .filter(({ rows }) => rows.length);
  if (!parties.length || !groups.length) return null;
  const found = recounted({ ...known, parties, groups, all_parties: parties.length });
  return known.form === "signs" && inWords(found) ? null : found;
}

function inWords({ parties, most: [columns, cells] }) {
  return parties.length <= columns && parties.length * parties[0].of <= cells;
}

// The same with the counts of its columns, where all rows are known, and of its rows.
function recounted(data) {
  const rows = data.groups.flatMap((group) => group.rows);
  const parties = data.whole
    ? data.parties.map((party, at) => ({
        ...party,
        known: rows.filter(({ cells }) => !cells[at].silence).length,
        out: rows.filter(({ cells }) => cells[at].left_out).length,
        of: rows.length,
      }))
    : data.parties;
  const sides = (row) => [FOR, AGAINST].map((side) => row.cells.filter(({ stance }) => side.includes(stance)).length);
  const groups = data.form === "signs"
    ? data.groups.map((group) => ({ ...group, rows: group.rows.map((row) => ({ ...row, sides: sides(row) })) }))
    : data.groups;
  return { ...data, parties, groups };
}

// What is drawn, as one text.
export const shown = (data) => JSON.stringify({ ...data, open: null, query: null, version: null });

// A choice as one text, by which the server's answer is compared with what was drawn ahead of it:
// of an address, and of ids.
export const choiceIn = (query) => JSON.stringify(NARROWING.map((key) => new URLSearchParams(query).getAll(key).sort()));
export const choiceOf = (chosen) => JSON.stringify(NARROWING.map((key) => [...chosen[key]].sort()));
