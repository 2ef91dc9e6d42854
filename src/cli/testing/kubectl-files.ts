/** The files in the working directory of both kubectls. */
export const kubectlFiles: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'data.txt': 'one\ntwo\n',
    'cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cfg\ndata:\n  a: "1"\n  b: "2"\n',
    'cm2.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cfg\ndata:\n  a: "3"\n',
    'ssa.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ssa\ndata:\n  a: "1"\n  b: "2"\n',
    'ssa2.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ssa\ndata:\n  a: "3"\n',
    'stale.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cfg\n  resourceVersion: "1"\n',
    'all.yaml': `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector: {app: shop}
  ports:
  - port: 80
    targetPort: http
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
      - name: shop
        image: nginx:1.27
        ports:
        - {name: http, containerPort: 80}
        resources:
          requests: {cpu: 100m, memory: 64Mi}
`,
    'two.yaml': `apiVersion: v1
kind: Pod
metadata: {name: two, labels: {app: two}}
spec:
  terminationGracePeriodSeconds: 0
  initContainers:
  - {name: i, image: "busybox:1.36", command: [sh, -c, echo init]}
  containers:
  - {name: a, image: "busybox:1.36", command: [sh, -c, "echo a1; echo a2; sleep 9999"]}
  - {name: b, image: "busybox:1.36", command: [sh, -c, "echo b1; sleep 9999"]}
`,
    'bad.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: bad\nspec:\n  replicas: 1\n  image: x\n',
    'typo.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: typo\n  lables: {a: b}\ndata:\n  a: 1\n',
    'unknown.yaml': 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n',
    'nokind.yaml': 'apiVersion: v1\nmetadata:\n  name: x\n',
    'dupport.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: dup
spec:
  containers:
  - name: c
    image: nginx
    ports:
    - containerPort: 80
    - containerPort: 80
`,
    'dupkey.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: dupkey\ndata:\n  a: "1"\n  a: "2"\n',
    'notyaml.yaml': 'a: b: c\n  - x\n',
    'json.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "fromjson"}, "data": {"a": "b"}}\n',
    'badjson.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "fromjson"}, "data": {"a": the}}\n',
    'mixed.yaml':
      '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "mixed"}}\n---\napiVersion: v1\nkind: ConfigMap\n',
    'empty.yaml': '',
    'invalid.yaml': `apiVersion: v1
kind: Service
metadata:
  name: Not_Valid
spec:
  ports:
  - port: 70000
`,
    'two-args.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec:\n  containers:\n  - {name: a, image: "busybox:1.36", command: [sleep, "99"]}\n',
    'odd-pods.yaml': `apiVersion: v1
kind: Pod
metadata: {name: preset, labels: {app: odd}, annotations: {kubectl.kubernetes.io/default-container: b}}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: a, image: "busybox:1.36", command: [sh, -c, "echo a1; sleep 9999"]}
  - {name: b, image: "busybox:1.36", command: [sh, -c, "echo b1; sleep 9999"]}
---
apiVersion: v1
kind: Pod
metadata: {name: misset, annotations: {kubectl.kubernetes.io/default-container: z}}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: a, image: "registry.k8s.io/pause:3.10"}
---
apiVersion: v1
kind: Pod
metadata: {name: crash}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: a, image: "busybox:1.36", command: [sh, -c, "echo one; echo two; sleep 2; exit 3"]}
---
apiVersion: v1
kind: Pod
metadata: {name: nopull}
spec:
  containers:
  - {name: a, image: "nginx:1.161"}
---
apiVersion: v1
kind: Pod
metadata: {name: waits}
spec:
  terminationGracePeriodSeconds: 0
  initContainers:
  - {name: i, image: "busybox:1.36", command: [sh, -c, echo begun; sleep 9999]}
  containers:
  - {name: a, image: "busybox:1.36", command: [sleep, "9999"]}
---
apiVersion: v1
kind: Pod
metadata: {name: nokey}
spec:
  containers:
  - {name: a, image: "busybox:1.36", env: [{name: A, valueFrom: {configMapKeyRef: {name: nosuch, key: a}}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: nowhere}
spec:
  nodeSelector: {no: such}
  containers:
  - {name: a, image: "busybox:1.36"}
---
apiVersion: batch/v1
kind: Job
metadata: {name: j9}
spec:
  template:
    metadata: {labels: {app: j9}}
    spec:
      restartPolicy: Never
      containers:
      - {name: a, image: "busybox:1.36", command: [sh, -c, "echo done"]}
`,
    'rich.yaml': `apiVersion: v1
kind: Pod
metadata: {name: rich, labels: {app: rich}, annotations: {note: "1"}}
spec:
  terminationGracePeriodSeconds: 0
  securityContext: {runAsUser: 1000}
  initContainers:
  - {name: i, image: "busybox:1.36", command: [sh, -c, "true"]}
  - {name: s, image: "busybox:1.36", restartPolicy: Always, command: [sleep, "9999"], startupProbe: {exec: {command: ["true"]}}}
  containers:
  - name: a
    image: busybox:1.36
    command: [sh, -c]
    args: ["sleep 9999"]
    livenessProbe: {exec: {command: ["true"]}}
    readinessProbe: {exec: {command: ["true"]}}
    startupProbe: {exec: {command: ["true"]}}
    securityContext: {capabilities: {add: [SYS_TIME]}}
  - {name: b, image: "busybox:1.36", command: [sleep, "9999"]}
`,
    'custom.json': '{"env":[{"name":"A","value":"b"}],"securityContext":{"runAsUser":0}}',
    'custom-bad.json': '{"name":"x"}',
    'sub/one.txt': 'one\n',
    'sub/deep/two.txt': 'two\n',
    'edit.sh': `sed -i 's/"1"/"9"/' "$1"\n`,
    'gen.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: gen-\n',
  }),
);
