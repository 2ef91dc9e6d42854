import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { invalid } from '../../../api/status.ts';
import type { Begun, HooksDefinition } from '../hooks.ts';
import { Allocator } from '../services/allocator.ts';
import { clusterIpRange, nodePortRange } from '../services/ranges.ts';
import { allocate, allocated, type Pools } from '../services/service-allocation.ts';

const SETTLE_MS = 1_000;

/** Services get their cluster IP and node ports from the API server. Models pkg/registry/core/service/storage. */
const services: HooksDefinition = {
  group: '',
  plural: 'services',
  create(server) {
    const random = server.random.fork('services');
    const pools: Pools = { ips: new Allocator(clusterIpRange, random), ports: new Allocator(nodePortRange, random) };
    const begin = (next: KubeObject, previous: KubeObject | undefined): Begun => {
      const result = allocate(next as Service, previous as Service | undefined, pools);
      if ('errors' in result) throw invalid({ group: '', kind: 'Service' }, next.metadata.name ?? '', result.errors);
      // Reserved until the cache certainly shows what the write did.
      const end = (unwritten = false): void => {
        if (unwritten) result.release();
        else server.engine.after(SETTLE_MS, result.release, undefined, server.scope);
      };
      return { object: result.service as KubeObject, end };
    };
    return {
      beginCreate: (object) => begin(object, undefined),
      beginUpdate: begin,
      onCommit({ object, previous }) {
        if (previous) give(pools, previous as Service, 'drop');
        if (object) give(pools, object as Service, 'hold');
      },
    };
  },
};

function give(pools: Pools, service: Service, action: 'hold' | 'drop'): void {
  const { ips, ports } = allocated(service);
  for (const ip of ips) pools.ips[action](ip);
  for (const port of ports) pools.ports[action](port);
}

export default services;
