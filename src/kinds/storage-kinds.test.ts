import { expect, test } from 'vitest';
import { decode } from '../api/decode.ts';
import { fieldErrorText } from '../api/field-errors.ts';
import type { Kind } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import { CSIDriverKind } from './csi-driver/kind.ts';
import { CSINodeKind } from './csi-node/kind.ts';
import { CSIStorageCapacityKind } from './csi-storage-capacity/kind.ts';
import { PersistentVolumeKind } from './persistent-volume/kind.ts';
import { PersistentVolumeClaimKind } from './persistent-volume-claim/kind.ts';
import { StorageClassKind } from './storage-class/kind.ts';
import { VolumeAttachmentKind } from './volume-attachment/kind.ts';

type Body = Readonly<Record<string, unknown>>;

const context = { nowMs: Date.UTC(2026, 0, 1) };

function complete(kind: Kind, body: Body): KubeObject {
  const given = {
    apiVersion: kind.group ? `${kind.group}/v1` : 'v1',
    kind: kind.kind,
    metadata: { name: 'a' },
    ...body,
  };
  const { object, error } = decode<KubeObject>(kind.schema, given);
  if (error) throw new Error(error);
  return kind.defaults?.(object) ?? object;
}

function stored(kind: Kind, body: Body): KubeObject {
  const object = complete(kind, body);
  return kind.prepareForCreate?.(object, context) ?? object;
}

const texts = (errors: readonly Parameters<typeof fieldErrorText>[0][]): readonly string[] =>
  errors.map((error) => fieldErrorText(error).split('\n')[0]!);

const volume = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const attachment = { attacher: 'csi.example.com', nodeName: 'n', source: { persistentVolumeName: 'v' } };
const local = { ...volume, hostPath: undefined, local: { path: '/x/..' } };

const creates: readonly (readonly [string, Kind, Body, readonly string[]])[] = [
  ['a volume is in order', PersistentVolumeKind as unknown as Kind, { spec: volume }, []],
  [
    'a volume has a size, a mode and a source',
    PersistentVolumeKind as unknown as Kind,
    { spec: {} },
    [
      'spec.accessModes: Required value',
      'spec.capacity: Required value',
      'spec.capacity: Unsupported value: core.ResourceList(nil): supported values: "storage"',
      'spec: Required value: must specify a volume type',
    ],
  ],
  [
    'a local volume names its nodes',
    PersistentVolumeKind as unknown as Kind,
    { spec: local },
    [
      'spec.local.path: Invalid value: "/x/..": must not contain \'..\'',
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
  ],
  [
    'a volume has one source',
    PersistentVolumeKind as unknown as Kind,
    { spec: { ...volume, nfs: { server: 's', path: '/' }, cephfs: { monitors: ['m'] } } },
    [
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
      'spec.cephFS: Forbidden: may not specify more than 1 volume type',
    ],
  ],
  [
    'the root of a node is not recycled',
    PersistentVolumeKind as unknown as Kind,
    { spec: { ...volume, hostPath: { path: '/a/..' }, persistentVolumeReclaimPolicy: 'Recycle' } },
    [
      'spec.hostPath.path: Invalid value: "/a/..": must not contain \'..\'',
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
  ],
  [
    'secrets of a driver have names and namespaces',
    PersistentVolumeKind as unknown as Kind,
    { spec: { ...volume, hostPath: undefined, csi: { driver: '', volumeHandle: 'h', nodeExpandSecretRef: {} } } },
    [
      'spec.csi.driver: Required value',
      "spec.csi.driver: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.csi.nodeExpandSecretRef.name: Required value',
      'spec.csi.nodeExpandSecretRef.namespace: Required value',
    ],
  ],
  [
    'modes do not mix, and nothing is asked for',
    PersistentVolumeClaimKind as unknown as Kind,
    { spec: { accessModes: ['ReadWriteOncePod', 'ReadWriteOnce', 'X'], resources: { requests: { storage: '0' } } } },
    [
      'spec.accessModes: Unsupported value: "X": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
    ],
  ],
  [
    'the two names of a source agree',
    PersistentVolumeClaimKind as unknown as Kind,
    {
      spec: {
        ...claim,
        dataSource: { kind: 'PersistentVolumeClaim', name: 'x' },
        dataSourceRef: { kind: 'Snap', name: 'x' },
      },
    },
    [
      'spec.dataSourceRef: Invalid value: "Snap": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      'spec: Invalid value: spec.dataSource: must match dataSourceRef',
    ],
  ],
  [
    'a class has a provisioner and known policies',
    StorageClassKind as unknown as Kind,
    { provisioner: '', reclaimPolicy: 'Recycle', parameters: { '': 'x' } },
    [
      'provisioner: Required value',
      'parameters: Invalid value: "": field can not be empty.',
      'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    ],
  ],
  [
    'the topologies of a class differ',
    StorageClassKind as unknown as Kind,
    {
      provisioner: 'example.com/p',
      allowedTopologies: [
        { matchLabelExpressions: [{ key: 'zone', values: ['a', 'b'] }] },
        { matchLabelExpressions: [{ key: 'zone', values: ['b', 'a'] }] },
      ],
    },
    ['allowedTopologies[1].matchLabelExpressions: Duplicate value: ""'],
  ],
  [
    'an attachment is of one volume',
    VolumeAttachmentKind as unknown as Kind,
    { spec: { ...attachment, source: {} } },
    ['spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName'],
  ],
  [
    'tokens of a driver live ten minutes, one for each audience',
    CSIDriverKind as unknown as Kind,
    { spec: { tokenRequests: [{ audience: 'x', expirationSeconds: 60 }, { audience: 'x' }] } },
    [
      'spec.tokenRequests[0].expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
      'spec.tokenRequests[1].audience: Duplicate value: "x"',
    ],
  ],
  [
    'drivers of a node differ',
    CSINodeKind as unknown as Kind,
    {
      spec: {
        drivers: [
          { name: 'd', nodeID: 'n' },
          { name: 'd', nodeID: '', allocatable: { count: -1 } },
        ],
      },
    },
    [
      'spec.drivers[1].nodeID: Required value',
      'spec.drivers[1].allocatable.count: Invalid value: -1: must be greater than or equal to 0',
      'spec.drivers[1].name: Duplicate value: "d"',
    ],
  ],
  [
    'a capacity is not negative',
    CSIStorageCapacityKind as unknown as Kind,
    { storageClassName: 'fast', capacity: '-1Gi' },
    ['capacity: Invalid value: "-1Gi": must be greater than or equal to 0'],
  ],
];

test.each(creates)('%s', (_name, kind, body, errors) => {
  expect(texts(kind.validate!(stored(kind, body)))).toEqual(errors);
});

const bound = { phase: 'Bound', capacity: { storage: '1Gi' } };

const updates: readonly (readonly [string, Kind, Body, Body, readonly string[]])[] = [
  [
    'where the data of a volume lies stays',
    PersistentVolumeKind as unknown as Kind,
    { spec: volume },
    { spec: { ...volume, hostPath: { path: '/other' }, volumeMode: 'Block' } },
    [
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
      'volumeMode: Invalid value: "Block": field is immutable',
    ],
  ],
  [
    'a bound claim may ask for more',
    PersistentVolumeClaimKind as unknown as Kind,
    { spec: claim, status: bound },
    { spec: { ...claim, resources: { requests: { storage: '2Gi' } } }, status: bound },
    [],
  ],
  [
    'a claim gets its class once',
    PersistentVolumeClaimKind as unknown as Kind,
    { spec: { ...claim, storageClassName: 'a' } },
    { spec: { ...claim, storageClassName: 'b' } },
    [
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    ],
  ],
  [
    'a claim without a class may get one',
    PersistentVolumeClaimKind as unknown as Kind,
    { spec: claim },
    { spec: { ...claim, storageClassName: 'b', volumeName: 'v' } },
    [],
  ],
  [
    'little of a class changes',
    StorageClassKind as unknown as Kind,
    { provisioner: 'p', parameters: { a: 'b' } },
    { provisioner: 'q', volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true },
    [
      'parameters: Forbidden: updates to parameters are forbidden.',
      'provisioner: Forbidden: updates to provisioner are forbidden.',
      'volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable',
    ],
  ],
  [
    'drivers of a node come and go, but do not change',
    CSINodeKind as unknown as Kind,
    { spec: { drivers: [{ name: 'd', nodeID: 'n' }] } },
    {
      spec: {
        drivers: [
          { name: 'd', nodeID: 'm' },
          { name: 'e', nodeID: 'n' },
        ],
      },
    },
    [
      'CSINodeDriver: Invalid value: storage.CSINodeDriver{Name:"d", NodeID:"m", TopologyKeys:[]string(nil), Allocatable:(*storage.VolumeNodeResources)(nil)}: field is immutable',
    ],
  ],
  [
    'a driver attaches or does not',
    CSIDriverKind as unknown as Kind,
    { spec: {} },
    { spec: { attachRequired: false, volumeLifecycleModes: ['Ephemeral'] } },
    [
      'spec.attachedRequired: Invalid value: false: field is immutable',
      'spec.volumeLifecycleModes: Invalid value: []storage.VolumeLifecycleMode{"Ephemeral"}: field is immutable',
    ],
  ],
];

test.each(updates)('update: %s', (_name, kind, before, after, errors) => {
  // What a claim has got is in its status, which a create would not keep.
  const previous = { ...stored(kind, before), ...(before['status'] ? { status: before['status'] } : {}) } as KubeObject;
  const next = kind.prepareForUpdate?.(complete(kind, after), previous, context) ?? complete(kind, after);
  expect(texts(kind.validateUpdate!(next, previous))).toEqual(errors);
});
