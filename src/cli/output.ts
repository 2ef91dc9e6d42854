/** Where a command's output goes. */
export interface Output {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** The process's own standard output and error. */
export const processOutput: Output = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
};
