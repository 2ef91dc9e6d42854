import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';

const text = readFileSync(new URL('../scenarios/services.yaml', import.meta.url), 'utf8');
const { run, outputs } = runScenario(parseScenario(text, 'services'));

function said(seconds: number): { stdout: string; stderr: string } {
  return outputs.find(({ atMs }) => Math.floor(atMs / 1000) === seconds)!;
}

const REFUSED = /Connection refused/;
const A_POD = /^web-[a-z0-9]+-[a-z0-9]{5}$/;

test.each<[string, number, RegExp]>([
  ['a port of several leads to a named port of the Pods', 30, A_POD],
  ['an ExternalName is an alias', 33, /canonical name = by-port-name\.default\.svc\.cluster\.local\.$/m],
  ['which leads where its name leads', 34, A_POD],
  ['an EndpointSlice by hand leads to a machine beside the cluster', 46, /^Hello from vm$/m],
  ['an endpoint that is published is asked before it is ready', 51, /^Hello from not-yet$/m],
  ['further addresses are answered by every node', 52, A_POD],
  ['a load balancer needs no node ports', 60, /^balanced +LoadBalancer +\S+ +203\.0\.113\.10 +80\/TCP /m],
  ['one of another class is nobody’s here', 60, /^of-another-class +LoadBalancer +\S+ +198\.51\.100\.77 /m],
])('%s', (_name, seconds, expected) => {
  expect(said(seconds).stdout.trim()).toMatch(expected);
});

test.each<[string, number, RegExp]>([
  ['a name that does not exist', 35, /command terminated with exit code 1/],
  ['traffic inside that stays on the node drops what finds no Pod there', 36, /wget: download timed out/],
  ['no endpoint: refused', 41, REFUSED],
  ['no selector and no EndpointSlice: refused', 42, REFUSED],
  ['no endpoint that is ready: refused', 50, REFUSED],
])('%s', (_name, seconds, expected) => {
  expect(said(seconds).stderr).toMatch(expected);
});

test('a headless Service has a record for each Pod, and names of their own in SRV records', () => {
  expect(
    said(31).stdout.match(/service = 0 100 8080 10-244-\d+-\d+\.headless\.default\.svc\.cluster\.local\./g),
  ).toHaveLength(2);
  expect(said(32).stdout.match(/^Address: 10\.244\.\d+\.\d+$/gm)).toHaveLength(2);
});

test.each<[string, string]>([
  ['node-1', 'ok'],
  ['node-3', 'ok'],
  ['local-with', 'ok'],
  ['local-without', 'timedOut'],
  ['balanced', 'ok'],
  ['closed-port', 'refused'],
])('from outside, %s: all requests are %s', (name, outcome) => {
  const { sent, ...counts } = run.cluster.traffic.clients.find(({ spec }) => spec.name === name)!.stats.total;
  const kinds = Object.entries(counts).flatMap(([kind, count]) => (count > 0 ? [kind] : []));
  expect(sent).toBeGreaterThan(400);
  expect(kinds).toEqual([outcome]);
});
