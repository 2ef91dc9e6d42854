// npm start: installs what is missing, builds the page, serves it and prints the address.
import { ensureDependencies, root } from './ensure.mjs';

ensureDependencies();
const { build, preview } = await import('vite');
console.log('Building …');
await build({ root, logLevel: 'warn' });
const server = await preview({ root, preview: { port: 4173, host: '127.0.0.1', open: false } });
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4173/';
console.log(`kube-orrery is at ${address}  (Ctrl-C stops it)`);
