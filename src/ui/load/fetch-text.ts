import { load } from '../../language/en/load.ts';
import { LoadError } from '../store/session.ts';

/** Somebody who does not answer is given up after so long, in ms of the wall clock. */
const PATIENCE_MS = 20_000;

/** What the frame that fetches says. */
interface Answer {
  readonly orrerySource?: unknown;
  readonly text?: unknown;
  readonly status?: unknown;
}

/**
 * The text of a file at an address, which may be relative to the page's. Files of other servers come through a frame of
 * its own (`public/source.html`): the policy of the page lets it speak to its own server alone.
 * Throws LoadError with what is wrong, in words.
 */
export async function fetchText(address: string): Promise<string> {
  let url: URL;
  try {
    url = new URL(address, document.baseURI);
  } catch {
    throw new LoadError(load('noAddress', { address }));
  }
  if (!/^https?:$/.test(url.protocol)) throw new LoadError(load('noAddress', { address }));
  const answer = url.origin === location.origin ? await fetchHere(url.href) : await fetchElsewhere(url.href);
  if (typeof answer.text === 'string') return answer.text;
  throw new LoadError(
    answer.status === 0
      ? load('notReached', { address: url.href })
      : load('status', { address: url.href, status: String(answer.status) }),
  );
}

async function fetchHere(address: string): Promise<Answer> {
  try {
    const response = await fetch(address);
    return response.ok ? { text: await response.text() } : { status: response.status };
  } catch {
    return { status: 0 };
  }
}

function fetchElsewhere(address: string): Promise<Answer> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      frame.remove();
      resolve(answer);
    };
    const hear = ({ source, data }: MessageEvent<Answer | null>): void => {
      if (source === frame.contentWindow && data?.orrerySource === address) end(data);
    };
    const timer = setTimeout(() => end({ status: 0 }), PATIENCE_MS);
    addEventListener('message', hear);
    frame.hidden = true;
    frame.src = `${new URL('source.html', document.baseURI).href}#${encodeURIComponent(address)}`;
    document.body.append(frame);
  });
}
