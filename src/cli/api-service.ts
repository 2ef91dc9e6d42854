import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scenario, Step } from '../api/scenario.ts';
import { formatDuration } from '../base/duration.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { describeAction, type ScenarioRun, startScenario } from '../sim/cluster/scenario-run.ts';
import { UsageError } from './arguments.ts';
import { descriptions } from './descriptions.ts';
import { exchange } from './exchange.ts';
import { startRealTime } from './real-time.ts';
import { upgrade } from './upgrade.ts';

export interface ApiServiceOptions {
  readonly scenario: Scenario;
  /** 0 for any that is free. */
  readonly port: number;
  /** Virtual seconds per wall second. */
  readonly speed: number;
  /** Told of each step of the scenario that could not be carried out. */
  onProblem(text: string): void;
}

/** A cluster whose API is served over HTTP. */
export interface ApiService {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly cluster: Cluster;
  /** Ends all connections and stops time. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Virtual time that a cluster has to come up in before it is served; more machines take longer. */
const BOOT_MS = 20_000;
const BOOT_PER_NODE_MS = 60;
/** Connections wait this long for their next request: longer than clients keep theirs. */
const KEEP_ALIVE_MS = 120_000;

/** Boots the cluster of a scenario and serves it. Throws UsageError where the port cannot be had. */
export async function startApiService(options: ApiServiceOptions): Promise<ApiService> {
  const { scenario, speed } = options;
  const server = createServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  const port = await listen(server, options.port);

  const bootMs = BOOT_MS + BOOT_PER_NODE_MS * scenario.cluster.nodes.length;
  // Real clients compare the cluster's times with their own clock: the cluster has come up by now, on this clock.
  const run = startScenario({ ...scenario, objects: '', steps: [] }, { epochMs: Date.now() - bootMs, descriptions });
  const { cluster } = run;
  while (!cluster.up.settled && cluster.engine.step());
  cluster.engine.runUntil(bootMs);
  play(scenario, run, options.onProblem);
  const realTime = startRealTime(cluster.engine, speed);
  server.on('request', (request, response) => void exchange(cluster, realTime, request, response));
  server.on('upgrade', (request, socket, head) => upgrade(cluster, realTime, request, socket, head));
  return {
    address: `http://${HOST}:${port}`,
    cluster,
    close() {
      realTime.stop();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
      reject(new UsageError(`cannot serve on ${HOST}:${port}: ${reason}`));
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Schedules the scenario's objects and steps; their times count from the moment that the cluster is served. */
function play({ objects, steps }: Scenario, run: ScenarioRun, onProblem: (text: string) => void): void {
  const { engine } = run.cluster;
  const startMs = engine.nowMs;
  const begin = ({ atMs, action }: Step): void => {
    const done = run.act(action);
    done.onSettle(() => {
      const { exitCode, stderr } = done.value;
      if (exitCode === 0 || action.type === 'kubectl') return;
      const what = `the step at ${formatDuration(atMs)} could not be carried out: ${describeAction(action)}`;
      onProblem(`${what}\n${stderr}`.trimEnd());
    });
  };
  if (objects.trim() !== '') begin({ atMs: 0, action: { type: 'apply', yaml: objects } });
  for (const step of steps) engine.at(startMs + step.atMs, begin, step);
}
