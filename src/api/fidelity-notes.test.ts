import { expect, test } from 'vitest';
import { fidelityNotes, noteText } from './fidelity-notes.ts';

const container = { name: 'c', image: 'nginx', securityContext: { capabilities: { drop: ['ALL'] }, runAsUser: 1 } };
const cap =
  'securityContext.capabilities is not modelled here: checked by Pod security and stored; programs run alike without it';

const cases: readonly [string, unknown, readonly string[]][] = [
  [
    'a Pod that sets what is ignored of its containers',
    { kind: 'Pod', spec: { containers: [{ name: 'a' }, container], initContainers: [container] } },
    [`spec.containers[1].${cap}`, `spec.initContainers[0].${cap}`],
  ],
  [
    'the template of a Deployment',
    { kind: 'Deployment', spec: { template: { spec: { containers: [container] } } } },
    [`spec.template.spec.containers[0].${cap}`],
  ],
  [
    'the template of a CronJob, in a List',
    {
      kind: 'List',
      items: [
        { kind: 'ConfigMap', data: {} },
        {
          kind: 'CronJob',
          spec: { jobTemplate: { spec: { template: { spec: { containers: [container] } } } } },
        },
      ],
    },
    [`items[1].spec.jobTemplate.spec.template.spec.containers[0].${cap}`],
  ],
  [
    'a kind that is simplified',
    { kind: 'Ingress', spec: { tls: [{ hosts: ['a'] }] } },
    ['spec.tls is simplified here: served by Pods of ingress-nginx; TLS is ended without a look at its Secret'],
  ],
  ['a plain Pod', { kind: 'Pod', spec: { containers: [{ name: 'a', image: 'nginx' }] } }, []],
  [
    'a kind of somebody’s own that looks like one with a template',
    { kind: 'Mine', spec: { template: { spec: { containers: [container] } } } },
    [],
  ],
  ['what is no object', ['Pod'], []],
  ['fields that are not what they should be', { kind: 'Pod', spec: { containers: 'none' } }, []],
];

for (const [name, manifest, notes] of cases)
  test(name, () => expect(fidelityNotes(manifest).map(noteText)).toEqual(notes));
