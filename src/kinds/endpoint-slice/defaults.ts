import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import type { EndpointPort, EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

const defaultPort = (port: EndpointPort): EndpointPort => fillZero(fill(port, { name: '' }), { protocol: 'TCP' });

/** Completes an EndpointSlice: ports have a name and a protocol. Models pkg/apis/discovery/v1 defaults. */
export function defaultEndpointSlice(object: EndpointSlice): EndpointSlice {
  return changeField(object, 'ports', (ports) => mapShared(ports, defaultPort));
}
