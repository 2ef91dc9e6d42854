// Fetches the one file from elsewhere that a person has asked the page to open (`src=`). The page's own policy lets it speak
// to nobody but its own server: this frame may, holds nothing else, and sends no cookies and no address of the page.
const address = decodeURIComponent(location.hash.slice(1));
const tell = (answer) =>
  parent.postMessage({ orrerySource: address, ...answer }, location.origin === 'null' ? '*' : location.origin);
fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' }).then(
  async (response) => tell(response.ok ? { text: await response.text() } : { status: response.status }),
  () => tell({ status: 0 }),
);
