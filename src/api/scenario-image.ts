import { formatDuration, parseDuration } from '../base/duration.ts';
import { quantityValue } from '../base/quantity.ts';
import type { ImageSpec } from './scenario.ts';

/** An image as a scenario file writes it. */
export interface RawImage {
  readonly name: string;
  readonly startup?: string | number;
  readonly crashAfter?: string | number;
  readonly exitCode?: number;
  readonly readyAfter?: string | number;
  readonly failProbesAfter?: string | number;
  readonly memory?: string | number;
  /** A quantity of bytes a second. */
  readonly leak?: string | number;
  readonly workers?: number;
  readonly serviceTime?: string | number;
  readonly cpuPerRequest?: string | number;
  readonly errorRate?: number;
  readonly drains?: boolean;
  /** With a password: who may pull it. */
  readonly user?: string;
  readonly password?: string;
}

/** The image that a file pushes. */
export function toImage(raw: RawImage): ImageSpec {
  const serving = {
    ...(raw.workers === undefined ? {} : { workers: raw.workers }),
    ...(raw.serviceTime === undefined ? {} : { serviceMs: parseDuration(String(raw.serviceTime)) }),
    ...(raw.cpuPerRequest === undefined ? {} : { cpuMs: parseDuration(String(raw.cpuPerRequest)) }),
    ...(raw.errorRate === undefined ? {} : { errorRate: raw.errorRate }),
    ...(raw.drains === undefined ? {} : { drains: raw.drains }),
  };
  return {
    name: raw.name,
    ...(raw.startup === undefined ? {} : { startupMs: parseDuration(String(raw.startup)) }),
    ...(raw.crashAfter === undefined ? {} : { crashAfterMs: parseDuration(String(raw.crashAfter)) }),
    ...(raw.exitCode === undefined ? {} : { exitCode: raw.exitCode }),
    ...(raw.readyAfter === undefined ? {} : { readyAfterMs: parseDuration(String(raw.readyAfter)) }),
    ...(raw.failProbesAfter === undefined ? {} : { failProbesAfterMs: parseDuration(String(raw.failProbesAfter)) }),
    ...(raw.memory === undefined ? {} : { memoryBytes: quantityValue(String(raw.memory)) }),
    ...(raw.leak === undefined ? {} : { leakPerSecond: quantityValue(String(raw.leak)) }),
    ...(raw.user === undefined ? {} : { login: { user: raw.user, password: raw.password ?? '' } }),
    ...(Object.keys(serving).length > 0 ? { serving } : {}),
  };
}

/** Fields that are texts, whatever stands in them. */
const TEXTS = new Set(['name', 'user', 'password']);

/** An image as a line of a scenario file. */
export function imageText(raw: RawImage): string {
  const parts = Object.entries(raw).filter(([, value]) => value !== undefined && value !== '');
  return `{${parts.map(([name, value]) => `${name}: ${TEXTS.has(name) ? JSON.stringify(value) : value}`).join(', ')}}`;
}

/** An image as a scenario file writes it: what `toImage` reads again. */
export function toRawImage(image: ImageSpec): RawImage {
  const { name, exitCode, memoryBytes, leakPerSecond, login, serving } = image;
  const time = (field: keyof RawImage, ms: number | undefined) =>
    ms === undefined ? {} : { [field]: formatDuration(ms) };
  const plain = (field: keyof RawImage, value: number | boolean | string | undefined) =>
    value === undefined ? {} : { [field]: value };
  return {
    name,
    ...time('startup', image.startupMs),
    ...time('crashAfter', image.crashAfterMs),
    ...plain('exitCode', exitCode),
    ...time('readyAfter', image.readyAfterMs),
    ...time('failProbesAfter', image.failProbesAfterMs),
    ...plain('memory', memoryBytes),
    ...plain('leak', leakPerSecond),
    ...plain('workers', serving?.workers),
    ...time('serviceTime', serving?.serviceMs),
    ...time('cpuPerRequest', serving?.cpuMs),
    ...plain('errorRate', serving?.errorRate),
    ...plain('drains', serving?.drains),
    ...plain('user', login?.user),
    ...plain('password', login?.password),
  };
}
