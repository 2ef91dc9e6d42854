import { expect, test } from 'vitest';
import { type Answer, type Asked, encodeAnswer, readAnswer, withAnswer } from './answers.ts';

const asked: Asked = { lecture: 'desired-state', question: 'guess', choices: 4 };
const answer: Answer = { lecture: 'desired-state', question: 'guess', choice: 2, name: 'Zoë', key: 'k1' };
const line = encodeAnswer(answer);

test.each<[name: string, text: string, asked: Asked, read: Answer | string]>([
  ['an answer comes back as it was given', ` ${line}\n`, asked, answer],
  ['what is no answer', 'hello', asked, 'noAnswer'],
  ['an answer of a newer page', line.replace('answer1', 'answer2'), asked, 'newerAnswer'],
  [
    'a letter that has changed',
    line.replace(/.(?=\.\w*$)/, (char) => (char === 'A' ? 'B' : 'A')),
    asked,
    'damagedAnswer',
  ],
  ['an end that is missing', line.slice(0, -3), asked, 'damagedAnswer'],
  ['an answer to another lecture', line, { ...asked, lecture: 'other' }, 'otherLecture'],
  ['an answer to another question', line, { ...asked, question: 'other' }, 'otherQuestion'],
  ['a choice that is not there', line, { ...asked, choices: 2 }, 'noChoice'],
  ['a number where words are asked', line, { ...asked, choices: 0 }, 'noChoice'],
  [
    'words where they are asked',
    encodeAnswer({ ...answer, choice: 'twelve' }),
    { ...asked, choices: 0 },
    { ...answer, choice: 'twelve' },
  ],
])('%s', (_name, text, to, read) => {
  expect(readAnswer(text, to)).toEqual(read);
});

test('who answers again has changed the answer', () => {
  const again = { ...answer, choice: 0 };
  const other = { ...answer, key: 'k2' };
  expect(withAnswer(withAnswer(withAnswer([], answer), other), again)).toEqual([other, again]);
});
