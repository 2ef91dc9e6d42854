const RESET = '\x1b[0m';
const DIM = '\x1b[2m';
const BOLD = '\x1b[1m';
const RED = '\x1b[31m';
const GREY = '\x1b[90m';
const YELLOW = '\x1b[33m';

/** The prompt before a line. */
export const PROMPT = `${DIM}$${RESET} `;
/** The prompt before the next line of an unfinished command. */
export const MORE = `${DIM}>${RESET} `;

/** Words of a STATUS column that say that something is wrong. */
const WRONG =
  /\b(?:CrashLoopBackOff|ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError|OOMKilled|Error|Evicted|NotReady|Failed|Init:(?:Error|CrashLoopBackOff)|DeadlineExceeded)\b/g;

/** A command as the page shows it after a prompt: what was done by mouse or key. */
export function commandText(line: string): string {
  return `${PROMPT}${BOLD}${line}${RESET}`;
}

/** A deed that is no command, in words. */
export function deedText(sentence: string): string {
  return `${DIM}#${RESET} ${sentence}`;
}

/** What the page says of a line that has run: no words of kubectl. */
export function noteText(sentence: string): string {
  return `${GREY}# ${sentence}${RESET}`;
}

/** Output with the words coloured that tell of trouble. kubectl prints no colours of its own. */
export function colourOutput(text: string): string {
  return text.replace(WRONG, (word) => `${RED}${word}${RESET}`);
}

/** What went to standard error: errors in the alarm colour, warnings in brass. */
export function colourError(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line === '') return line;
      return `${/^Warning:/.test(line) ? YELLOW : /^(?:Error|error)/.test(line) ? RED : ''}${line}${RESET}`;
    })
    .join('\n');
}
