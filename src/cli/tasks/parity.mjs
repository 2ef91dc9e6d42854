// npm run parity [-- --cases DIR] [--golden DIR] [--only FILE]: compares with cases and recordings of real Kubernetes.
import { pathToFileURL } from 'node:url';
import { bundled } from './bundle.mjs';
import { ensureDependencies, root } from './ensure.mjs';

ensureDependencies();
const bundle = await bundled('src/cli/parity/main.ts', 'parity');
const { main } = await import(pathToFileURL(bundle).href);
main(process.argv.slice(2), root);
