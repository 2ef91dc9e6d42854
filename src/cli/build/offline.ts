import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** A file of the page with what it must hold, as browsers check it. */
type Kept = readonly [path: string, integrity: string];

const integrityOf = (data: Buffer): string => `sha256-${createHash('sha256').update(data).digest('base64')}`;

function filesOf(dir: string): readonly Kept[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'offline.js')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(dir.length).replaceAll('\\', '/').replace(/^\//, ''), integrityOf(readFileSync(file))]);
}

/**
 * Writes the service worker beside the built page: it keeps exactly the files of this build, each with its hash, so that
 * a version is kept whole or not at all.
 */
export function offline(): Plugin {
  const source = fileURLToPath(new URL('./service-worker.js', import.meta.url));
  return {
    name: 'offline',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      const files = filesOf(dir);
      const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
      const head = `const version = '${version}';\nconst files = ${JSON.stringify(files)};\n`;
      writeFileSync(join(dir, 'offline.js'), head + readFileSync(source, 'utf8'));
    },
  };
}
