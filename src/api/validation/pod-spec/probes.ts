import { forbiddenField, invalidValue, notSupported, required } from '../../field-errors.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../../k8s/core-v1.gen.ts';
import { httpHeaderName, validPortName, validPortNum } from '../../names.ts';
import { checkNonNegative, checkPresent, type Found, reject } from '../basics.ts';

/** A port by number or by name. Models ValidatePortNumOrName. */
export function checkPortRef(port: number | string | undefined, path: string, found: Found): void {
  if (typeof port === 'string') reject(validPortName(port), port, path, found);
  else reject(validPortNum(port ?? 0), port ?? 0, path, found);
}

function checkHttpGet(action: HTTPGetAction, path: string, found: Found): void {
  checkPresent(action.path, `${path}.path`, found);
  checkPortRef(action.port, `${path}.port`, found);
  const schemes = ['HTTP', 'HTTPS'];
  if (!schemes.includes(action.scheme ?? '')) found.push(notSupported(`${path}.scheme`, action.scheme ?? '', schemes));
  for (const { name } of action.httpHeaders ?? []) reject(httpHeaderName(name), name, `${path}.httpHeaders`, found);
}

/** What probes and lifecycle hooks do: one of several actions. */
type Handler = Probe & LifecycleHandler;

function checkSleep(seconds: number, graceSeconds: number | undefined, path: string, found: Found): void {
  if (graceSeconds === undefined || (seconds > 0 && seconds <= graceSeconds)) return;
  const detail =
    `must be greater than 0 and less than terminationGracePeriodSeconds (${graceSeconds}). ` +
    'Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.';
  found.push(invalidValue(path, seconds, detail));
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

function checkHandler(handler: Handler, graceSeconds: number | undefined, path: string, found: Found): void {
  const given = HANDLERS.filter((name) => handler[name] !== undefined);
  if (given.length === 0) return void found.push(required(path, 'must specify a handler type'));
  checkAction(handler, given[0]!, graceSeconds, path, found);
  for (const name of given.slice(1)) {
    found.push(forbiddenField(`${path}.${name}`, 'may not specify more than 1 handler type'));
  }
}

function checkAction(
  handler: Handler,
  name: (typeof HANDLERS)[number],
  graceSeconds: number | undefined,
  path: string,
  found: Found,
): void {
  const at = `${path}.${name}`;
  if (name === 'exec') {
    if (!handler.exec?.command?.length) found.push(required(`${at}.command`));
  } else if (name === 'httpGet') checkHttpGet(handler.httpGet!, at, found);
  else if (name === 'tcpSocket') checkPortRef(handler.tcpSocket!.port, `${at}.port`, found);
  else if (name === 'grpc') checkPortRef(handler.grpc!.port, `${at}.port`, found);
  else checkSleep(handler.sleep!.seconds, graceSeconds, at, found);
}

function checkProbe(probe: Probe, graceSeconds: number | undefined, path: string, found: Found): void {
  checkHandler(probe, graceSeconds, path, found);
  checkNonNegative(probe.initialDelaySeconds, `${path}.initialDelaySeconds`, found);
  checkNonNegative(probe.timeoutSeconds, `${path}.timeoutSeconds`, found);
  checkNonNegative(probe.periodSeconds, `${path}.periodSeconds`, found);
  checkNonNegative(probe.successThreshold, `${path}.successThreshold`, found);
  checkNonNegative(probe.failureThreshold, `${path}.failureThreshold`, found);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    found.push(invalidValue(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  }
}

interface Probed {
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
}

/** The three probes of a container that may have them. */
export function checkProbes(container: Probed, graceSeconds: number | undefined, path: string, found: Found): void {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe) checkOnceProbe(livenessProbe, graceSeconds, `${path}.livenessProbe`, found);
  if (readinessProbe) {
    const at = `${path}.readinessProbe`;
    checkProbe(readinessProbe, graceSeconds, at, found);
    const grace = readinessProbe.terminationGracePeriodSeconds;
    if (grace !== undefined) {
      const detail = 'must not be set for readinessProbes';
      found.push(invalidValue(`${at}.terminationGracePeriodSeconds`, grace, detail));
    }
  }
  if (startupProbe) checkOnceProbe(startupProbe, graceSeconds, `${path}.startupProbe`, found);
}

/** A liveness or startup probe: one success is enough. */
function checkOnceProbe(probe: Probe, graceSeconds: number | undefined, path: string, found: Found): void {
  checkProbe(probe, graceSeconds, path, found);
  if (probe.successThreshold === 1) return;
  found.push(invalidValue(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1'));
}

/** Hooks of a container. Models validateLifecycle. */
export function checkLifecycle(
  lifecycle: Lifecycle | undefined,
  graceSeconds: number | undefined,
  path: string,
  found: Found,
): void {
  if (lifecycle?.postStart) checkHandler(lifecycle.postStart, graceSeconds, `${path}.postStart`, found);
  if (lifecycle?.preStop) checkHandler(lifecycle.preStop, graceSeconds, `${path}.preStop`, found);
}
