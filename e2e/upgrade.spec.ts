import { expect, test } from '@playwright/test';
import { apply, open } from './support.ts';

const OLD = `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: shop # of the deck
spec:
  rules:
  - http:
      paths:
      - path: /
        backend:
          serviceName: web
          servicePort: 80
`;

test('an Ingress of a removed version is refused as v1.32 does, converted at a click and applied', async ({ page }) => {
  await open(page, 'empty-cluster');
  expect(await apply(page, OLD)).toContain(
    'no matches for kind "Ingress" in version "networking.k8s.io/v1beta1" ensure CRDs are installed first',
  );
  const bar = page.getByTestId('upgrades');
  await expect(bar).toContainText('networking.k8s.io/v1beta1 Ingress was removed from Kubernetes');
  await bar.getByRole('button', { name: 'Convert to networking.k8s.io/v1' }).click();
  await expect(bar).toHaveCount(0);
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByTestId('apply-results')).toHaveText('ingress.networking.k8s.io/shop created');
});
