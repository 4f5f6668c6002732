// A text in, the text that words are looked for in out: accents, case and forms of Unicode apart.
//
// The rule of parley/folding.py, which says what each step is for; a test holds both to the same.

const MARKS = /[\u00AD\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1-\u05C2\u05C4-\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u2060\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]/g;

const LETTERS = {
  "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h",
  "ŧ": "t", "ı": "i", "ς": "σ", "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "‘": "'",
  "’": "'", "ʻ": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"',
};

const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

export function fold(text) {
  const lower = text.normalize("NFKD").toLowerCase();
  return lower.replace(MARKS, "").replace(LETTER, (letter) => LETTERS[letter]).normalize("NFC");
}

export const wordsOf = (typed) => fold(typed).split(/\s+/).filter(Boolean);

export function hasWords(text, words) {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}
