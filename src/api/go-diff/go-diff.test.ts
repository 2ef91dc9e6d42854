import { expect, test } from 'vitest';
import recorded from '../../sim/testing/testdata/golden/errors.json' with { type: 'json' };
import { goDiff } from './go-diff.ts';

/** The difference that v1.32 printed in a refusal. */
function printed(id: string): string {
  const found = recorded.cases.find((each) => each.id === id) as { api: { response: { message: string } } };
  const { message } = found.api.response;
  return message.slice(message.indexOf('\n') + 1);
}

const claim = (storage: string) => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage } },
  storageClassName: 'x',
  volumeMode: 'Filesystem',
});

test('claims of two sizes', () => {
  expect(goDiff('core.PersistentVolumeClaimSpec', claim('1Gi'), claim('500Mi'))).toBe(printed('pvc-shrink'));
});

const name = 'kube-api-access-bf4zb';

const sources = [
  { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
];

const pod = (container: object) => ({
  volumes: [{ name, projected: { sources, defaultMode: 420 } }],
  containers: [{ name: 'c', image: 'nginx:1.27', resources: {}, ...container }],
  restartPolicy: 'Always',
});

const before = pod({
  volumeMounts: [{ name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
});

test.each([
  ['pod-update-resources', { resources: { requests: { cpu: '1' } } }],
  ['pod-update-forbidden-field', { command: ['sh'] }],
])('%s', (id, container) => {
  expect(goDiff('core.PodSpec', before, pod(container))).toBe(printed(id));
});

test('volumes whose data lies elsewhere', () => {
  const [a, b] = [{ hostPath: { path: '/a', type: '' } }, { nfs: { server: 's', path: '/' } }];
  expect(goDiff('core.PersistentVolumeSource', a, b)).toBe(
    [
      '  core.PersistentVolumeSource{',
      '  \tGCEPersistentDisk:    nil,',
      '  \tAWSElasticBlockStore: nil,',
      '- \tHostPath:             &core.HostPathVolumeSource{Path: "/a", Type: &""},',
      '+ \tHostPath:             nil,',
      '  \tGlusterfs:            nil,',
      '- \tNFS:                  nil,',
      '+ \tNFS:                  &core.NFSVolumeSource{Server: "s", Path: "/"},',
      '  \tRBD:                  nil,',
      '  \tQuobyte:              nil,',
      '  \t... // 15 identical fields',
      '  }',
      '',
    ].join('\n'),
  );
});

test('elements that come and go', () => {
  const spec = (...names: readonly string[]) => ({ tolerations: names.map((key) => ({ key })) });
  expect(
    goDiff('core.PodSpec', spec('a', 'b'), spec('a', 'b', 'c'))
      .split('\n')
      .slice(4, 9),
  ).toEqual([
    '  \tTolerations: []core.Toleration{',
    '  \t\t{Key: "a"},',
    '  \t\t{Key: "b"},',
    '+ \t\t{Key: "c"},',
    '  \t},',
  ]);
});

test('shows where a claim differs beside its spec', () => {
  const claim = (labels: object): object => ({ metadata: { name: 'c', namespace: 'd', ...labels }, status: {} });
  const text = goDiff('core.PersistentVolumeClaim', claim({}), claim({ labels: { a: 'b' } }));
  expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
    ' core.PersistentVolumeClaim{',
    ' \tTypeMeta: {},',
    ' \tObjectMeta: v1.ObjectMeta{',
    ' \t\t... // 8 identical fields',
    ' \t\tDeletionTimestamp: nil,',
    ' \t\tDeletionGracePeriodSeconds: nil,',
    '- \t\tLabels: nil,',
    '+ \t\tLabels: map[string]string{"a": "b"},',
    ' \t\tAnnotations: nil,',
    ' \t\tOwnerReferences: nil,',
    ' \t\t... // 2 identical fields',
    ' \t},',
    ' \tSpec: {},',
    ' \tStatus: {},',
    ' }',
    '',
  ]);
});
