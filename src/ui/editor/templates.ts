/** A manifest to start from. */
export interface Template {
  readonly id: 'deployment' | 'sized' | 'service' | 'pod' | 'configuration' | 'namespace' | 'broken' | 'empty';
  readonly file: string;
  readonly text: string;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: nginx
        image: nginx:1.14.2
        ports:
        - containerPort: 80
`;

const sized = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: model
spec:
  replicas: 4
  selector:
    matchLabels:
      app: model
  template:
    metadata:
      labels:
        app: model
    spec:
      containers:
      - name: model
        image: nginx:1.16.1
        resources:
          requests:
            cpu: 800m
            memory: 1Gi
        readinessProbe:
          httpGet:
            path: /
            port: 80
          periodSeconds: 5
`;

const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 80
`;

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: one-pod
  labels:
    app: one-pod
spec:
  containers:
  - name: main
    image: nginx:1.14.2
`;

const configuration = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  greeting: hello
---
apiVersion: v1
kind: Secret
metadata:
  name: password
type: Opaque
stringData:
  password: not-a-secret
`;

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: team-a
`;

const broken = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: never-starts
spec:
  replicas: 2
  selector:
    matchLabels:
      app: never-starts
  template:
    metadata:
      labels:
        app: never-starts
    spec:
      containers:
      - name: main
        image: nginx:no-such-tag
`;

/** The first is what the editor opens with. */
export const templates: readonly Template[] = [
  { id: 'deployment', file: 'web.yaml', text: deployment },
  { id: 'sized', file: 'model.yaml', text: sized },
  { id: 'service', file: 'service.yaml', text: service },
  { id: 'pod', file: 'pod.yaml', text: pod },
  { id: 'configuration', file: 'settings.yaml', text: configuration },
  { id: 'namespace', file: 'namespace.yaml', text: namespace },
  { id: 'broken', file: 'broken.yaml', text: broken },
  { id: 'empty', file: 'untitled.yaml', text: '' },
];
