import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, labelsText, nameColumn } from '../../api/printing.ts';

function externalIp({ spec, status }: Service): string {
  const externalIps = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return externalIps.length > 0 ? externalIps.join(',') : '<none>';
    case 'LoadBalancer': {
      const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
      const all = [...new Set(ingress.filter((address) => address !== ''))].sort().concat(externalIps);
      return all.length > 0 ? all.join(',') : '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

function ports({ spec }: Service): string {
  const pieces = (spec?.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return pieces.length > 0 ? pieces.join(',') : '<none>';
}

/** Models printService. */
export const serviceColumns: readonly Column<Service>[] = [
  nameColumn,
  { name: 'Type', type: 'string', cell: (object) => object.spec?.type ?? '' },
  {
    name: 'Cluster-IP',
    type: 'string',
    cell: (object) => object.spec?.clusterIPs?.[0] || object.spec?.clusterIP || '<none>',
  },
  { name: 'External-IP', type: 'string', cell: externalIp },
  { name: 'Port(s)', type: 'string', cell: ports },
  ageColumn,
  { name: 'Selector', type: 'string', priority: 1, cell: (object) => labelsText(object.spec?.selector) },
];
