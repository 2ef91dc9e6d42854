// npm run fuzz [-- --seeds N] [--seed N]: random inputs and faults against the invariants.
import { pathToFileURL } from 'node:url';
import { bundled } from './bundle.mjs';
import { ensureDependencies } from './ensure.mjs';

ensureDependencies();
const bundle = await bundled('src/cli/fuzz/main.ts', 'fuzz');
const { main } = await import(pathToFileURL(bundle).href);
main(process.argv.slice(2));
