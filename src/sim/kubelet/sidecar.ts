import type { Container } from '../../api/k8s/core-v1.gen.ts';

/** An init container that runs on beside the app containers. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}
