const KUBECTL_LOOKS =
  /^(?:get|describe|logs|explain|top|events|api-|version|cluster-info|config|auth|wait|diff|options|help)/;

const SHELL_LOOKS = /^\s*(?:ls|cat|echo|pwd|cd|grep|head|tail|wc|clear|history|vi|nano)\b/;

/** Whether a kubectl command line (without the word kubectl) only looks. */
export function kubectlLooks(command: string): boolean {
  return KUBECTL_LOOKS.test(command.trim());
}

/** Whether a line of the terminal only looks, at the cluster or at files. */
export function shellLooks(line: string): boolean {
  const command = /^\s*(?:kubectl|k)\s+(.*)/s.exec(line)?.[1];
  return command === undefined ? SHELL_LOOKS.test(line) : kubectlLooks(command);
}
