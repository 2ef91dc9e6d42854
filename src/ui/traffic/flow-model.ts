import type { RequestRow } from '../../protocol/traffic.ts';

/** Something that requests pass, at a place of the figure. */
export interface Station {
  readonly id: string;
  readonly column: number;
  readonly label: string;
  readonly y: number;
}

/** A line between two stations: how many a second take it, and how many of those fail. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly perSecond: number;
  readonly failed: number;
}

/** Names of the columns, from where requests come to where they go. */
export const columns = ['Clients', 'Load balancer and Ingress', 'Services', 'Pods'] as const;

const stationHeight = 52;

/** The stations that a request passed, as `column label`. */
function stationsOf({ client, path, pod }: RequestRow): string[] {
  const stops = [`0 ${client}`];
  for (const hop of path) {
    if (hop.at === 'load-balancer') stops.push(`1 load balancer of ${hop.service}`);
    if (hop.at === 'ingress') stops.push(`1 Ingress ${hop.ingress || 'without a rule'}`);
    if ((hop.at === 'service' || hop.at === 'ingress') && hop.service !== '') stops.push(`2 ${hop.service}`);
  }
  if (pod !== '') stops.push(`3 ${pod}`);
  return [...new Set(stops)];
}

/** Stations and lines of the requests; `rates` tells what each client sends a second, of which they are a sample. */
export function flowOf(requests: readonly RequestRow[], rates: ReadonlyMap<string, number>) {
  const told = new Map<string, number>();
  for (const { client } of requests) told.set(client, (told.get(client) ?? 0) + 1);
  const ids = new Set<string>();
  const lines = new Map<string, Line>();
  for (const request of requests) {
    const stops = stationsOf(request);
    const share = (rates.get(request.client) ?? 0) / (told.get(request.client) ?? 1);
    for (const [index, to] of stops.entries()) {
      ids.add(to);
      const from = stops[index - 1];
      if (from === undefined) continue;
      const known = lines.get(`${from}>${to}`) ?? { from, to, perSecond: 0, failed: 0 };
      const failed = known.failed + (request.outcome === 'ok' ? 0 : share);
      lines.set(`${from}>${to}`, { from, to, perSecond: known.perSecond + share, failed });
    }
  }
  const sorted = [...ids].sort();
  const inColumn = (column: number) => sorted.filter((id) => Number(id[0]) === column);
  const most = Math.max(1, ...columns.map((_, column) => inColumn(column).length));
  const stations = columns.flatMap((_, column) =>
    inColumn(column).map((id, index, all): Station => {
      const y = ((index + 0.5) * most * stationHeight) / all.length;
      return { id, column, label: id.slice(2), y };
    }),
  );
  return { stations, lines: [...lines.values()], height: most * stationHeight };
}
