import { expect, test } from '@playwright/test';
import { apply, open, pods, settled } from './support.ts';

// The manifests of the lecture decks, driven in the page as a lecturer would.

const ML = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ml-model-serving
  labels:
    app: ml-model
spec:
  replicas: 10
  selector:
    matchLabels:
      app: ml-model
  template:
    metadata:
      labels:
        app: ml-model
    spec:
      containers:
      - name: ml-rest-server
        image: ml-serving:1.0
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: ml-model-svc
  labels:
    app: ml-model
spec:
  type: ClusterIP
  selector:
    app: ml-model
  ports:
  - protocol: TCP
    port: 80
`;

const OTHERS = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
  labels:
    app: nginx
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.14.2
          ports:
            - containerPort: 80
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: frontend
  labels:
    app: guestbook
    tier: frontend
spec:
  # modify replicas according to your case
  replicas: 3
  selector:
    matchLabels:
      tier: frontend
  template:
    metadata:
      labels:
        tier: frontend
    spec:
      containers:
        - name: php-redis
          image:
            us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5
---
apiVersion: v1
kind: Service
metadata:
  name: my-np-service
spec:
  selector:
    app: products
    department: sales
  type: NodePort
  ports:
  - protocol: TCP
    port: 80
    targetPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: database-config
data:
  database_URL:
    "192.168.100.1/database"
  database_port: "3306"
---
apiVersion: v1
kind: Secret
metadata:
  name: secret-sa-sample
  annotations:
    kubernetes.io/service-account.name:
      "sa-name"
type: kubernetes.io/service-account-token
data:
  extra: YmFyCg==
`;

const ABBREVIATED = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  containers:
  - image: dlops/tic-tac-toe
    imagePullPolicy: IfNotPresent
    name: web
    ports:
    - containerPort: 8080
      protocol: TCP
`;

test('the decks: apply, kill, scale, roll out, refuse', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await open(page, 'empty-cluster');

  await test.step('ten replicas of the model server and their Service', async () => {
    expect(await apply(page, ML)).toBe('deployment.apps/ml-model-serving created\nservice/ml-model-svc created');
    await expect(pods(page, 'ml-model-serving', 'ready')).toHaveCount(10, { timeout: 60_000 });
    await settled(page);
  });

  await test.step('three Pods killed: three new ones', async () => {
    const before = await pods(page, 'ml-model-serving').evaluateAll((all) =>
      all.map((pod) => pod.getAttribute('data-pod')!),
    );
    for (const pod of before.slice(0, 3)) {
      await page.locator(`[data-pod="${pod}"]`).first().click();
      await page.getByTestId('figure').focus();
      await page.keyboard.press('k');
    }
    for (const pod of before.slice(0, 3))
      await expect(page.locator(`[data-pod="${pod}"]`)).toHaveCount(0, { timeout: 60_000 });
    await expect(pods(page, 'ml-model-serving', 'ready')).toHaveCount(10, { timeout: 60_000 });
    await expect(page.getByTestId('commands')).toContainText(`delete pod ${before[0]!.split('/')[1]}`);
  });

  await test.step('the other manifests', async () => {
    expect(await apply(page, OTHERS)).toBe(
      'deployment.apps/nginx-deployment created\nreplicaset.apps/frontend created\nservice/my-np-service created\nconfigmap/database-config created\nsecret/secret-sa-sample created',
    );
    await expect(pods(page, 'nginx-deployment', 'ready')).toHaveCount(3, { timeout: 90_000 });
    await expect(pods(page, 'frontend', 'ready')).toHaveCount(3, { timeout: 90_000 });
  });

  await test.step('scale and change the image by mouse', async () => {
    await page.getByRole('group', { name: 'Workloads' }).getByText('nginx-deployment').click();
    const inspector = page.getByTestId('inspector');
    await inspector.getByRole('button', { name: /one more/ }).click();
    await expect(pods(page, 'nginx-deployment', 'ready')).toHaveCount(4, { timeout: 60_000 });
    const image = inspector.getByRole('textbox', { name: /Image of/ });
    await image.fill('nginx:1.16.1');
    await image.press('Enter');
    await expect(page.getByTestId('commands')).toContainText(
      'set image deployment/nginx-deployment nginx=nginx:1.16.1',
    );
    await settled(page);
    await expect(pods(page, 'nginx-deployment', 'ready')).toHaveCount(4, { timeout: 60_000 });
  });

  await test.step('the abbreviated Deployment is refused at its line', async () => {
    const answer = await apply(page, ABBREVIATED);
    expect(answer).toContain('Line 7');
    expect(answer).toContain('unknown field "spec.containers"');
  });
  expect(errors).toEqual([]);
});
