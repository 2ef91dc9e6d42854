import { bench } from './bench/bench.ts';
import { checkCommand } from './check.ts';
import { exportCommand } from './export.ts';
import { gradeCommand } from './grade.ts';
import { packCommand } from './pack/pack.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';

const USAGE = `kube-orrery: a working model of Kubernetes

  orrery run FILE [--until 10m] [--seed N] [--json] [--solution]
      runs a scenario in virtual time and prints what its kubectl steps print; FILE may be - for standard input;
      with --solution it plays the model solution of an exercise and prints how its goals stand
  orrery check FILE…
      checks scenarios, and plays their lessons: solutions have to solve, mistakes to fail, lectures to come to their end
  orrery grade FILE… [--scenario FILE] [--timeout 60]
      runs the inputs of results of exercises again and prints a table (CSV) of their scores and of the goals that they meet
  orrery export yaml|script|events FILE [--until 10m]
      runs a scenario and prints what people have made in it as YAML, what they did as a shell script for a real
      cluster, or the Events as comma-separated values
  orrery serve [FILE] [--port 8001] [--speed 1] [--nodes 3]
      runs the cluster in real time times speed and serves the Kubernetes API on 127.0.0.1, as kubectl proxy does
  orrery html FILE -o out.html
      writes the page with a scenario as one file, which works without a network
  orrery scorm FILE -o out.zip
      writes it as a SCORM 1.2 package, from which a course platform gets scores
  orrery bench [NAME…]
      measures and prints the project's figures
`;

/** The command line. Sets the exit status: 0 done, 2 wrong usage or file, 3 a step could not be carried out. */
export async function main(argv: readonly string[]): Promise<void> {
  const [command, ...rest] = argv;
  endWithReader();
  const asked = command === undefined || ['help', '--help', '-h'].some((word) => command === word || rest[0] === word);
  if (asked) process.stdout.write(USAGE);
  else if (command === 'run') process.exitCode = runCommand(rest);
  else if (command === 'check') process.exitCode = checkCommand(rest);
  else if (command === 'grade') process.exitCode = gradeCommand(rest);
  else if (command === 'export') process.exitCode = exportCommand(rest);
  else if (command === 'serve') process.exitCode = await serveCommand(rest);
  else if (command === 'html' || command === 'scorm') process.exitCode = await packCommand(command, rest);
  else if (command === 'bench') process.exitCode = await bench(rest);
  else {
    process.stderr.write(`orrery: unknown command ${JSON.stringify(command)}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}

/** `orrery run … | head`: when nobody reads on, there is nothing more to do. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
