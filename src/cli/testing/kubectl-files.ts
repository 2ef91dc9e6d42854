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
    'edit.sh': `sed -i 's/"1"/"9"/' "$1"\n`,
    'gen.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: gen-\n',
  }),
);
