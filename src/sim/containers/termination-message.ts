import { decodeUtf8 } from '../../base/bytes.ts';
import type { ContainerConfig } from './container-config.ts';
import type { ContainerLog } from './container-log.ts';
import type { ContainerWorld } from './container-world.ts';

/** Limits of a termination message, of its file and of what is taken from the log instead. */
const MAX_BYTES = 4096;
const MAX_LOG_LINES = 80;
const MAX_LOG_BYTES = 2048;

/** What a container that has ended leaves behind in its termination message file, or at the end of its log. */
export function terminationMessage(container: {
  readonly world: ContainerWorld | undefined;
  readonly config: ContainerConfig;
  readonly log: ContainerLog;
  readonly exitCode: number;
}): string {
  const { world, config, log, exitCode } = container;
  const text = world?.kernel.hasFiles ? readMessage(world, config.terminationMessagePath) : '';
  if (text !== '') return decodeUtf8(text.slice(0, MAX_BYTES));
  if (config.terminationMessagePolicy !== 'FallbackToLogsOnError' || exitCode === 0) return '';
  const lines = log.lines.slice(-MAX_LOG_LINES).map((line) => `${line.text}\n`);
  return decodeUtf8(lines.join('').slice(-MAX_LOG_BYTES));
}

function readMessage({ kernel }: ContainerWorld, path: string): string {
  const found = kernel.fs.find(path, '/');
  return found?.node.type === 'file' ? found.node.data : '';
}
