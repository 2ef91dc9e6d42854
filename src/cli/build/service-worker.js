// The page without a network. `version` and `files` (path and hash of each file of one build) are written before this text.
//
// A version is kept whole or not at all, and never serves a page of another one: a new version waits until no page of the
// old one is open, and takes nothing over that it has not served.

const prefix = 'kube-orrery-';
const name = `${prefix}${version}`;
const home = new URL('./', self.location);

async function keepAll() {
  const cache = await caches.open(name);
  try {
    // One after the other: the page that is open has better use for the network and the processor.
    for (const [path, integrity] of files) {
      const url = new URL(path, home);
      const response = await fetch(new Request(url, { cache: 'no-cache', integrity }));
      if (!response.ok) throw new Error(`${response.status} ${url}`);
      await cache.put(url, response);
    }
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((each) => each.startsWith(prefix) && each !== name).map((each) => caches.delete(each)),
  );
}

async function answer(request) {
  const url = new URL(request.url);
  const isPage =
    request.mode === 'navigate' && (url.pathname === home.pathname || url.pathname.endsWith('/index.html'));
  const cache = await caches.open(name);
  const kept = await cache.match(isPage ? new URL('index.html', home) : request, { ignoreVary: true });
  return kept ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(home.href)) event.respondWith(answer(request));
});
