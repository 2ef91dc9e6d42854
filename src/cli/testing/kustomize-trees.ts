/** A directory with a kustomization, and files beside it; the first path is what is built. */
export interface KustomizeTree {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, creationTimestamp: null}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: a
        image: nginx:1.0
        envFrom: [{configMapRef: {name: cfg}}, {secretRef: {name: sec}}]
        env: [{name: X, value: "1"}, {name: Y, value: null}]
      - name: b
        image: reg.io/x/busybox@sha256:abcd
      volumes: [{name: v, configMap: {name: e}}]
`;
const others = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}, {port: 81, name: x}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: nn}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: default}, {kind: ServiceAccount, name: other, namespace: z}]
`;
const base = {
  'base/kustomization.yaml': `resources: [d.yaml, svc.yaml]
configMapGenerator:
- name: cfg
  literals: [A=1, "B='x y'", C="q"]
  files: [f.txt, k=f.txt]
- name: e
  envs: [e.env]
secretGenerator:
- name: sec
  literals: [p=w]
  type: Opaque
`,
  'base/f.txt': 'hello\nworld\n',
  'base/e.env': '# c\nX=1\n\nY=a=b\nZ\n',
  'base/d.yaml': deployment,
  'base/svc.yaml': others,
};
const cm = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1"}\n';
const pod = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {q: w}}
spec:
  containers: [{name: a, image: a, args: [q], command: [z]},{name: b, image: b},{name: c, image: c}]
  tolerations: [{key: a}]
  volumes: [{name: v, emptyDir: {}}]
`;

/** One directory `t` with up to two manifests. */
function small(title: string, kustomization: string, a = '', b = ''): KustomizeTree {
  const files = { 't/kustomization.yaml': kustomization, 't/a.yaml': a, 't/b.yaml': b };
  return {
    title,
    files: Object.fromEntries(
      Object.entries(files).filter(([path, text]) => text !== '' || path.endsWith('kustomization.yaml')),
    ),
  };
}

const patched = (title: string, manifest: string, patch: string): KustomizeTree =>
  small(title, 'resources: [a.yaml]\npatches: [{path: b.yaml}]\n', manifest, patch);

const service = (ports: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: ${ports}}}\n`;

const generator = (title: string, args: string): KustomizeTree => small(title, `configMapGenerator: [{${args}}]\n`);

/** What is compared with the real kustomize. */
export const kustomizeTrees: readonly KustomizeTree[] = [
  {
    title: 'an overlay with all there is',
    files: {
      'over/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: prod
namePrefix: p-
nameSuffix: -s
resources: [../base]
commonLabels: {team: x}
commonAnnotations: {note: hi}
labels:
- pairs: {l2: v}
  includeSelectors: false
  includeTemplates: true
images:
- name: nginx
  newName: my/nginx
  newTag: "2"
- name: reg.io/x/busybox
  newTag: v9
replicas: [{name: web, count: 5}]
configMapGenerator:
- name: cfg
  behavior: merge
  literals: [A=2, D=3]
patches:
- path: p.yaml
- target: {kind: Deployment, name: web}
  patch: |-
    - op: add
      path: /spec/template/spec/containers/0/args
      value: [x]
`,
      'over/p.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  strategy: {type: Recreate}
  template:
    spec:
      containers:
      - name: c
        image: new
      - name: a
        env: [{name: N, value: n}, {name: X, $patch: delete}]
        resources: {limits: {cpu: 1}}
`,
      ...base,
    },
  },
  { title: 'a base', files: base },
  {
    title: 'an overlay over an overlay that generates',
    files: {
      'top/kustomization.yaml':
        'resources: [../mid]\nnamePrefix: t-\nconfigMapGenerator: [{name: cfg, behavior: replace, literals: [n=1]}]\nsecretGenerator: [{name: sec, behavior: merge, literals: [q=1]}]\n',
      'mid/kustomization.yaml': 'resources: [../base]\nnamePrefix: m-\nnamespace: mid\n',
      ...base,
    },
  },
  small('one file', 'resources: [a.yaml]\n', cm),
  small('an empty file', ''),
  small('a file that is not there', 'resources: [no.yaml]\n'),
  small('an unknown field', 'resourcesx: [a.yaml]\n', cm),
  small('two of one name', 'resources: [a.yaml, b.yaml]\n', cm, cm),
  small('deprecated fields', 'bases: []\npatchesStrategicMerge: [b.yaml]\nresources: [a.yaml]\n', cm, cm),
  small('a merge of nothing', 'patchesStrategicMerge: [a.yaml]\n', cm),
  patched('a patch of nothing', cm, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: zz}\n'),
  small('replicas of nothing', 'resources: [a.yaml]\nreplicas: [{name: zz, count: 2}]\n', cm),
  small(
    'operations on a path that is not there',
    'resources: [a.yaml]\npatches: [{target: {kind: ConfigMap}, patch: "- op: replace\\n  path: /a/b\\n  value: 1"}]\n',
    cm,
  ),
  small(
    'a removal of nothing',
    'resources: [a.yaml]\npatches: [{target: {kind: ConfigMap}, patch: "- op: remove\\n  path: /data/z"}]\n',
    cm,
  ),
  small(
    'operations in JSON for no target',
    'resources: [a.yaml]\npatches: [{target: {kind: X}, patch: "[{\\"op\\": \\"remove\\", \\"path\\": \\"/data\\"}]"}]\n',
    cm,
  ),
  small('a patch that is none', 'resources: [a.yaml]\npatches: [{patch: "zz: [a"}]\n', cm),
  small('operations without a target', 'resources: [a.yaml]\npatches: [{patch: "- {op: remove, path: /data}"}]\n', cm),
  small('an empty patch', 'resources: [a.yaml]\npatches: [{target: {kind: ConfigMap}}]\n', cm),
  small(
    'patchesJson6902',
    'resources: [a.yaml]\nnamePrefix: x-\npatchesJson6902: [{target: {version: v1, kind: ConfigMap, name: a}, path: b.yaml}]\n',
    cm,
    '- {op: add, path: /data/y, value: "2"}\n',
  ),
  small(
    'a generated object that takes a name',
    'resources: [a.yaml]\nconfigMapGenerator: [{name: a, literals: [x=1]}]\n',
    cm,
  ),
  small('an object without apiVersion', 'resources: [a.yaml]\n', 'kind: ConfigMap\nmetadata: {name: a}\n'),
  small('an object without a name', 'resources: [a.yaml]\n', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n'),
  small('an object without a kind', 'resources: [a.yaml]\n', 'apiVersion: v1\nmetadata: {name: a}\n'),
  small('broken YAML', 'resources: [a.yaml]\n', 'apiVersion: v1\nkind: Con: fig\n'),
  small('another kind', 'kind: X\nresources: [a.yaml]\n', cm),
  small('another version', 'apiVersion: v2\nkind: Kustomization\nresources: [a.yaml]\n', cm),
  small('a text for a list', 'resources: a.yaml\n', cm),
  small('a truth value for a text', 'namespace: n\nresources: [a.yaml]\n', cm),
  small('a number as a label', 'commonLabels: {a: 1}\nresources: [a.yaml]\n', cm),
  small('itself', 'resources: [../t]\n'),
  generator('a key twice', 'name: a, literals: [x=1, x=2]'),
  generator('a key with a blank', 'name: a, literals: ["x y=1"]'),
  generator('no name', 'literals: ["x=1"]'),
  generator('a field that generators have not', 'name: a, x: y'),
  generator('a literal without a value', 'name: a, literals: [x]'),
  generator('a file that is not there to generate from', 'name: a, files: [zz]'),
  generator('nothing to generate from', 'name: a'),
  generator('a merge with nothing', 'name: a, namespace: q, options: {immutable: true, labels: {a: b}}'),
  small(
    'a long secret',
    `secretGenerator: [{name: a, literals: [x=${'a'.repeat(90)}], options: {annotations: {c: d}, immutable: true, disableNameSuffixHash: true}}, {name: b, type: k/x}]\ngeneratorOptions: {labels: {z: z}}\n`,
  ),
  patched(
    'the order of merged lists',
    pod,
    `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {q: null}}
spec:
  containers: [{name: d, image: d}, {name: c, image: C}, {name: e, image: e}, {name: a, args: [r]}]
  tolerations: [{key: b}]
  volumes: [{name: v, emptyDir: null, configMap: {name: x}}]
`,
  ),
  patched(
    'a list replaced',
    pod,
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{$patch: replace}, {name: d, image: d}]\n',
  ),
  patched('an object deleted', pod, 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n$patch: delete\n'),
  small(
    'a patch for what has a label',
    'resources: [a.yaml]\npatches: [{target: {labelSelector: "q=w"}, patch: "{apiVersion: v1, kind: Foo, metadata: {name: zz, labels: {n: m}}}"}]\n',
    pod,
  ),
  small(
    'a kind of its own, patched',
    'resources: [a.yaml]\npatches: [{path: b.yaml}]\nnamespace: nn\nnamePrefix: x-',
    'apiVersion: x.io/v1\nkind: Foo\nmetadata: {name: a}\nspec: {l: [{name: a, x: 1}], m: {a: 1}}\n',
    'apiVersion: x.io/v1\nkind: Foo\nmetadata: {name: a}\nspec: {l: [{name: b}], m: {b: 2}}\n',
  ),
  ...(
    [
      ['[{port: 80, protocol: TCP, targetPort: 8}]', '[{port: 80, protocol: TCP, nodePort: 3}]'],
      ['[{port: 80}]', '[{port: 80, nodePort: 3}]'],
      ['[{port: 80},{port: 81}]', '[{port: 82}]'],
      ['[{port: 80},{port: 81, name: z}]', '[{port: 82, name: q},{port: 81, name: k}]'],
      ['[{port: 80, protocol: TCP}]', '[{port: 80, nodePort: 3}]'],
      ['[{port: 80, protocol: TCP}]', '[{port: 80, protocol: UDP}]'],
      ['[{port: 80, name: a}, {port: 81, name: b}]', '[{port: 80, $patch: delete}]'],
    ] as const
  ).map(([ports, patch]) => patched(`ports ${ports} and ${patch}`, service(ports), service(patch))),
  patched(
    'lists of texts',
    'apiVersion: v1\nkind: Service\nmetadata: {name: a, finalizers: [a, b]}\nspec: {externalIPs: [q]}\n',
    'apiVersion: v1\nkind: Service\nmetadata: {name: a, finalizers: [b, c]}\nspec: {externalIPs: [w]}\n',
  ),
  small('a list', 'resources: [a.yaml]\n', `apiVersion: v1\nkind: List\nitems: [${service('[]').trim()}]\n`),
  small(
    'numbers and words',
    'resources: [a.yaml]\n',
    'apiVersion: x.io/v1\nkind: Foo\nmetadata: {name: a}\nspec: {a: 1.0, b: 1e3, d: 0x10, e: 010, f: yes, g: 1_000, h: ~, i: "", j: .5, l: 1.10, m: true, n: off}\n',
  ),
  small(
    'a namespace and who is bound in it',
    'namespace: qq\nresources: [a.yaml]\n',
    `apiVersion: v1
kind: Namespace
metadata: {name: a}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cr}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: sa}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: crb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cr}
subjects: [{kind: ServiceAccount, name: sa}, {kind: ServiceAccount, name: sa, namespace: old}, {kind: ServiceAccount, name: default}]
`,
  ),
  small(
    'labels in all kinds of selectors',
    'labels: [{pairs: {a: b}, includeSelectors: true},{pairs: {c: d, d: e}, fields: [{path: spec/foo, create: true}]}]\nresources: [a.yaml]\n',
    `apiVersion: batch/v1
kind: CronJob
metadata: {name: a}
spec: {jobTemplate: {spec: {template: {spec: {}}}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: a}
spec: {volumeClaimTemplates: [{metadata: {name: x}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: a}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {x: z}}}]}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: a}
spec: {template: {spec: {}}}
`,
  ),
  small(
    'names that follow',
    'namePrefix: x-\nresources: [a.yaml]\n',
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}], tls: [{secretName: t}]}
---
{apiVersion: v1, kind: Service, metadata: {name: s}}
---
{apiVersion: v1, kind: Secret, metadata: {name: t}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: sa}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: sa, namespace: default}, {kind: ServiceAccount, name: sa}]
---
{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {serviceAccountName: sa, volumes: [{name: d, persistentVolumeClaim: {claimName: data}}], imagePullSecrets: [{name: t}]}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: c.x.io}}
`,
  ),
  small(
    'images',
    `resources: [a.yaml]
images:
- {name: a, newTag: v1}
- {name: b, newName: r.io:5000/b, digest: "sha256:12"}
- {name: c, newName: d}
- {name: nginx, tagSuffix: -x}
`,
    `${pod}---
apiVersion: v1
kind: Pod
metadata: {name: b}
spec: {containers: [{image: "c:3"}, {image: "nginx:1"}, {image: "nginx2:1"}, {image: "r.io:5000/nginx"}], initContainers: [{image: a@sha256:77}]}
`,
  ),
  small('first come, first served', 'sortOptions: {order: fifo}\nresources: [a.yaml]\n', `${pod}---\n${cm}`),
  small(
    'replacements',
    'resources: [a.yaml, b.yaml]\nreplacements: [{source: {kind: ConfigMap, name: a, fieldPath: data.x}, targets: [{select: {kind: Pod}, fieldPaths: ["spec.containers.[name=a].image", metadata.labels.q]}]}]\n',
    pod,
    cm,
  ),
  small(
    'a replacement of a part',
    'resources: [a.yaml, b.yaml]\nreplacements: [{source: {kind: ConfigMap, name: a}, targets: [{select: {kind: Pod}, fieldPaths: ["spec.containers.*.image"], options: {delimiter: ":", index: 1}}, {select: {kind: Pod}, fieldPaths: [metadata.annotations.n], options: {create: true}}]}]\n',
    pod,
    cm,
  ),
  small(
    'a replacement from nowhere',
    'resources: [a.yaml]\nreplacements: [{source: {kind: Secret, name: a}, targets: [{select: {kind: Pod}}]}]\n',
    pod,
  ),
  {
    title: 'a component',
    files: {
      'o/kustomization.yaml': 'resources: [../base]\ncomponents: [../comp]\nnameSuffix: -o\n',
      'base/kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: b-\n',
      'base/a.yaml': `${cm}---
{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i, envFrom: [{configMapRef: {name: a}}]}]}}
`,
      'comp/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nconfigMapGenerator: [{name: g, literals: [a=b]}]\npatches: [{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {y: z}}"}]\n',
    },
  },
  {
    title: 'a component as a resource',
    files: {
      'o/kustomization.yaml': 'resources: [../comp]\n',
      'comp/kustomization.yaml': 'kind: Component\nnamePrefix: x-\n',
    },
  },
  {
    title: 'a resource as a component',
    files: {
      'o/kustomization.yaml': 'components: [../base]\n',
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': cm,
    },
  },
  {
    title: 'two bases with the same names',
    files: {
      'o/kustomization.yaml': 'resources: [../x, ../y]\n',
      'x/kustomization.yaml': 'resources: [../b]\nnamePrefix: x-\n',
      'y/kustomization.yaml': 'resources: [../b]\nnamePrefix: y-\n',
      'b/kustomization.yaml': 'resources: [a.yaml]\nconfigMapGenerator: [{name: a, literals: [q=1]}]\n',
      'b/a.yaml':
        '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i, envFrom: [{configMapRef: {name: a}}]}]}}\n',
    },
  },
  {
    title: 'an error in a base',
    files: {
      'o/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [a.yaml]\n',
    },
  },
  {
    title: 'a file outside',
    files: { 'o/kustomization.yaml': 'resources: [../a.yaml]\n', 'a.yaml': cm },
  },
  { title: 'a directory without a kustomization', files: { 'o/x.yaml': cm } },
];
