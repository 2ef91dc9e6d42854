import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../../api/k8s/discovery-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import EndpointSliceKind from '../../../../kinds/endpoint-slice/kind.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { compareScript, type State } from '../script/run-script.ts';
import { createScriptWorld, type ScriptWorld } from '../script/script-world.ts';

type Slice = Readonly<Record<string, unknown>> & { readonly endpoints: number | readonly { readonly pod?: string }[] };

/** What EndpointSlices and Endpoints hold. */
const reader: CaseReader = {
  areas: ['endpointslice'],
  fits: ({ then }) => 'endpointSlices' in ((then['states'] as State[])?.[0] ?? {}),
  run: (cases) => cases.map((entry) => runItem(entry.id, () => play(entry))),
};

export default reader;

function play(entry: Case): Difference[] {
  const objects = entry.given['objects'] as readonly (KubeObject & { readonly note?: string })[];
  const crowd = objects.find(({ note }) => note)?.note;
  if (!crowd) {
    // Where there is a state more than steps, the last one is after the Pods that were deleted have gone.
    const steps = entry.when['script'] as readonly object[];
    const more = (entry.then['states'] as readonly State[]).length > steps.length;
    const script = more ? [...steps, { kubelet: 'terminating pods are gone' }] : steps;
    return [...compareScript({ ...entry, when: { ...entry.when, script } }, observe, normalise).differences];
  }
  const [, count = '', prefix = '', key = '', value = '', node = ''] =
    /^(\d+) ready pods (\w+?)0+\.\. with label (\w+)=(\w+) on node (\w+)$/.exec(crowd) ?? [];
  if (!count) throw new Error(`nobody knows how to make ${crowd}`);
  const world = createScriptWorld([]);
  for (let i = 0; i < Number(count); i++) {
    const name = `${prefix}${String(i).padStart(3, '0')}`;
    const spec = { nodeName: node, containers: [{ name: 'c', image: 'a:1' }] };
    const metadata = { namespace: NAMESPACE, name, labels: { [key]: value } };
    world.makeReady(world.act(world.client.create(PodKind, { apiVersion: 'v1', kind: 'Pod', metadata, spec } as Pod)));
  }
  world.settle();
  for (const object of objects) if (object.kind) world.create(object);
  world.settle();
  const [expected] = entry.then['states'] as readonly State[];
  const { after: _, ...wanted } = expected!;
  return differencesOf(normalise(wanted, wanted), normalise(observe(world), wanted));
}

function observe(world: ScriptWorld): State {
  const slices = world.list(EndpointSliceKind).map((slice: EndpointSlice) => ({
    endpoints: (slice.endpoints ?? []).map((endpoint) => ({
      pod: endpoint.targetRef?.name,
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
  return { endpointSlices: slices, endpoints: endpointsOf(world) };
}

interface Subset {
  readonly addresses?: readonly { readonly targetRef?: { readonly name?: string } }[];
  readonly notReadyAddresses?: Subset['addresses'];
  readonly ports?: readonly object[];
}

function endpointsOf(world: ScriptWorld): unknown {
  const kind = world.kind('Endpoints');
  const [found] = kind ? (world.list(kind) as readonly (KubeObject & { subsets?: readonly Subset[] })[]) : [];
  const names = (list: Subset['addresses']): unknown[] => (list ?? []).map(({ targetRef }) => targetRef?.name).sort();
  return (found?.subsets ?? []).map(({ addresses, notReadyAddresses, ports = [] }) => ({
    addresses: names(addresses),
    notReadyAddresses: names(notReadyAddresses),
    ports,
  }));
}

/** Slices and endpoints in an order that does not depend on names; only their number where that is all that is known. */
function normalise(state: State, expected: State): State {
  const wanted = expected['endpointSlices'] as readonly Slice[];
  const counted = typeof wanted[0]?.endpoints === 'number';
  const byText = (list: readonly unknown[]): unknown[] => [...list].sort((a, b) => (sorted(a) < sorted(b) ? -1 : 1));
  const slices = (state['endpointSlices'] as readonly Slice[]).map((slice) => {
    if (typeof slice.endpoints === 'number') return slice;
    return { ...slice, endpoints: counted ? slice.endpoints.length : byText(slice.endpoints) };
  });
  const endpoints = state['endpoints'];
  // Where only numbers were recorded, the Endpoints were not.
  const subsets = counted ? { endpoints: null } : Array.isArray(endpoints) ? { endpoints: byText(endpoints) } : {};
  return { ...state, ...subsets, endpointSlices: byText(slices) };
}

/** A value's text with its keys in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
