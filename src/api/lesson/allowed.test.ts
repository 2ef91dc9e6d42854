import { expect, test } from 'vitest';
import type { Action } from '../scenario.ts';
import { refusalOf } from './allowed.ts';

const typed = (line: string): Action => ({ type: 'shell', line, columns: 80, rows: 24 });
const allow = { commands: ['get', 'scale'], faults: ['node-crash'] };
const noVerb = (verb: string) => `error: this exercise does not allow kubectl ${verb}; it allows: get, scale\n`;
const noFault = 'error: this exercise does not allow the fault node-heal; it allows: node-crash\n';

test.each<[name: string, action: Action, refusal: string | undefined]>([
  ['a command that is allowed', { type: 'kubectl', command: '-n shop scale deployment web --replicas=2' }, undefined],
  ['a command that is not', { type: 'kubectl', command: 'delete pod a' }, noVerb('delete')],
  ['the editor', { type: 'apply', yaml: '' }, noVerb('apply')],
  ['a later command of a line', typed('kubectl get pods && k delete pod a'), noVerb('delete')],
  ['names handed on to a command', typed('kubectl get pods -o name | xargs kubectl delete'), noVerb('delete')],
  ['a line without kubectl', typed('ls'), undefined],
  ['a fault that is not allowed', { type: 'fault', fault: 'node-heal', target: 'node-1' }, noFault],
  ['the same in the terminal', typed('true; orrery fault node-heal node-1'), noFault],
  ['a fault that is allowed', typed('orrery fault node-crash node-1'), undefined],
])('%s', (_name, action, refusal) => {
  expect(refusalOf(allow, action)).toBe(refusal);
});
