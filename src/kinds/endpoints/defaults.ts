import { changeField, fillZero } from '../../api/defaults/fill.ts';
import type { EndpointPort, Endpoints } from '../../api/k8s/core-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

const defaultPort = (port: EndpointPort): EndpointPort => fillZero(port, { protocol: 'TCP' });

/** Completes Endpoints: their ports are TCP ports. Models SetDefaults_Endpoints. */
export function defaultEndpoints(object: Endpoints): Endpoints {
  return changeField(object, 'subsets', (subsets) =>
    mapShared(subsets, (subset) => changeField(subset, 'ports', (ports) => mapShared(ports, defaultPort))),
  );
}
