import { editor } from '../../../language/en/editor.ts';
import { monaco } from '../monaco.ts';
import { upgraded, upgradesOf } from './upgrade.ts';

type Model = monaco.editor.ITextModel;

const lf = monaco.editor.EndOfLinePreference.LF;
const owner = 'upgrade';

/** Marks versions that v1.32 does not serve at their lines. */
export function markUpgrades(model: Model): void {
  const markers = upgradesOf(model.getValue(lf)).map(({ line, from, to, note }) => ({
    severity: monaco.MarkerSeverity.Warning,
    message: editor('removed', { from, to, note: note === '' ? '' : editor(`note.${note}`) }).trim(),
    startLineNumber: line,
    endLineNumber: line,
    startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
    endColumn: model.getLineMaxColumn(line),
  }));
  monaco.editor.setModelMarkers(model, owner, markers);
}

/** Offers on such a line to convert its document. */
monaco.languages.registerCodeActionProvider('yaml', {
  provideCodeActions(model, range) {
    const text = model.getValue(lf);
    const found = upgradesOf(text).filter(({ line }) => line >= range.startLineNumber && line <= range.endLineNumber);
    const actions = found.map(({ line, to }) => {
      const textEdit = { range: model.getFullModelRange(), text: upgraded(text, line) };
      return {
        title: editor('convert', { to }),
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: monaco.editor.getModelMarkers({ owner, resource: model.uri }),
        edit: { edits: [{ resource: model.uri, textEdit, versionId: model.getVersionId() }] },
      };
    });
    return { actions, dispose: () => {} };
  },
});
