import { FrameClient } from './frame-client.ts';
import type { FrameCall, FrameState, News } from './wire.ts';

// The script of pages that have frames of kube-orrery in them. It needs nothing else; the build puts it into a block, so
// that it may stand in a page twice.

type WithoutDo<Name> = Omit<Extract<FrameCall, { do: Name }>, 'do'>;

/** Attributes that are parameters of the frame's address. */
const passed = [
  ...['scenario', 'view', 'controls', 'readonly', 'autoplay', 'speed', 'theme', 'palette', 'scale', 'title', 'link'],
  'lang',
];
const own =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src$="kube-orrery.js"]');
/** Where the page is whose frames these are. */
const base = new URL('./', own?.src ?? location.href);

const look = `
  :host { display: block; aspect-ratio: 720 / 420; min-height: 240px; }
  :host([hidden]) { display: none; }
  iframe, button { width: 100%; height: 100%; border: 0; }
  button { border: 1px solid #c6c9ce; background: #f7f7f5; color: #14171c; font: 500 15px system-ui, sans-serif; cursor: pointer; }
  button:focus-visible { outline: 2px solid #0a66d6; outline-offset: -2px; }
`;

/** The address of the frame that an element describes. */
function addressOf(element: HTMLElement): string {
  const address = new URL(base);
  address.searchParams.set('embed', '');
  address.searchParams.set('origin', location.origin);
  for (const name of passed) {
    const value = element.getAttribute(name);
    if (value !== null) address.searchParams.set(name, value);
  }
  // A link of the page's Share dialog holds a moment after its #.
  const moment = /#(s\d+\..+)$/.exec(element.getAttribute('moment') ?? '')?.[1];
  if (moment !== undefined) address.hash = moment;
  return address.href;
}

/**
 * `<kube-orrery>`: a run in a frame. What a script of the page around can do with it are its methods; it fires
 * `orrery-ready`, `orrery-state`, `orrery-event` and `orrery-goals`.
 */
export class KubeOrrery extends HTMLElement {
  private client: FrameClient | undefined;

  connectedCallback(): void {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = look;
    shadow.replaceChildren(style);
    this.client = new FrameClient(base.origin, (news) => this.tell(news));
    if (!this.hasAttribute('click-to-load')) {
      this.open(shadow);
      return;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = `▶ ${this.getAttribute('title') ?? this.getAttribute('scenario') ?? 'kube-orrery'}`;
    button.onclick = () => {
      button.remove();
      this.open(shadow);
    };
    shadow.append(button);
  }

  disconnectedCallback(): void {
    this.client?.close();
    this.client = undefined;
  }

  load = (what: WithoutDo<'load'>) => this.ask<FrameState>({ ...what, do: 'load' });
  run = () => this.ask<void>({ do: 'run' });
  pause = () => this.ask<void>({ do: 'pause' });
  speed = (speed: number) => this.ask<void>({ do: 'speed', speed });
  seek = (toMs: number) => this.ask<void>({ do: 'seek', toMs });
  select = (what: WithoutDo<'select'>) => this.ask<void>({ ...what, do: 'select' });
  apply = (yaml: string) =>
    this.ask<readonly { line: number; output: string; stderr: string }[]>({ do: 'apply', yaml });
  kubectl = (line: string) => this.ask<{ stdout: string; stderr: string; exitCode: number }>({ do: 'kubectl', line });
  getState = () => this.ask<FrameState>({ do: 'getState' });
  getLink = () => this.ask<string>({ do: 'getLink' });

  private ask<T>(question: FrameCall): Promise<T> {
    return this.client?.ask<T>(question) ?? Promise.reject(new Error('the element is in no document'));
  }

  private open(shadow: ShadowRoot): void {
    const frame = document.createElement('iframe');
    frame.src = addressOf(this);
    frame.title = this.getAttribute('title') ?? 'A simulated Kubernetes cluster';
    frame.allow = 'clipboard-write; fullscreen';
    frame.loading = 'lazy';
    shadow.append(frame);
    this.client?.talkTo(frame);
  }

  private tell(news: News): void {
    if (news.event === 'leave') this.shadowRoot?.querySelector('iframe')?.blur();
    this.dispatchEvent(new CustomEvent(`orrery-${news.event}`, { detail: news, bubbles: true }));
  }
}

if (customElements.get('kube-orrery') === undefined) customElements.define('kube-orrery', KubeOrrery);
