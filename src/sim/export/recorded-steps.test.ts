import { expect, test } from 'vitest';
import type { Action, Step } from '../../api/scenario.ts';
import { type RawStep, toAction } from '../../api/scenario-step.ts';
import { recordedSteps } from './recorded-steps.ts';

const typed = (line: string): Action => ({ type: 'shell', line, columns: 120, rows: 40 });
const record = (...actions: Action[]) =>
  recordedSteps(actions.map((action, index): Step => ({ atMs: index * 1000 + 0.25, action })));

const same: readonly Action[] = [
  { type: 'kubectl', command: 'scale deployment web --replicas=5' },
  { type: 'apply', yaml: 'kind: Pod\n' },
  { type: 'fault', fault: 'network-delay', target: 'node-1', durationMs: 60_000, latencyMs: 200, jitterMs: 50 },
  { type: 'fault', fault: 'network-loss', target: 'node-1', percent: 20 },
  { type: 'fault', fault: 'component-stop', target: 'kube-proxy', node: 'node-1' },
  { type: 'traffic', name: 'shop', to: 'http://web.default:80/', rps: 5, headers: { 'X-Beta': 'always' }, retries: 2 },
  { type: 'support', restart: 'vm-1/api' },
  {
    type: 'push',
    image: { name: 'shop:2.0', startupMs: 5_000, exitCode: 1, serving: { workers: 2, serviceMs: 20, errorRate: 0.5 } },
  },
  typed('for i in 1 2; do kubectl run a$i --image=nginx; done'),
];
test.each(same.map((action) => ({ action })))(
  '$action.type is recorded as the step that does the same',
  ({ action }) => {
    const [{ at, step, lost }] = record(action) as [ReturnType<typeof record>[number]];
    expect({ at, lost, action: toAction(step as unknown as RawStep) }).toEqual({ at: '1ms', lost: '', action });
  },
);

test.each<[name: string, actions: Action[], steps: object[]]>([
  [
    'a plain line is the kubectl step, and what only looks says so',
    [typed('kubectl get pods -o wide'), typed('k delete pod a')],
    [
      { at: '1ms', step: { kubectl: 'get pods -o wide' }, looks: true, lost: '' },
      { at: '1.001s', step: { kubectl: 'delete pod a' }, looks: false, lost: '' },
    ],
  ],
  [
    'a fault of the terminal is the fault',
    [typed('orrery fault network-loss node-2 --percent 5 --duration=1m')],
    [
      {
        at: '1ms',
        step: { fault: 'network-loss', target: 'node-2', percent: 5, duration: '1m' },
        looks: false,
        lost: '',
      },
    ],
  ],
  [
    'an edit of an object is what it saved, without the version of this run',
    [
      typed('kubectl edit deployment web'),
      { type: 'edited', text: '# Please edit\nmetadata:\n  name: web\n  resourceVersion: "7"\nspec: {}\n' },
    ],
    [
      {
        at: '1.001s',
        step: { shell: "kubectl replace -f - <<'EOF'\nmetadata:\n  name: web\nspec: {}\nEOF" },
        looks: false,
        lost: '',
      },
    ],
  ],
  [
    'a file of the editor is written',
    [typed('vi web.yaml'), { type: 'edited', text: 'EOF\n' }],
    [{ at: '1.001s', step: { shell: "cat > web.yaml <<'EOF_'\nEOF\nEOF_" }, looks: false, lost: '' }],
  ],
  [
    'keys that a program was sent are no step, and completion is nothing',
    [
      { type: 'complete', line: 'kub', cursor: 3 },
      { type: 'keys', data: 'q' },
      { type: 'edited', text: null },
    ],
    [{ at: '1.001s', step: {}, looks: false, lost: 'keys "q"' }],
  ],
])('%s', (_name, actions, steps) => {
  expect(record(...actions)).toEqual(steps);
});
