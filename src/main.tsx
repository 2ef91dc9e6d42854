import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-500.css';
import '@fontsource/ibm-plex-serif/latin-400.css';
import './ui/tokens.css';
import './ui/contrast.css';
import './ui/base.css';
import './ui/store/start-worker.ts';

// A frame in an article has a figure and a caption, and loads no more than that.
const asked = new URLSearchParams(location.search);
const { mount } = await (asked.has('embed')
  ? import('./embed/mount.tsx')
  : asked.has('beside')
    ? import('./ui/beside/twin-mount.tsx')
    : import('./ui/shell/mount.tsx'));
await mount();
