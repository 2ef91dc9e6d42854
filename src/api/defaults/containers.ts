import { mapShared } from '../../base/shared.ts';
import type {
  Container,
  ContainerPort,
  EnvVar,
  EphemeralContainer,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  Probe,
  ResourceRequirements,
} from '../k8s/core-v1.gen.ts';
import { changeField, fill, fillZero } from './fill.ts';
import { defaultResourceList } from './resource-list.ts';
import { defaultFieldRef } from './volumes.ts';

const imageName =
  /^(?:[A-Za-z0-9.-]+(?::[0-9]+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const tagName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** The tag of an image reference, `latest` if it has neither tag nor digest; '' if it is no valid reference. */
export function imageTag(image: string): string {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (!imageName.test(name) || (tag !== undefined && !tagName.test(tag))) return '';
  return tag ?? (at < 0 ? 'latest' : '');
}

const defaultHttpGet = (action: HTTPGetAction): HTTPGetAction => fillZero(action, { path: '/', scheme: 'HTTP' });

function defaultProbe(probe: Probe): Probe {
  let result = fillZero(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  result = changeField(result, 'httpGet', defaultHttpGet);
  return changeField(result, 'grpc', (action) => fill(action, { service: '' }));
}

const defaultHandler = (handler: LifecycleHandler): LifecycleHandler => changeField(handler, 'httpGet', defaultHttpGet);

const defaultLifecycle = (lifecycle: Lifecycle): Lifecycle =>
  changeField(changeField(lifecycle, 'postStart', defaultHandler), 'preStop', defaultHandler);

const defaultPort = (port: ContainerPort): ContainerPort => fillZero(port, { protocol: 'TCP' });

function defaultEnv(variable: EnvVar): EnvVar {
  return changeField(variable, 'valueFrom', (source) => changeField(source, 'fieldRef', defaultFieldRef));
}

/** Amounts of resources, rounded. */
const defaultRequirements = (resources: ResourceRequirements): ResourceRequirements =>
  changeField(changeField(resources, 'limits', defaultResourceList), 'requests', defaultResourceList);

/** Completes a container. Models SetDefaults_Container and those of its parts. */
export function defaultContainer<T extends Container | EphemeralContainer>(container: T): T {
  // An ephemeral container has all fields of a container; only the names of its own are more.
  let result = container as Container;
  if (!result.imagePullPolicy) {
    const imagePullPolicy = imageTag(result.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent';
    result = fillZero(result, { imagePullPolicy });
  }
  result = fillZero(result, { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' });
  result = changeField(fill(result, { resources: {} }), 'resources', defaultRequirements);
  result = changeField(result, 'ports', (ports) => mapShared(ports, defaultPort));
  result = changeField(result, 'env', (env) => mapShared(env, defaultEnv));
  result = changeField(result, 'livenessProbe', defaultProbe);
  result = changeField(result, 'readinessProbe', defaultProbe);
  result = changeField(result, 'startupProbe', defaultProbe);
  return changeField(result, 'lifecycle', defaultLifecycle) as T;
}
