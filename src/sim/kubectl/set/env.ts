import type { Container, EnvVar } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { readArguments } from '../resource/arguments.ts';
import { type Loaded, setOnObjects } from './change.ts';
import { type EnvChange, parseEnvArguments, splitEnvArguments } from './env-arguments.ts';
import { referenceText, resolveReference } from './env-reference.ts';
import { changeContainers, chosenContainers, containerMatches, neededPodSpec, withPodSpec } from './pod-spec.ts';

/** `kubectl set env`. Models kubectl/pkg/cmd/set/set_env. */
export function* setEnv(invocation: Invocation): Process<void> {
  const { flags, args, env } = invocation;
  const { resources, env: texts } = splitEnvArguments(args);
  if (resources.length === 0 && !flags.given('filename')) {
    throw new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  const listed = flags.bool('list');
  if (listed && flags.string('output')) throw new Error('--list and --output may not be specified together');
  if (flags.list('keys').length > 0 && !flags.string('from')) {
    throw new Error('when specifying --keys, a configmap or secret must be provided with --from');
  }
  const given = parseEnvArguments([...flags.list('env'), ...texts], env.stdin ?? '');
  const change = flags.string('from') ? yield* withSource(invocation, given) : given;
  yield* setOnObjects(invocation, {
    args: resources,
    operation: 'env updated',
    failure: 'failed to patch env update to pod template:',
    *change(info) {
      const next = changeOne(invocation, info, change);
      if (!listed) return next;
      yield* listEnv(invocation, info, next ?? info.object);
      return undefined;
    },
  });
}

function changeOne(invocation: Invocation, info: Loaded, change: EnvChange): AnyObject | undefined {
  const { flags, err } = invocation;
  const spec = neededPodSpec(info, info.object);
  const pattern = flags.string('containers');
  const fits = containerMatches(pattern);
  const chosen = chosenContainers(spec, fits);
  if (chosen.length === 0) {
    err(`Warning: ${info.resource.kind}/${info.name} does not have any containers matching "${pattern}"\n`);
    return undefined;
  }
  if (!flags.bool('overwrite')) {
    for (const container of chosen) refuseOverwrite(info, container, change);
  }
  return withPodSpec(
    info.object,
    changeContainers(spec, fits, (container) => withEnv(container, change)),
  );
}

function refuseOverwrite({ resource, name }: Loaded, container: Container, { set }: EnvChange): void {
  for (const wanted of set) {
    const present = container.env?.find((each) => each.name === wanted.name);
    if (present) {
      throw new Error(
        `error: ${resource.plural}/${name} '${wanted.name}' already has a value (${present.value ?? ''}), and --overwrite is false`,
      );
    }
  }
}

/** Values of variables that are there change in their place, new ones follow. Models updateEnv. */
function withEnv(container: Container, { set, remove }: EnvChange): Container {
  const before = container.env ?? [];
  const latest = new Map(set.map((each) => [each.name, each]));
  const kept = before.filter((each) => !remove.includes(each.name)).map((each) => latest.get(each.name) ?? each);
  const env = [...kept, ...[...latest.values()].filter((each) => !before.some(({ name }) => name === each.name))];
  const { env: _, ...rest } = container;
  return env.length ? { ...rest, env } : rest;
}

/** Adds the keys of `--from`, as variables that refer to them. */
function* withSource(invocation: Invocation, given: EnvChange): Process<EnvChange> {
  const { flags, mapper, api, namespace, err } = invocation;
  const named = yield* readArguments(mapper, [flags.string('from')]);
  if (named.type !== 'objects') throw new Error('unsupported resource specified in --from');
  const { resource, name } = named.objects[0]!;
  const object = yield* api.get({ resource, namespace, name });
  const field = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' }[resource.kind];
  if (!field) throw new Error('unsupported resource specified in --from');
  const wanted = flags.list('keys');
  const keys = Object.keys((object['data'] ?? {}) as object).filter((key) => !wanted.length || wanted.includes(key));
  const added = keys.sort().map((key): EnvVar => {
    const envName = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
    if (envName !== key) err(`Warning: key ${key} transferred to ${envName}\n`);
    return { name: envName, valueFrom: { [field]: { name, key } } };
  });
  const prefix = flags.string('prefix');
  return { ...given, set: [...given.set, ...added].map((each) => ({ ...each, name: `${prefix}${each.name}` })) };
}

function* listEnv(invocation: Invocation, info: Loaded, object: AnyObject): Process<void> {
  const { flags, out } = invocation;
  const fits = containerMatches(flags.string('containers'));
  for (const container of chosenContainers(neededPodSpec(info, object), fits)) {
    out(`# ${info.resource.kind} ${info.name}, container ${container.name}\n`);
    for (const variable of container.env ?? []) {
      if (!variable.valueFrom) out(`${variable.name}=${variable.value ?? ''}\n`);
      else if (!flags.bool('resolve')) out(`# ${variable.name} from ${referenceText(variable.valueFrom)}\n`);
      else out(yield* resolvedLine(invocation, info, container, variable));
    }
  }
}

function* resolvedLine(invocation: Invocation, info: Loaded, container: Container, variable: EnvVar): Process<string> {
  const value = yield* resolveReference(invocation, info, container, variable);
  if (value !== undefined) return `${variable.name}=${value}\n`;
  return `# ${variable.name} from ${referenceText(variable.valueFrom!)}\n`;
}
