import type { Answer, FrameCall, FrameState, News } from './wire.ts';

// The script of pages that have frames of kube-orrery in them. It needs nothing else, and defines all within one function,
// so that it may be a module or not, and stand in a page twice.

type WithoutDo<Name> = Omit<Extract<FrameCall, { do: Name }>, 'do'>;

/** What a script of the page around can do with a `<kube-orrery>`. It fires `orrery-ready`, `orrery-state` and `orrery-event`. */
export interface KubeOrrery extends HTMLElement {
  load(what: WithoutDo<'load'>): Promise<FrameState>;
  run(): Promise<void>;
  pause(): Promise<void>;
  speed(speed: number): Promise<void>;
  seek(toMs: number): Promise<void>;
  select(what: WithoutDo<'select'>): Promise<void>;
  apply(yaml: string): Promise<readonly { line: number; output: string; stderr: string }[]>;
  kubectl(line: string): Promise<{ stdout: string; stderr: string; exitCode: number }>;
  getState(): Promise<FrameState>;
  getLink(): Promise<string>;
}

function define(): void {
  if (customElements.get('kube-orrery') !== undefined) return;

  /** Attributes that are parameters of the frame's address. */
  const passed = ['scenario', 'controls', 'readonly', 'autoplay', 'speed', 'theme', 'scale', 'title', 'link', 'lang'];
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

  class Element extends HTMLElement implements KubeOrrery {
    private frame: HTMLIFrameElement | null = null;
    private lastId = 0;
    private readonly calls = new Map<number, { done: (value: never) => void; failed: (why: Error) => void }>();
    private readonly hear = (event: MessageEvent<unknown>): void => this.receive(event);
    /** Settles when the frame listens. */
    private ready: Promise<void> = Promise.resolve();
    private isReady: () => void = () => undefined;

    connectedCallback(): void {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const style = document.createElement('style');
      style.textContent = look;
      shadow.replaceChildren(style);
      addEventListener('message', this.hear);
      this.ready = new Promise((resolve) => {
        this.isReady = resolve;
      });
      if (this.hasAttribute('click-to-load')) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = `▶ ${this.getAttribute('title') ?? this.getAttribute('scenario') ?? 'kube-orrery'}`;
        button.onclick = () => {
          button.remove();
          this.open(shadow);
        };
        shadow.append(button);
      } else this.open(shadow);
    }

    disconnectedCallback(): void {
      removeEventListener('message', this.hear);
      this.frame = null;
      for (const { failed } of this.calls.values()) failed(new Error('the frame was removed'));
      this.calls.clear();
    }

    private open(shadow: ShadowRoot): void {
      const address = new URL(base);
      address.searchParams.set('embed', '');
      address.searchParams.set('origin', location.origin);
      for (const name of passed) {
        const value = this.getAttribute(name);
        if (value !== null) address.searchParams.set(name, value);
      }
      // A link of the page's Share dialog holds a moment after its #.
      const moment = /#(s\d+\..+)$/.exec(this.getAttribute('moment') ?? '')?.[1];
      if (moment !== undefined) address.hash = moment;
      const frame = document.createElement('iframe');
      frame.src = address.href;
      frame.title = this.getAttribute('title') ?? 'A simulated Kubernetes cluster';
      frame.allow = 'clipboard-write; fullscreen';
      frame.loading = 'lazy';
      shadow.append(frame);
      this.frame = frame;
    }

    private receive({ source, origin, data }: MessageEvent<unknown>): void {
      if (this.frame === null || source !== this.frame.contentWindow || origin !== base.origin) return;
      const message = data as Answer | News | null;
      if (message?.orrery !== 1) return;
      if ('event' in message) {
        if (message.event === 'ready') this.isReady();
        if (message.event === 'leave') this.frame.blur();
        this.dispatchEvent(new CustomEvent(`orrery-${message.event}`, { detail: message, bubbles: true }));
        return;
      }
      const waiting = this.calls.get(message.id);
      this.calls.delete(message.id);
      if (message.ok) waiting?.done(message.value as never);
      else waiting?.failed(new Error(message.error));
    }

    private async ask<T>(question: FrameCall): Promise<T> {
      await this.ready;
      const id = ++this.lastId;
      return new Promise<T>((done, failed) => {
        if (this.frame === null) failed(new Error('the frame is not there'));
        this.calls.set(id, { done, failed });
        this.frame?.contentWindow?.postMessage({ orrery: 1, id, ...question }, base.origin);
      });
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
  }

  customElements.define('kube-orrery', Element);
}

define();
