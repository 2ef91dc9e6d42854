import { rfc3339Micro } from '../../base/time.ts';
import type { ImageSystem, StartLog } from './image.ts';
import type { ServerLine } from './server-model.ts';

/** The lines that a component writes when it starts come so far apart. */
const APART_MS = 12;

type Texts = (place: {
  readonly ip: string;
  readonly words: readonly string[];
}) => readonly (readonly [source: string, text: string])[];

/** A line of klog: severity and day, time of the day, thread, place in the source, text. */
function klogLine(unixMs: number, source: string, text: string): string {
  const [, month, day, time] = /^\d+-(\d+)-(\d+)T([\d:.]+)Z$/.exec(rfc3339Micro(unixMs))!;
  return `I${month}${day} ${time}       1 ${source}] ${text}`;
}

/** The log of a component that writes by klog. */
export function klogSystem(texts: Texts): ImageSystem {
  return systemWith(({ unixMs, ...place }) =>
    spread(texts(place).map(([source, text], i) => klogLine(unixMs + APART_MS * i, source, text))),
  );
}

/** The log of a component that writes JSON, one object a line. */
export function jsonLogSystem(texts: Texts): ImageSystem {
  return systemWith(({ unixMs, ...place }) =>
    spread(
      texts(place).map(([caller, rest], i) => {
        const ts = rfc3339Micro(unixMs + APART_MS * i);
        return `{"level":"info","ts":"${ts}","caller":"${caller}",${rest}}`;
      }),
    ),
  );
}

const systemWith = (startLog: StartLog): ImageSystem => ({ flavour: 'dash', also: ['bash', 'curl'], startLog });

const spread = (lines: readonly string[]): readonly ServerLine[] =>
  lines.map((text, i) => ({ text, stream: 'stderr', afterMs: APART_MS * i }));

/** What all components of Kubernetes tell of Go. */
export const GO_SETTINGS = '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""';
