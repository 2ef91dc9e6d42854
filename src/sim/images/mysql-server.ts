import { type Behaviour, type CommandLine, server, serverUnless } from './image.ts';

/** A server of the MySQL family: its entry point ends where no password is given. */
export function mysqlServer(options: {
  readonly memoryBytes: number;
  readonly programs: readonly string[];
  /** Beginnings of the variables that say what password the root user has. */
  readonly prefixes: readonly string[];
  readonly startLog: readonly string[];
}): (line: CommandLine) => Behaviour | undefined {
  const { memoryBytes, programs, prefixes, startLog } = options;
  const running = server({ startupMs: 8000, ports: [3306], cpuMilli: 6, memoryBytes, stopMs: 1500, startLog });
  const names = prefixes.flatMap((prefix) =>
    [
      'ROOT_PASSWORD',
      'ALLOW_EMPTY_PASSWORD',
      'ALLOW_EMPTY_ROOT_PASSWORD',
      'RANDOM_ROOT_PASSWORD',
      'ROOT_PASSWORD_FILE',
    ].map((name) => `${prefix}_${name}`),
  );
  const own = prefixes[0]!;
  const choices =
    own === 'MYSQL'
      ? ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD']
      : [
          'MARIADB_ROOT_PASSWORD',
          'MARIADB_ROOT_PASSWORD_HASH',
          'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
          'MARIADB_RANDOM_ROOT_PASSWORD',
        ];
  const refusal = server({
    ports: [],
    exitAfterMs: 300,
    exitCode: 1,
    startLog: [
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      `    You need to specify one of the following as an environment variable:`,
      ...choices.map((name) => `    - ${name}`),
    ],
  });
  return (line) => {
    const has = line.hasVariable ?? ((): boolean => true);
    // The entry point runs what is not its server as it stands: a client, a shell.
    if (line.command.length === 0 && line.args.length > 0 && !isServer(line.args[0]!, programs)) return undefined;
    return serverUnless(names.some(has) ? running : refusal, [...programs, 'docker-entrypoint.sh'])(line);
  };
}

function isServer(word: string, programs: readonly string[]): boolean {
  return word.startsWith('-') || programs.includes(word.slice(word.lastIndexOf('/') + 1));
}
