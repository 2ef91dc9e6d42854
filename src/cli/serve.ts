import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Scenario } from '../api/scenario.ts';
import { parseScenario, ScenarioError } from '../api/scenario-file.ts';
import type { HttpResponse } from '../sim/apiserver/request.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { startScenario } from '../sim/cluster/scenario-run.ts';
import { numberFlag, parseArguments, UsageError } from './arguments.ts';
import { type RealTime, startRealTime } from './real-time.ts';

/** `orrery serve`: the cluster in real time, its API over plain HTTP on 127.0.0.1, until interrupted. */
export async function serveCommand(argv: readonly string[]): Promise<number> {
  try {
    const args = parseArguments(argv, ['port', 'speed', 'nodes'], []);
    const port = numberFlag(args, 'port', 8001, 0, 65535);
    const speed = numberFlag(args, 'speed', 1, 0.01, 1000);
    const nodes = numberFlag(args, 'nodes', 3, 0, 5000);
    const file = args.positional[0];
    const scenario =
      file === undefined ? emptyScenario(nodes) : parseScenario(readFileSync(file === '-' ? 0 : file, 'utf8'), file);
    await serve(scenario, port, speed);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError || isFileError(error))) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
}

function emptyScenario(nodes: number): Scenario {
  return parseScenario(
    `{apiVersion: orrery/v1, kind: Scenario, metadata: {name: cluster}, spec: {cluster: {nodes: ${nodes}}}}`,
    'serve',
  );
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

/** Virtual time that a cluster has to come up in before it is served. */
const BOOT_MS = 20_000;

async function serve(scenario: Scenario, port: number, speed: number): Promise<void> {
  // Real clients compare the cluster's times with their own clock: the cluster has come up by now, on this clock.
  const { cluster } = startScenario(scenario, Date.now() - BOOT_MS);
  while (!cluster.up.settled) cluster.engine.step();
  cluster.engine.runUntil(BOOT_MS);
  const realTime = startRealTime(cluster.engine, speed);
  const server = createServer((request, response) => void answer(cluster, realTime, request, response));
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  process.stdout.write(`Starting to serve on http://127.0.0.1:${typeof address === 'object' ? address?.port : port}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  realTime.stop();
  server.closeAllConnections();
  server.close();
}

async function answer(
  cluster: Cluster,
  realTime: RealTime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const scope = cluster.operator.scope.child('connection');
  let started = false;
  const begin = (reply: HttpResponse): void => {
    started = true;
    response.writeHead(reply.code, { ...reply.headers });
  };
  let events = '';
  const flush = (): void => {
    if (started && events !== '') {
      response.write(events);
      events = '';
    }
  };
  const reply = cluster.http(
    {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: chunks.length > 0 ? Buffer.concat(chunks).toString('utf8') : undefined,
      receiver: {
        host: cluster.operator,
        scope,
        onItem: (event) => {
          events += `${JSON.stringify(event)}\n`;
          flush();
        },
        onEnd: () => response.end(),
      },
    },
    scope,
  );
  request.socket.once('close', () => scope.kill());
  realTime.hurry(() => reply.settled);
  reply.onSettle(() => {
    try {
      const result = reply.value;
      begin(result);
      if (result.stop) {
        response.once('close', result.stop);
        response.flushHeaders();
        flush();
      } else response.end(typeof result.body === 'string' ? result.body : JSON.stringify(result.body));
    } catch (error) {
      response.writeHead(502).end(`${(error as Error).message}\n`);
    }
  });
}
