// Writes src/base/time-zones.gen.json: the time zones of the IANA data base (public domain) and when their clocks change,
// from 2000 on. Usage: node src/cli/tasks/generate-time-zones.mjs FILE, where FILE is the packed data of the package
// moment-timezone (data/packed/latest.json; MIT).
import { readFileSync, writeFileSync } from 'node:fs';

const OUT = 'src/base/time-zones.gen.json';
/** In minutes since 1970. */
const FROM = Date.UTC(2000, 0, 1) / 60_000;
const UNTIL = Date.UTC(2051, 0, 1) / 60_000;
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';

/** A number of base 60 with sign and fraction. */
function number(text) {
  const sign = text.startsWith('-') ? -1 : 1;
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  let value = 0;
  for (const digit of whole) value = value * 60 + DIGITS.indexOf(digit);
  [...fraction].forEach((digit, i) => {
    value += DIGITS.indexOf(digit) / 60 ** (i + 1);
  });
  return sign * value;
}

/** `offsets|which|times`: minutes east of UTC; which one holds first and after each change; the changes' distances. */
function pack(offsets, indices, untils) {
  const west = offsets.split(' ').map(number);
  const ends = untils === '' ? [] : untils.split(' ').map(number);
  const changes = [];
  let at = 0;
  let first = 0;
  ends.forEach((delta, i) => {
    at += delta;
    const minute = Math.round(at);
    const offset = -west[DIGITS.indexOf(indices[i + 1])];
    if (minute <= FROM) first = i + 1;
    else if (minute < UNTIL) changes.push([minute, offset]);
  });
  const start = -west[DIGITS.indexOf(indices[first])];
  const used = [...new Set([start, ...changes.map(([, offset]) => offset)])].map((value) => Math.round(value));
  const which = [start, ...changes.map(([, offset]) => offset)].map((offset) => used.indexOf(Math.round(offset)));
  let before = FROM;
  const times = changes.map(([minute]) => {
    const delta = minute - before;
    before = minute;
    return delta.toString(36);
  });
  return `${used.join(' ')}|${which.join('')}|${times.join(' ')}`;
}

const { version, zones, links } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const table = {};
for (const zone of zones) {
  const [name, , offsets, indices, untils] = zone.split('|');
  table[name] = pack(offsets, indices, untils ?? '');
}
for (const link of links) {
  const [a, b] = link.split('|');
  if (table[a] === undefined) table[a] = `=${b}`;
  else table[b] ??= `=${a}`;
}
// Zones with the same clocks share their text.
const seen = new Map();
for (const name of Object.keys(table).sort()) {
  if (table[name].startsWith('=')) continue;
  const other = seen.get(table[name]);
  if (other) table[name] = `=${other}`;
  else seen.set(table[name], name);
}
const sorted = Object.fromEntries(
  Object.keys(table)
    .sort()
    .map((name) => [name, table[name]]),
);
writeFileSync(OUT, `${JSON.stringify({ version, zones: sorted })}\n`);
console.log(`${Object.keys(sorted).length} names, ${seen.size} different clocks of ${version}`);
