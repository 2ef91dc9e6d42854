import type { TrafficProfile, TrafficSpec } from '../../api/scenario.ts';
import { formatDuration, parseDuration } from '../../base/duration.ts';
import { traffic } from '../../language/en/traffic.ts';

/** What the form holds: texts as they were typed. */
export interface ClientForm {
  readonly name: string;
  readonly to: string;
  readonly place: 'inside' | 'outside' | 'pod';
  readonly pod: string;
  readonly loop: 'poisson' | 'constant' | 'users';
  readonly rps: string;
  readonly users: string;
  readonly think: string;
  readonly profile: TrafficProfile['type'];
  readonly peak: string;
  /** How long a ramp takes, when a spike begins, or the period of a wave. */
  readonly time: string;
  /** How long a spike lasts. */
  readonly lasting: string;
  readonly timeout: string;
  readonly retries: string;
}

/** Field by field, what is wrong. */
export type Wrong = Partial<Record<keyof ClientForm, string>>;

/** The form for a new client. */
export function newForm(name: string, to: string): ClientForm {
  return {
    ...{ name, to, place: 'inside', pod: '', loop: 'poisson', rps: '50', users: '20', think: '1s' },
    ...{ profile: 'steady', peak: '200', time: '1m', lasting: '30s', timeout: '5s', retries: '0' },
  };
}

/** The form of a client that exists. */
export function formOf(spec: TrafficSpec): ClientForm {
  const { name, to, from, pod, arrivals, users, thinkMs, profile, timeoutMs, retries, rps } = spec;
  const base = newForm(name, to);
  return {
    ...base,
    place: pod !== undefined ? 'pod' : (from ?? 'inside'),
    pod: pod ?? '',
    loop: users !== undefined ? 'users' : arrivals === 'constant' ? 'constant' : 'poisson',
    rps: String(rps),
    users: String(users ?? base.users),
    think: users === undefined ? base.think : formatDuration(thinkMs ?? 0),
    timeout: timeoutMs === undefined ? base.timeout : formatDuration(timeoutMs),
    retries: String(retries ?? 0),
    ...profileFields(profile, base),
  };
}

function profileFields(profile: TrafficProfile | undefined, base: ClientForm): Partial<ClientForm> {
  if (profile === undefined || profile.type === 'steady') return {};
  const common = { profile: profile.type, peak: String(profile.to) };
  if (profile.type === 'ramp') return { ...common, time: formatDuration(profile.overMs) };
  if (profile.type === 'wave') return { ...common, time: formatDuration(profile.periodMs) };
  return { ...common, time: formatDuration(profile.atMs), lasting: formatDuration(profile.forMs) || base.lasting };
}

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const url = /^(https?:\/\/[^/\s:]+(:[0-9]+)?(\/\S*)?|udp:\/\/[^/\s:]+:[0-9]+)$/;
const podKey = /^[a-z0-9-]+\/[a-z0-9.-]+$/;

function number(text: string, least: number, most: number, isWhole: boolean): number | string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return traffic('mustNumber');
  if (isWhole && !Number.isInteger(value)) return traffic('mustWhole');
  return value < least || value > most ? traffic('mustRange', { least, most }) : value;
}

function duration(text: string, least: number): number | string {
  try {
    const ms = parseDuration(text.trim());
    return ms < least ? traffic('mustLeast', { least: formatDuration(least) }) : ms;
  } catch {
    return traffic('mustDuration');
  }
}

/** The client that a form describes, or what is wrong with it. */
export function specOf(form: ClientForm): { readonly spec: TrafficSpec } | { readonly wrong: Wrong } {
  const wrong: { -readonly [K in keyof ClientForm]?: string } = {};
  const take = (field: keyof ClientForm, value: number | string): number => {
    if (typeof value === 'string') wrong[field] = value;
    return typeof value === 'string' ? 0 : value;
  };
  if (!label.test(form.name)) wrong.name = traffic('mustLabel');
  if (!url.test(form.to)) wrong.to = traffic('mustUrl');
  if (form.place === 'pod' && !podKey.test(form.pod)) wrong.pod = traffic('mustPod');
  const isClosed = form.loop === 'users';
  const users = isClosed ? take('users', number(form.users, 1, 10_000, true)) : undefined;
  const thinkMs = isClosed ? take('think', duration(form.think, 0)) : undefined;
  const rps = isClosed ? 1 : take('rps', number(form.rps, 0.01, 100_000, false));
  const profile = isClosed ? undefined : profileOf(form, take);
  const timeoutMs = take('timeout', duration(form.timeout, 1));
  const retries = take('retries', number(form.retries, 0, 10, true));
  if (Object.keys(wrong).length > 0) return { wrong };
  const spec: TrafficSpec = {
    ...{ name: form.name, to: form.to, rps },
    ...(form.place === 'outside' ? { from: 'outside' } : {}),
    ...(form.place === 'pod' ? { pod: form.pod } : {}),
    ...(form.loop === 'constant' ? { arrivals: 'constant' } : {}),
    ...(profile === undefined ? {} : { profile }),
    ...(users === undefined ? {} : { users }),
    ...(thinkMs === undefined ? {} : { thinkMs }),
    ...(timeoutMs === 5000 ? {} : { timeoutMs }),
    ...(retries === 0 ? {} : { retries }),
  };
  return { spec };
}

type Take = (field: keyof ClientForm, value: number | string) => number;

function profileOf(form: ClientForm, take: Take): TrafficProfile | undefined {
  if (form.profile === 'steady') return undefined;
  const to = take('peak', number(form.peak, 0, 100_000, false));
  const ms = take('time', duration(form.time, form.profile === 'spike' ? 0 : 1000));
  if (form.profile === 'ramp') return { type: 'ramp', to, overMs: ms };
  if (form.profile === 'wave') return { type: 'wave', to, periodMs: ms };
  return { type: 'spike', to, atMs: ms, forMs: take('lasting', duration(form.lasting, 1000)) };
}
