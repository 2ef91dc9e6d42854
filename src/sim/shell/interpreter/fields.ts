import type { Bytes } from '../../../base/bytes.ts';
import { quotePattern } from './pattern.ts';

/** One word that expansion makes: its text, and the same as a pattern if it has unquoted wildcards. */
export interface Field {
  text: Bytes;
  pattern: string;
  isPattern: boolean;
}

/** Collects what the parts of a word expand to, split into fields at unquoted separators. */
export class Fields {
  readonly done: Field[] = [];
  private current: Field | undefined;
  private readonly splits: boolean;
  private readonly blanks: string;
  private readonly marks: string;

  /** @param ifs the separators; undefined splits nothing, as in assignments */
  constructor(ifs: string | undefined) {
    this.splits = ifs !== undefined;
    this.blanks = [...(ifs ?? '')].filter((c) => c === ' ' || c === '\t' || c === '\n').join('');
    this.marks = [...(ifs ?? '')].filter((c) => !this.blanks.includes(c)).join('');
  }

  /** There is a field here, be it empty: '' and "". */
  touch(): Field {
    this.current ??= { text: '', pattern: '', isPattern: false };
    return this.current;
  }

  /** Text that is taken as it is. */
  quoted(text: Bytes): void {
    const field = this.touch();
    field.text += text;
    field.pattern += quotePattern(text);
  }

  /** A wildcard of the script. */
  wildcard(text: string): void {
    const field = this.touch();
    field.text += text;
    field.pattern += text;
    field.isPattern = true;
  }

  /** The result of an unquoted expansion: split, and its wildcards count. */
  unquoted(text: Bytes): void {
    if (!this.splits) {
      if (text !== '') this.piece(text);
      return;
    }
    let i = 0;
    while (i < text.length) {
      const start = i;
      while (i < text.length && !this.isSeparator(text[i]!)) i++;
      if (i > start) this.piece(text.slice(start, i));
      if (i === text.length) return;
      const hadField = this.current !== undefined;
      let marks = 0;
      while (i < text.length && this.isSeparator(text[i]!)) {
        if (this.marks.includes(text[i]!)) {
          if (marks++ > 0) break;
        }
        i++;
      }
      if (marks > 0 && !hadField) this.touch();
      this.end();
    }
  }

  /** The current field is complete; the next text begins another. */
  end(): void {
    if (this.current) this.done.push(this.current);
    this.current = undefined;
  }

  private piece(text: string): void {
    const field = this.touch();
    field.text += text;
    field.pattern += text.replace(/\\/g, '\\\\');
    if (/[*?[]/.test(text)) field.isPattern = true;
  }

  private isSeparator(c: string): boolean {
    return this.blanks.includes(c) || this.marks.includes(c);
  }
}
