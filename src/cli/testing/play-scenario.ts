import { readFileSync } from 'node:fs';
import { parseScenario } from '../../api/scenario-file.ts';
import { runScenario } from '../../sim/cluster/scenario-run.ts';

/** What the commands of a scenario print, by command; columns are joined by one blank, random ends of names are `*`. */
export function play(name: string): (command: string, nth?: number) => readonly string[] {
  const text = readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const { outputs } = runScenario(parseScenario(text, name));
  return (command, nth = 0) => {
    const found = outputs.filter((output) => output.command.startsWith(command))[nth];
    if (!found) throw new Error(`no command ${command}`);
    return `${found.stdout}${found.stderr}`
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .replace(/[ \t]+/g, ' ')
          .replace(/\b(\w[\w-]*-\d|buggy|unlucky)-[a-z0-9]{5}\b/g, '$1-*')
          .trim(),
      );
  };
}
