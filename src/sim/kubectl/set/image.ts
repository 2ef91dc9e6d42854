import type { Container, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Invocation } from '../invocation.ts';
import { changeAll, type SetOptions, setTargets } from './change.ts';
import { changeContainers, chosenContainers, neededPodSpec, withPodSpec } from './pod-spec.ts';

/** `kubectl set image`. Models kubectl/pkg/cmd/set/set_image. */
export function* setImage(invocation: Invocation): Process<void> {
  const { resources, images } = splitArguments(invocation.args);
  const errors: unknown[] = [];
  const infos = yield* setTargets(invocation, resources, errors);
  if (images.length === 0) throw new Error('at least one image update is required');
  if (images.length > 1 && images.some(([name]) => name === '*')) {
    throw new Error(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
  const options: SetOptions = {
    args: resources,
    operation: 'image updated',
    failure: 'failed to patch image update to pod template:',
    *change(info, found) {
      return withPodSpec(info.object, withImages(neededPodSpec(info, info.object), images, found));
    },
  };
  yield* changeAll(invocation, options, infos, errors);
}

/** The resources before the first `container=image`, and those pairs. */
function splitArguments(args: readonly string[]): { resources: string[]; images: [string, string][] } {
  const resources: string[] = [];
  const images: [string, string][] = [];
  for (const arg of args) {
    const equals = arg.indexOf('=');
    if (equals > 0) images.push([arg.slice(0, equals), arg.slice(equals + 1)]);
    else if (images.length > 0) throw new Error(`all resources must be specified before image changes: ${arg}`);
    else resources.push(arg);
  }
  return { resources, images };
}

function withImages(spec: PodSpec, images: readonly [string, string][], errors: unknown[]): PodSpec {
  let next = spec;
  for (const [name, image] of images) {
    const fits = (container: Container): boolean => name === '*' || container.name === name;
    if (chosenContainers(next, fits).length === 0) {
      errors.push(new Error(`error: unable to find container named ${goQuote(name)}`));
    }
    next = changeContainers(next, fits, (container) => ({ ...container, image }));
  }
  return next;
}
