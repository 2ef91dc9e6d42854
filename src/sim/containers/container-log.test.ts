import { expect, test } from 'vitest';
import { ContainerLog, type LogLine, PlannedLines } from './container-log.ts';

test('what a log takes of the disk is the same before and after somebody has read it', () => {
  let nowMs = 0;
  const log = new ContainerLog(() => nowMs);
  const line = (unixMs: number, text: string): LogLine => ({ unixMs, stream: 'stdout', text });
  log.addSource(new PlannedLines(() => [line(10, 'first'), line(20, 'the second')]), 0);
  const sizes = [5, 10, 15, 30, 40].map((ms) => {
    nowMs = ms;
    return log.diskBytes;
  });
  expect(sizes).toEqual([0, 46, 46, 97, 97]);
  expect(log.lines).toHaveLength(2);
  log.writeLine('stderr', 'third', 45);
  expect(log.diskBytes).toBe(143);
});
