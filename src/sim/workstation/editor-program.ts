import type { Process } from '../../api/process.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { Program } from '../shell/kernel/proc.ts';

/** Opens a text for the person; returns it as it was saved, null when it was left as it is. */
export type EditText = (path: string, text: string) => Process<string | null>;

/** Programs that open the page's editor. */
export const EDITORS: readonly string[] = ['vi', 'vim', 'nano', 'emacs', 'code'];

/** An editor of the shell: it opens its file in the page and waits until it is saved or left. */
export function editorProgram(edit: EditText): Program {
  return function* (proc) {
    const path = proc.argv
      .slice(1)
      .map(decodeUtf8)
      .find((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
    if (path === undefined) {
      yield* proc.complain(`${proc.name}: name a file to edit`);
      return 1;
    }
    const { fs } = proc.kernel;
    const found = fs.find(path, proc.cwd);
    const before = found ? decodeUtf8(fs.readFile(path, proc.cwd)) : '';
    const after = yield* edit(path, before);
    if (after !== null) fs.writeFile(path, proc.cwd, encodeUtf8(after));
    return 0;
  };
}
