import { noteLines } from '../fidelity/note-lines.ts';
import { monaco } from './monaco.ts';

/** Hints at the fields of which the simulation makes less than Kubernetes. */
export function markFidelity(model: monaco.editor.ITextModel): void {
  const markers = noteLines(model.getValue(monaco.editor.EndOfLinePreference.LF)).map(({ line, text }) => ({
    severity: monaco.MarkerSeverity.Info,
    message: text,
    startLineNumber: line,
    endLineNumber: line,
    startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
    endColumn: model.getLineMaxColumn(line),
  }));
  monaco.editor.setModelMarkers(model, 'fidelity', markers);
}
