import type { Random } from '../../base/random.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import { type Served, WebServer } from './web-server.ts';

/** Gives a request to a container's server; undefined when it has no room. Who hears the end takes one off `web.open`. */
export function takeOn(container: RuntimeContainer, arrivesMs: number, random: Random): Served | undefined {
  const { serving, config } = container;
  container.web ??= new WebServer(serving, { cpus: config.cpus });
  return container.web.take(arrivesMs, random.exponential(serving.serviceMs));
}

/** Whether a server answers a request with an error. */
export function isError({ serving }: RuntimeContainer, random: Random): boolean {
  return serving.errorRate > 0 && random.next() < serving.errorRate;
}
