import { describe, expect, test } from 'vitest';
import { play } from './testing/play-scenario.ts';

describe('debugging a running Pod', () => {
  const printed = play('debug-running-pod');

  test('an image without a shell runs none', () => {
    expect(printed('exec silent -- sh')[0]).toMatch(
      /unable to start container process: exec: "sh": executable file not found in \$PATH: unknown$/,
    );
  });

  test('an ephemeral container sees the processes and files of the container that it is aimed at', () => {
    const processes = printed('logs silent').map((line) => line.replace(/^\d+ /, ''));
    expect(processes).toEqual(['PID USER TIME COMMAND', ...['/pause', 'sh -c ps; sleep 20', 'ps'].map(asRoot)]);
    expect(printed('exec silent -c debugger')).toContain('pause');
    expect(printed('get pod silent')[1]).toBe('silent 1/1 Running 0 20s');
  });

  test('it is started with events of its own and never restarted', () => {
    expect(printed('get events').slice(1)).toEqual(['spec.containers{silent}', 'spec.ephemeralContainers{debugger}']);
    expect(printed('get pod silent -o jsonpath={.status.ephemeralContainerStatuses[0].state}')[0]).toMatch(
      /^{"running"/,
    );
    expect(printed('get pod silent -o jsonpath', 1)).toEqual(['Completed']);
  });

  test('containers of a Pod may share their processes', () => {
    const processes = printed('exec shared -c shell -- ps').map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(processes).toEqual(['PID USER', '1 65535', '2 root', '3 root', '4 root']);
    expect(printed('exec shared -c shell -- head')).toEqual(['user nginx;']);
    expect(printed('get pods')).toEqual(['No resources found in default namespace.']);
  });
});

function asRoot(command: string): string {
  return `root 0:00 ${command}`;
}
