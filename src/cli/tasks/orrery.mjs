// npm run orrery -- run|serve|bench …: bundles the command line when its sources have changed, then runs it.
import { pathToFileURL } from 'node:url';
import { bundled } from './bundle.mjs';
import { ensureDependencies } from './ensure.mjs';

ensureDependencies();
const bundle = await bundled('src/cli/main.ts', 'orrery');
const { main } = await import(pathToFileURL(bundle).href);
await main(process.argv.slice(2));
