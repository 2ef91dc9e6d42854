/** Texts are shortened once they have more letters than this together… */
const MAX_LETTERS = 4096;
/** …to this many each. */
const MAX_TEXT = 256;

const CONTROL = /\p{Cc}/u;

/**
 * The Warning header of an answer, undefined where nothing is to be warned of. A text is told once, one with control
 * characters not at all. Models the recorder of WithWarningRecorder and NewWarningHeader.
 */
export function warningHeader(warnings: readonly string[]): string | undefined {
  if (warnings.length === 0) return undefined;
  const texts = [...new Set(warnings)].filter((text) => text !== '');
  const headers = shortened(texts).flatMap((text) => (CONTROL.test(text) ? [] : [`299 - ${quoted(text)}`]));
  return headers.length === 0 ? undefined : headers.join(', ');
}

/** All of the texts if they are not too long; else the beginning of each, as far as there is room. */
function shortened(texts: readonly string[]): readonly string[] {
  const total = texts.reduce((sum, text) => sum + [...text].length, 0);
  if (total <= MAX_LETTERS) return texts;
  const kept: string[] = [];
  let letters = 0;
  for (const text of texts) {
    if (letters >= MAX_LETTERS) break;
    const short = [...text].slice(0, MAX_TEXT);
    letters += short.length;
    kept.push(short.join(''));
  }
  return kept;
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
