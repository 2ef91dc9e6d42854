import { parseDuration } from '../base/duration.ts';

/** Amounts or percentages by eviction signal, such as `nodefs.available: 10%`. */
export type BySignal = Readonly<Record<string, string>>;

/** What a KubeletConfiguration says of eviction, images, logs and processes. Times are virtual milliseconds. */
export interface KubeletSettings {
  readonly evictionHard: BySignal;
  readonly evictionSoft: BySignal;
  /** Durations, one for each soft threshold. */
  readonly evictionSoftGracePeriod: BySignal;
  readonly evictionMinimumReclaim: BySignal;
  readonly evictionMaxPodGracePeriodMs: number;
  readonly evictionPressureTransitionPeriodMs: number;
  readonly imageGCHighThresholdPercent: number;
  readonly imageGCLowThresholdPercent: number;
  readonly imageMinimumGCAgeMs: number;
  /** A quantity. */
  readonly containerLogMaxSize: string;
  readonly containerLogMaxFiles: number;
  /** Most processes of a Pod; -1 for no limit. */
  readonly podPidsLimit: number;
}

/** Defaults of v1.32. Models pkg/kubelet/apis/config/v1beta1/defaults.go and pkg/kubelet/eviction/defaults_linux.go. */
export const DEFAULT_KUBELET_SETTINGS: KubeletSettings = {
  evictionHard: {
    'memory.available': '100Mi',
    'nodefs.available': '10%',
    'nodefs.inodesFree': '5%',
    'imagefs.available': '15%',
    'imagefs.inodesFree': '5%',
  },
  evictionSoft: {},
  evictionSoftGracePeriod: {},
  evictionMinimumReclaim: {},
  evictionMaxPodGracePeriodMs: 0,
  evictionPressureTransitionPeriodMs: 300_000,
  imageGCHighThresholdPercent: 85,
  imageGCLowThresholdPercent: 80,
  imageMinimumGCAgeMs: 120_000,
  containerLogMaxSize: '10Mi',
  containerLogMaxFiles: 5,
  podPidsLimit: -1,
};

/** The settings as a scenario file writes them: names and units of a KubeletConfiguration. */
export interface RawKubeletSettings {
  readonly evictionHard?: BySignal;
  readonly evictionSoft?: BySignal;
  readonly evictionSoftGracePeriod?: BySignal;
  readonly evictionMinimumReclaim?: BySignal;
  /** Seconds. */
  readonly evictionMaxPodGracePeriod?: number;
  readonly evictionPressureTransitionPeriod?: string;
  readonly imageGCHighThresholdPercent?: number;
  readonly imageGCLowThresholdPercent?: number;
  readonly imageMinimumGCAge?: string;
  readonly containerLogMaxSize?: string;
  readonly containerLogMaxFiles?: number;
  readonly podPidsLimit?: number;
}

/** The settings of a file with the defaults of what it does not say; a list of thresholds replaces all of the defaults. */
export function toKubeletSettings(raw: RawKubeletSettings): KubeletSettings {
  const { evictionMaxPodGracePeriod, evictionPressureTransitionPeriod, imageMinimumGCAge, ...same } = raw;
  return {
    ...DEFAULT_KUBELET_SETTINGS,
    ...same,
    ...(evictionMaxPodGracePeriod === undefined
      ? {}
      : { evictionMaxPodGracePeriodMs: evictionMaxPodGracePeriod * 1000 }),
    ...(evictionPressureTransitionPeriod === undefined
      ? {}
      : { evictionPressureTransitionPeriodMs: parseDuration(evictionPressureTransitionPeriod) }),
    ...(imageMinimumGCAge === undefined ? {} : { imageMinimumGCAgeMs: parseDuration(imageMinimumGCAge) }),
  };
}

/** What a kubelet would not start with, in its words; undefined when it would. */
export function kubeletSettingsProblem(raw: RawKubeletSettings): string | undefined {
  for (const signal of Object.keys(raw.evictionSoft ?? {})) {
    if (raw.evictionSoftGracePeriod?.[signal] === undefined)
      return `grace period must be specified for the soft eviction threshold ${signal}`;
  }
  const high = raw.imageGCHighThresholdPercent ?? DEFAULT_KUBELET_SETTINGS.imageGCHighThresholdPercent;
  const low = raw.imageGCLowThresholdPercent ?? DEFAULT_KUBELET_SETTINGS.imageGCLowThresholdPercent;
  if (low >= high)
    return `invalid configuration: imageGCLowThresholdPercent (--image-gc-low-threshold) ${low} must be less than imageGCHighThresholdPercent (--image-gc-high-threshold) ${high}`;
  return undefined;
}
