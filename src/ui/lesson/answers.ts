import { sha256 } from '@noble/hashes/sha2.js';

/** An answer to the question of a lecture, as it is handed in without a network: a line of text, in a file or a QR code. */
export interface Answer {
  readonly lecture: string;
  /** Which question: the caption's id. */
  readonly question: string;
  /** Number of the choice, or what was typed where there are none. */
  readonly choice: number | string;
  /** Who answers, '' for nobody in particular. */
  readonly name: string;
  /** Says which answers are the same person's, who may change it: the last one counts. */
  readonly key: string;
}

/** Answers begin so; the number is the version of their format. */
const PREFIX = 'orrery-answer1.';
const CHECK_LENGTH = 8;
const MOST_TEXT = 60;

const checkOf = (text: string): string =>
  Array.from(sha256(new TextEncoder().encode(text)).subarray(0, CHECK_LENGTH / 2), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

function toBase64Url(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

/** An answer as a line of text, which ends with a checksum. */
export function encodeAnswer({ lecture, question, choice, name, key }: Answer): string {
  const body = toBase64Url(JSON.stringify([lecture, question, choice, name.slice(0, MOST_TEXT), key]));
  return `${PREFIX}${body}.${checkOf(body)}`;
}

/** Why a text is no answer that counts. */
export type Refusal = 'noAnswer' | 'newerAnswer' | 'damagedAnswer' | 'otherLecture' | 'otherQuestion' | 'noChoice';

/** What an answer has to belong to. */
export interface Asked {
  readonly lecture: string;
  readonly question: string;
  /** How many choices there are; 0 where the answer is typed. */
  readonly choices: number;
}

/** Reads an answer that was handed in: any text may come. */
export function readAnswer(text: string, asked: Asked): Answer | Refusal {
  const [, version, body = '', check] = /^orrery-answer(\d+)\.([\w-]*)(?:\.(\w*))?$/.exec(text.trim()) ?? [];
  if (version === undefined) return 'noAnswer';
  if (version !== '1') return 'newerAnswer';
  if (checkOf(body) !== check) return 'damagedAnswer';
  let fields: unknown;
  try {
    fields = JSON.parse(fromBase64Url(body));
  } catch {
    return 'damagedAnswer';
  }
  if (!Array.isArray(fields) || fields.length !== 5) return 'damagedAnswer';
  const [lecture, question, choice, name, key] = fields as unknown[];
  if (typeof lecture !== 'string' || typeof question !== 'string') return 'damagedAnswer';
  if (typeof name !== 'string' || typeof key !== 'string' || name.length > MOST_TEXT) return 'damagedAnswer';
  if (lecture !== asked.lecture) return 'otherLecture';
  if (question !== asked.question) return 'otherQuestion';
  const fits =
    asked.choices === 0
      ? typeof choice === 'string' && choice.length > 0 && choice.length <= MOST_TEXT
      : Number.isInteger(choice) && Number(choice) >= 0 && Number(choice) < asked.choices;
  if (!fits) return 'noChoice';
  return { lecture, question, choice: choice as number | string, name, key };
}

/** Takes an answer in; an earlier one of the same person goes. */
export function withAnswer(answers: readonly Answer[], answer: Answer): readonly Answer[] {
  const isSame = (one: Answer): boolean => one.key === answer.key && one.question === answer.question;
  return [...answers.filter((one) => !isSame(one)), answer];
}
