import { formatDuration } from '../base/duration.ts';
import type { TrafficProfile, TrafficSpec } from './scenario.ts';

/**
 * The step of a scenario file that begins, changes or stops a client, on one line: what a person does in the page, as it
 * can be done again. @param atMs virtual milliseconds since the cluster was up
 */
export function trafficStep(spec: TrafficSpec, atMs: number): string {
  const { name, to, from, pod, arrivals, profile, users, thinkMs, timeoutMs, retries, backups, switchAfterMs } = spec;
  const { headers } = spec;
  const fields = [
    `name: ${name}`,
    `to: ${JSON.stringify(to)}`,
    ...(users === undefined || spec.rps <= 0 ? [`rps: ${spec.rps}`] : []),
    ...(from === undefined ? [] : [`from: ${from}`]),
    ...(pod === undefined ? [] : [`pod: ${pod}`]),
    ...(arrivals === undefined ? [] : [`arrivals: ${arrivals}`]),
    ...(profile === undefined ? [] : profileField(profile)),
    ...(users === undefined ? [] : [`users: ${users}`]),
    ...(thinkMs === undefined ? [] : [`think: ${formatDuration(thinkMs)}`]),
    ...(timeoutMs === undefined ? [] : [`timeout: ${formatDuration(timeoutMs)}`]),
    ...(retries === undefined ? [] : [`retries: ${retries}`]),
    ...(backups === undefined ? [] : [`backups: ${JSON.stringify(backups)}`]),
    ...(headers === undefined ? [] : [`headers: ${JSON.stringify(headers)}`]),
    ...(switchAfterMs === undefined ? [] : [`switchAfter: ${formatDuration(switchAfterMs)}`]),
  ];
  return `- {at: ${formatDuration(Math.max(0, Math.ceil(atMs)))}, traffic: {${fields.join(', ')}}}`;
}

function profileField(profile: TrafficProfile): string[] {
  switch (profile.type) {
    case 'steady':
      return [];
    case 'ramp':
      return [`ramp: {to: ${profile.to}, over: ${formatDuration(profile.overMs)}}`];
    case 'spike': {
      const { to, atMs, forMs } = profile;
      return [`spike: {to: ${to}, at: ${formatDuration(atMs)}, for: ${formatDuration(forMs)}}`];
    }
    case 'wave':
      return [`wave: {to: ${profile.to}, period: ${formatDuration(profile.periodMs)}}`];
  }
}
