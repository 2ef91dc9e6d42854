import { type DragEvent, useState } from 'react';
import { openText } from './editor-store.ts';

/** A manifest is text of some kilobytes: what is bigger was dropped by mistake. */
const mostBytes = 2_000_000;

const hasFiles = (event: DragEvent): boolean => [...event.dataTransfer.types].includes('Files');

async function openAll(files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (file.size <= mostBytes) openText(file.name, await file.text());
  }
}

/** Opens files that are dropped, each in a tab of its own; text that is dropped is the editor's. */
export function useDroppedFiles() {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  return {
    isOver,
    handlers: {
      onDragEnterCapture: over,
      onDragOverCapture: over,
      onDragLeave: () => setOver(false),
      onDropCapture: (event: DragEvent) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        void openAll([...event.dataTransfer.files]);
      },
    },
  };
}
