import { describe, expect, test } from 'vitest';
import { decode } from '../../decode.ts';
import { defaultPodSpec } from '../../defaults/pod-spec.ts';
import { fieldErrorText } from '../../field-errors.ts';
import type { PodSpec } from '../../k8s/core-v1.gen.ts';
import type { Found } from '../basics.ts';
import { checkPodSpec } from './pod-spec.ts';

const schema = 'io.k8s.api.core.v1.PodSpec';
const app = { name: 'c', image: 'app:v1' };

function errorsOf(spec: object): readonly string[] {
  const { object, error } = decode<PodSpec>(schema, spec);
  if (error) throw new Error(error);
  const found: Found = [];
  checkPodSpec(defaultPodSpec(object), { inPod: true, podName: 'p' }, 'spec', found);
  return found.map(fieldErrorText);
}

type Row = readonly [string, object, readonly string[]];

function rows(list: readonly Row[]): void {
  test.each(list)('%s', (_name, spec, expected) => expect(errorsOf(spec)).toEqual(expected));
}

const withSpec = (fields: object): object => ({ containers: [app], ...fields });
const withVolume = (volume: object): object => withSpec({ volumes: [volume] });
const C = 'spec.containers[0]';
const V = 'spec.volumes[0]';
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('volumes', () => {
  rows([
    [
      'a volume has one source',
      withVolume({ name: 'v', emptyDir: {}, hostPath: { path: '/a' } }),
      [`${V}.hostPath: Forbidden: may not specify more than 1 volume type`],
    ],
    ['a volume without a source is an emptyDir', withVolume({ name: 'v' }), []],
    [
      'names are labels, and each is there once',
      withSpec({ volumes: [{ name: 'A_' }, { name: 'b' }, { name: 'b' }] }),
      [`${V}.name: Invalid value: "A_": ${LABEL_RULE}`, 'spec.volumes[2].name: Duplicate value: "b"'],
    ],
    [
      'a host path does not go up and has a known type',
      withVolume({ name: 'v', hostPath: { path: '/a/../b', type: 'Dir' } }),
      [
        `${V}.hostPath.path: Invalid value: "/a/../b": must not contain '..'`,
        `${V}.hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"`,
      ],
    ],
    [
      'files of a ConfigMap have keys, paths and modes',
      withVolume({ name: 'v', configMap: { items: [{ key: '', path: '../x', mode: 512 }], defaultMode: 600 } }),
      [
        `${V}.configMap.name: Required value`,
        `${V}.configMap.defaultMode: Invalid value: 600: must be a number between 0 and 0777 (octal), both inclusive`,
        `${V}.configMap.items[0].key: Required value`,
        `${V}.configMap.items[0].path: Invalid value: "../x": must not contain '..'`,
        `${V}.configMap.items[0].mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive`,
      ],
    ],
    [
      'sources of one directory do not want the same file',
      withVolume({
        name: 'v',
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'k', path: 'a' }] } },
            { configMap: { name: 'm', items: [{ key: 'k', path: 'a' }] } },
            { serviceAccountToken: { path: '', expirationSeconds: 5 } },
          ],
        },
      }),
      [
        `${V}.projected: Invalid value: "m": conflicting duplicate paths`,
        `${V}.projected.sources[2].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes`,
        `${V}.projected.path: Required value`,
      ],
    ],
    [
      'a field that variables may take is none for files',
      withVolume({ name: 'v', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } }),
      [
        `${V}.downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"`,
      ],
    ],
    [
      'each kind of network volume has its required fields',
      withSpec({
        volumes: [
          { name: 'a', nfs: { server: '', path: 'x' } },
          { name: 'b', gcePersistentDisk: { pdName: '', partition: 300 } },
          { name: 'd', csi: { driver: '' } },
          { name: 'e', persistentVolumeClaim: { claimName: '' } },
        ],
      }),
      [
        'spec.volumes[0].nfs.server: Required value',
        'spec.volumes[0].nfs.path: Invalid value: "x": must be an absolute path',
        'spec.volumes[1].persistentDisk.pdName: Required value',
        'spec.volumes[1].persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive',
        'spec.volumes[2].csi.driver: Required value',
        `spec.volumes[2].csi.driver: Invalid value: "": ${SUBDOMAIN_RULE}`,
        'spec.volumes[3].persistentVolumeClaim.claimName: Required value',
      ],
    ],
    [
      'the claim of an ephemeral volume is checked, and is not used twice',
      withSpec({
        volumes: [
          { name: 'a', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['RWO'] } } } },
          { name: 'b', persistentVolumeClaim: { claimName: 'p-a' } },
        ],
      }),
      [
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
        'spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-a": must not reference a PVC that gets created for an ephemeral volume',
      ],
    ],
  ]);
});

describe('mounts', () => {
  const mount = (fields: object, container: object = {}): object => ({
    containers: [{ ...app, ...container, volumeMounts: [{ name: 'v', mountPath: '/a', ...fields }] }],
    volumes: [{ name: 'v' }],
  });
  rows([
    [
      'a path in a container is taken once',
      {
        containers: [
          {
            ...app,
            volumeMounts: [
              { name: 'v', mountPath: '/a' },
              { name: 'v', mountPath: '/a' },
            ],
          },
        ],
        volumes: [{ name: 'v' }],
      },
      [`${C}.volumeMounts[1].mountPath: Invalid value: "/a": must be unique`],
    ],
    [
      'sub-paths are relative and not given twice',
      mount({ subPath: '/x', subPathExpr: 'y' }),
      [
        `${C}.volumeMounts.subPath: Invalid value: "/x": must be a relative path`,
        `${C}.volumeMounts[0].subPathExpr: Invalid value: "y": subPathExpr and subPath are mutually exclusive`,
      ],
    ],
    [
      'only privileged containers propagate mounts to the host',
      mount({ mountPropagation: 'Bidirectional' }),
      [
        `${C}.volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers`,
      ],
    ],
    [
      'privileged ones may',
      mount({ mountPropagation: 'Bidirectional' }, { securityContext: { privileged: true } }),
      [],
    ],
    [
      'recursive read-only needs read-only',
      mount({ recursiveReadOnly: 'Enabled' }),
      [`${C}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true`],
    ],
    [
      'a block device comes from a claim',
      {
        containers: [
          {
            ...app,
            volumeDevices: [
              { name: 'v', devicePath: '/dev/x' },
              { name: 'w', devicePath: '' },
            ],
          },
        ],
        volumes: [{ name: 'v' }],
      },
      [
        `${C}.volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode`,
        `${C}.volumeDevices[1].name: Not found: "w"`,
        `${C}.volumeDevices[1].devicePath: Required value`,
      ],
    ],
  ]);
});
