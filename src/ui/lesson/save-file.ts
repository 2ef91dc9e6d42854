import { download } from '../store/download.ts';

/** Offers a text to the person as a file. */
export function saveFile(name: string, text: string, type = 'application/json'): void {
  download(new Blob([text], { type }), name);
}
