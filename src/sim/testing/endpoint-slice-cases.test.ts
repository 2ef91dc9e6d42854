import { describe, expect, it } from 'vitest';
import type { Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import EndpointSliceKind from '../../kinds/endpoint-slice/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import { NAMESPACE } from './control-plane.ts';
import { type ControllerWorld, condition, createControllerWorld } from './controller-world.ts';
import cases from './testdata/cases/endpointslice.json' with { type: 'json' };

type Step = { readonly kubelet?: Readonly<Record<string, string>>; readonly delete?: string };
interface Case {
  readonly id: string;
  readonly title: string;
  readonly given: { readonly objects: readonly (KubeObject & { readonly note?: string })[] };
  readonly when: { readonly script: readonly Step[] };
  readonly then: { readonly states: readonly { readonly endpointSlices: readonly Slice[] }[] };
}
type Slice = Readonly<Record<string, unknown>> & { readonly endpoints: number | readonly { readonly pod: string }[] };

describe('EndpointSlices are as recorded', () => {
  it.each((cases as unknown as Case[]).map((entry) => [entry.title, entry] as const))('%s', (_title, entry) => {
    const world = createControllerWorld({ only: ['endpointslice-controller'] });
    for (const [name, labels] of [
      ['n1', {}],
      ['nz', { 'topology.kubernetes.io/zone': 'z1' }],
    ] as const) {
      world.act(world.client.create(NodeKind, { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } }));
    }
    for (const object of entry.given.objects) if (object.kind) create(world, object);
    if (entry.id === 'eps-hundred') manyPods(world);
    world.settle();
    const states = entry.when.script.map((step) => {
      play(world, step);
      return slicesOf(world);
    });
    if (states.length < entry.then.states.length) {
      world.removeTerminating();
      world.settle();
      states.push(slicesOf(world));
    }
    expect(states.map((slices, i) => comparable(slices, entry.then.states[i]!.endpointSlices))).toEqual(
      entry.then.states.map((state) => comparable(state.endpointSlices, state.endpointSlices)),
    );
  });
});

function create(world: ControllerWorld, object: KubeObject): void {
  const namespaced = { ...object, metadata: { ...object.metadata, namespace: NAMESPACE } };
  world.act(world.client.create(world.kind(object.kind), namespaced));
}

/** 120 Pods that are ready before the Service comes. */
function manyPods(world: ControllerWorld): void {
  const service = world.list(ServiceKind)[0] as Service;
  world.act(world.client.delete(ServiceKind, NAMESPACE, 'web'));
  for (const slice of world.list(EndpointSliceKind)) {
    world.act(world.client.delete(EndpointSliceKind, NAMESPACE, slice.metadata.name!));
  }
  for (let i = 0; i < 120; i++) {
    const name = `w${String(i).padStart(3, '0')}`;
    const spec = { nodeName: 'n1', containers: [{ name: 'c', image: 'a:1' }] };
    const metadata = { namespace: NAMESPACE, name, labels: { app: 'web' } };
    world.makeReady(world.act(world.client.create(PodKind, { apiVersion: 'v1', kind: 'Pod', metadata, spec } as Pod)));
  }
  world.settle();
  const { selector, ports } = service.spec!;
  create(world, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector, ports },
  } as KubeObject);
}

function play(world: ControllerWorld, step: Step): void {
  for (const [name, state] of Object.entries(step.kubelet ?? {})) {
    const pod = world.list(PodKind).find((object) => object.metadata.name === name)!;
    if (state === 'ready') world.makeReady(pod);
    else if (state !== 'pending') {
      const ip = `10.244.9.${name.charCodeAt(0)}`;
      const phase = state === 'notready' ? 'Running' : state;
      const conditions = [condition('Ready', 'False', world.engine.unixMs)];
      world.setPod(pod, { phase, podIP: ip, podIPs: [{ ip }], conditions });
    }
  }
  if (step.delete) world.act(world.client.delete(PodKind, NAMESPACE, step.delete.split('/')[1]!));
  world.settle();
}

function slicesOf(world: ControllerWorld): Slice[] {
  return world.list(EndpointSliceKind).map((slice: EndpointSlice) => ({
    endpoints: (slice.endpoints ?? []).map((endpoint) => ({
      pod: endpoint.targetRef!.name!,
      nodeName: endpoint.nodeName ?? null,
      zone: endpoint.zone ?? null,
      conditions: endpoint.conditions,
    })),
    ports: slice.ports?.length ? slice.ports : null,
    addressType: slice.addressType,
    labels: slice.metadata.labels,
    ownerKind: slice.metadata.ownerReferences?.[0]?.kind,
    generateName: slice.metadata.generateName,
  }));
}

/** Slices and endpoints in an order that does not depend on names, and only their number where that is all that is known. */
function comparable(slices: readonly Slice[], expected: readonly Slice[]): unknown {
  const counted = typeof expected[0]?.endpoints === 'number';
  const plain = slices.map((slice) => {
    if (typeof slice.endpoints === 'number') return slice;
    const endpoints = [...slice.endpoints].sort((a, b) => (a.pod < b.pod ? -1 : 1));
    return { ...slice, endpoints: counted ? endpoints.length : endpoints };
  });
  return plain.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
