import type { KubeObject } from '../../../api/object.ts';
import recorded from '../testdata/golden/errors.json' with { type: 'json' };
import type { Manifest } from './requests.ts';

interface Version {
  readonly name: string;
  readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: object } } };
}

const widgets = recorded.customResourceDefinition as unknown as KubeObject & {
  readonly spec: { readonly versions: readonly [Version] };
};

/** A definition with everything that definitions have: rules, defaults, kept fields, columns, scale, two versions. */
const gadgets = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.fuzz.example.com' },
  spec: {
    group: 'fuzz.example.com',
    scope: 'Namespaced',
    names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget', shortNames: ['gd'], categories: ['all'] },
    versions: [
      version('v1', true),
      { ...version('v1beta1', false), deprecated: true, deprecationWarning: 'fuzz.example.com/v1beta1 is old' },
    ],
  },
};

function version(name: string, storage: boolean): object {
  const parts = {
    type: 'array',
    items: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', maxLength: 20 }, weight: { type: 'integer', default: 1 } },
    },
    maxItems: 5,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
  };
  const spec = {
    type: 'object',
    properties: {
      replicas: { type: 'integer', minimum: 0, maximum: 10, default: 1 },
      color: { type: 'string', enum: ['red', 'green'] },
      port: { 'x-kubernetes-int-or-string': true },
      parts,
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      template: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
    },
    'x-kubernetes-validations': [
      { rule: 'self.replicas <= 5 || has(self.color)', message: 'large ones have a color' },
      { rule: 'self.replicas >= oldSelf.replicas', message: 'may only grow' },
    ],
  };
  const status = { type: 'object', properties: { replicas: { type: 'integer' } } };
  return {
    name,
    served: true,
    storage,
    schema: { openAPIV3Schema: { type: 'object', properties: { spec, status }, required: ['spec'] } },
    subresources: {
      status: {},
      scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
    },
    additionalPrinterColumns: [{ name: 'Color', type: 'string', jsonPath: '.spec.color' }],
    selectableFields: [{ jsonPath: '.spec.color' }],
  };
}

/** What a cluster of the fuzz has before the first request. */
export const DEFINITIONS: readonly object[] = [widgets, gadgets];

/** Objects of kinds that are defined at run time. */
export const customObjects: readonly Manifest[] = [
  object('example.com', 'v1', 'widgets', 'Widget', { size: 3 }),
  object('fuzz.example.com', 'v1', 'gadgets', 'Gadget', {
    replicas: 2,
    color: 'red',
    port: 'http',
    parts: [{ name: 'a' }, { name: 'b', weight: 2 }],
    free: { any: ['thing', { is: 'kept' }] },
    template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: {} },
  }),
  object('fuzz.example.com', 'v1beta1', 'gadgets', 'Gadget', { replicas: 7, color: 'green' }),
];

/** The definitions themselves, of which other ones come by changes. */
export const definitionObjects: readonly KubeObject[] = [widgets, gadgets as unknown as KubeObject];

function object(group: string, version: string, plural: string, kind: string, spec: object): Manifest {
  const given = { apiVersion: `${group}/${version}`, kind, metadata: { name: 'one' }, spec };
  return { kind: { kind, group, version, plural, namespaced: true }, object: given as unknown as KubeObject };
}
