import type { Action, ImageSpec, Step } from '../../../api/scenario.ts';
import { causes } from '../../../language/en/causes.ts';
import type { WhyQuery, WhyStep } from '../../../protocol/why.ts';
import { act, bootUnwatchedCluster } from '../../../sim/testing/test-cluster.ts';
import { stoppedComponents } from '../../stopped.ts';
import { WriteLog } from '../../write-log.ts';
import { whyOf } from '../why.ts';

/** Names that chance makes, and which node it was, say nothing of a story. */
const plainNames = (text: string): string =>
  text
    .replace(/\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,10}-[a-z0-9]{5}\b/g, '$1-RS-POD')
    .replace(/\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,10}\b/g, '$1-RS')
    .replace(/\bnode-\d\b/g, 'node-N');

const say = causes as unknown as (key: string, values: WhyStep['facts']) => string;

function lineOf({ say: key, facts, actor, root }: WhyStep): string {
  const by = root !== '' ? root : actor === '' ? '-' : actor;
  return plainNames(`${by}: ${say(`say.${key}`, facts).trimEnd()}`);
}

/** A cluster to which a person does things, and which can be asked why. */
export function tellStory(nodes = 3, images: readonly ImageSpec[] = []) {
  const cluster = bootUnwatchedCluster(nodes, 1, images);
  const log = new WriteLog(cluster.trace);
  const nowMs = () => cluster.engine.nowMs - cluster.upAtMs;
  for (const write of [...cluster.apiServer.snapshot()].sort((a, b) => a.revision - b.revision)) log.observe(write, 0);
  cluster.apiServer.onCommit((write) => log.observe(write, nowMs()));
  const inputs: Step[] = [];
  const run = (seconds: number) => cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
  const perform = (action: Action) => {
    inputs.push({ atMs: nowMs(), action });
    return act(cluster, action);
  };
  const ask = (query: WhyQuery) =>
    whyOf(
      {
        log,
        trace: cluster.trace,
        nowMs: nowMs(),
        originMs: cluster.upAtMs,
        objects: cluster.apiServer.snapshot(),
        stopped: stoppedComponents(cluster),
        inputs,
        isMine: () => true,
      },
      query,
    );
  const lines = (query: WhyQuery): string[] =>
    ask(query).chains.flatMap(({ of, steps }, index) => [...(index > 0 ? [`(${of})`] : []), ...steps.map(lineOf)]);
  return {
    cluster,
    log,
    run,
    perform,
    ask,
    lines,
    kubectl: (command: string) => perform({ type: 'kubectl', command }),
    apply: (yaml: string) => perform({ type: 'apply', yaml }),
    why: (kind: string, name: string, namespace = 'default') =>
      lines({ about: 'object', ref: { kind, namespace, name } }),
    /** Names of the objects of a kind that begin so. */
    names: (kind: string, prefix: string): string[] =>
      [...cluster.apiServer.snapshot()]
        .filter((each) => each.kind.kind === kind && each.object.metadata.name!.startsWith(prefix))
        .map((each) => each.object.metadata.name!),
    nodeOf: (pod: string): string =>
      (
        [...cluster.apiServer.snapshot()].find((each) => each.kind.kind === 'Pod' && each.object.metadata.name === pod)!
          .object as { spec?: { nodeName?: string } }
      ).spec?.nodeName ?? '',
  };
}
