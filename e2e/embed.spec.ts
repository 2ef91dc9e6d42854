import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import type { KubeOrrery } from '../src/embed/element.ts';

const article = (
  origin: string,
) => `<!doctype html><title>An article</title><script src="${origin}/kube-orrery.js"></script>
<h1>Self-healing</h1>
<kube-orrery id="first" scenario="lose-a-worker" autoplay="0" style="width: 720px"></kube-orrery>
<kube-orrery id="second" scenario="rolling-update" click-to-load title="A rolling update"></kube-orrery>
<div id="slide" style="display: none"><kube-orrery id="third" scenario="empty-cluster" readonly lang="de"></kube-orrery></div>`;

/** What a script of the article does with one of its frames. */
function within<T>(page: Page, id: string, work: (frame: KubeOrrery) => Promise<T>): Promise<T> {
  return page.evaluate(
    ([which, code]) => {
      const run = new Function(`return (${code})`)() as (frame: KubeOrrery) => Promise<T>;
      return run(document.getElementById(which!) as KubeOrrery);
    },
    [id, work.toString()],
  ) as Promise<T>;
}

test('an article holds three frames, is heard by them, and gets its keys back', async ({ page, baseURL }) => {
  const origin = new URL(baseURL!).origin;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(article(origin));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

  await test.step('the first is paused, is steered, and tells what happens', async () => {
    const frame = page.frameLocator('#first iframe');
    await expect(frame.getByRole('button', { name: 'Run' })).toBeVisible();
    const ready = async () => {
      const { pods } = await within(page, 'first', (element) => element.getState());
      return pods.filter(({ name, state }) => name.startsWith('web') && state === 'ready').length;
    };
    await within(page, 'first', async (element) => {
      await element.speed(20);
      await element.run();
    });
    await expect.poll(ready).toBe(6);
    const scaled = await within(page, 'first', (element) => element.kubectl('scale deployment web --replicas=2'));
    expect(scaled).toEqual({ stdout: 'deployment.apps/web scaled\n', stderr: '', exitCode: 0 });
    await expect.poll(ready).toBe(2);
    await expect(frame.getByTestId('summary')).toBeAttached();
    const link = await within(page, 'first', (element) => element.getLink());
    expect(link).toContain(`${origin}/#s1.`);
  });

  await test.step('the second loads at a click, and gives the keys back at Esc', async () => {
    await page.getByRole('button', { name: 'A rolling update' }).click();
    const frame = page.frameLocator('#second iframe');
    await frame.getByRole('button', { name: 'Pause' }).click();
    await page.keyboard.press(' ');
    await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id ?? '')).not.toBe('second');
  });

  await test.step('the third, in a slide that was hidden, has its size when it is shown, and cannot be changed', async () => {
    await page.evaluate(() => {
      document.getElementById('slide')!.style.display = 'block';
    });
    await page.locator('#third').scrollIntoViewIfNeeded();
    const frame = page.frameLocator('#third iframe');
    await expect(frame.locator('[data-node="node-1"], .vessel').first()).toBeVisible();
    await expect(frame.getByText('Öffnen')).toBeVisible();
    const refused = await within(page, 'third', (element) =>
      element.apply('kind: Pod').then(
        () => '',
        (error: Error) => error.message,
      ),
    );
    expect(refused).toBe('this frame is read-only');
  });

  await test.step('others are not heard', async () => {
    const heard = await page.evaluate(async () => {
      const first = document.getElementById('first') as KubeOrrery;
      const stranger = document.createElement('iframe');
      document.body.append(stranger);
      let count = 0;
      stranger.contentWindow!.addEventListener('message', () => count++);
      const script = stranger.contentDocument!.createElement('script');
      script.textContent = `parent.document.getElementById('first').shadowRoot.querySelector('iframe').contentWindow
        .postMessage({orrery: 1, id: 999, do: 'kubectl', line: 'delete deployment web'}, '*')`;
      stranger.contentDocument!.body.append(script);
      const { stdout } = await first.kubectl('get deployment web -o name');
      return { count, stdout };
    });
    expect(heard).toEqual({ count: 0, stdout: 'deployment.apps/web\n' });
  });
  server.close();
});

// A deck as lecturers write them: one slide is shown, arrows turn over.
const deck = (origin: string) => `<!doctype html><title>A deck</title><script src="${origin}/kube-orrery.js"></script>
<style>section { display: none; height: 500px } section.on { display: block } kube-orrery { width: 720px }</style>
<section class="on"><h1>A Pod of one's own</h1></section>
<section><kube-orrery id="exercise" scenario="first-pod" speed="10" palette="projector"></kube-orrery></section>
<section><kube-orrery id="ways" scenario="lose-a-worker" view="traffic" controls="time" autoplay="0"></kube-orrery></section>
<script>
  let at = 0;
  const slides = document.querySelectorAll('section');
  addEventListener('keydown', ({ key }) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0;
    slides[at].classList.remove('on');
    at = Math.min(slides.length - 1, Math.max(0, at + by));
    slides[at].classList.add('on');
  });
  window.goals = [];
  document.getElementById('exercise').addEventListener('orrery-goals', ({ detail }) => window.goals.push(detail));
</script>`;

test('a deck turns its slides with keys, shows frames in them, and hears of goals that are met', async ({
  page,
  baseURL,
}) => {
  const origin = new URL(baseURL!).origin;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(deck(origin));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.keyboard.press('ArrowRight');
  const exercise = page.frameLocator('#exercise iframe');
  await expect(exercise.locator('[data-goal]').first()).toHaveAttribute('data-state', 'open');
  await expect(exercise.locator('html')).toHaveAttribute('data-palette', 'projector');
  const said = await within(page, 'exercise', (element) => element.kubectl('run hello --image=nginx:1.27'));
  expect(said.stdout).toBe('pod/hello created\n');
  const news = () => page.evaluate(() => (window as unknown as { goals: { solved: boolean }[] }).goals.at(-1)?.solved);
  await expect.poll(news).toBe(true);
  const { goals } = await within(page, 'exercise', (element) => element.getState());
  expect(new Set(goals.map(({ state }) => state))).toEqual(new Set(['met']));
  // Frames take no key before a click in them: the arrow still turns over.
  await page.keyboard.press('ArrowRight');
  const ways = page.frameLocator('#ways iframe');
  await expect(ways.getByRole('main', { name: 'Traffic' })).toBeVisible();
  await expect(ways.getByRole('button', { name: 'Kill a Pod' })).toHaveCount(0);
  // After a click they do, until Esc. A frame answers when its options are in force.
  expect((await within(page, 'ways', (element) => element.getState())).running).toBe(false);
  const title = page.getByRole('heading', { name: "A Pod of one's own" });
  await ways.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press(' ');
  await expect(ways.locator('#root')).toHaveAttribute('data-running', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('#ways')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('#exercise')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(title).toBeVisible();
  server.close();
});

const sizes = (origin: string) => `<!doctype html><title>Sizes</title><script src="${origin}/kube-orrery.js"></script>
<style>kube-orrery { width: 720px }</style>
<kube-orrery id="large" scenario="rolling-update" scale="1.5"></kube-orrery>
<kube-orrery id="small" scenario="rolling-update" scale="0.75"></kube-orrery>
<kube-orrery id="unknown" scenario="no-such-scenario"></kube-orrery>`;

test('frames without storage fit their boxes with text of any size, list all workloads, and show no other scenario', async ({
  page,
  baseURL,
}) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
  });
  const origin = new URL(baseURL!).origin;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(sizes(origin));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  for (const [id, scale] of [
    ['large', 1.5],
    ['small', 0.75],
  ] as const) {
    const frame = page.frameLocator(`#${id} iframe`);
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await expect(frame.locator('[data-pod^="default/hasty"]').first()).toBeAttached();
    const box = await frame.locator('.frame').evaluate((element) => {
      const { width, height } = element.getBoundingClientRect();
      const head = element.querySelector('.frame-head')!.getBoundingClientRect();
      return { overWidth: width - innerWidth, overHeight: height - innerHeight, head: head.height };
    });
    expect(Math.abs(box.overWidth)).toBeLessThan(2);
    expect(Math.abs(box.overHeight)).toBeLessThan(2);
    expect(box.head / 34).toBeCloseTo(scale, 1);
    await expect(frame.getByRole('button', { name: 'Pause' })).toBeInViewport();
  }
  const loads = page.frameLocator('#small iframe').locator('.frame-side [data-load]');
  await expect(loads).toHaveCount(2);
  for (const load of await loads.all()) await expect(load).toBeInViewport({ ratio: 0.9 });
  await page.locator('#unknown').scrollIntoViewIfNeeded();
  const unknown = page.frameLocator('#unknown iframe');
  await expect(unknown.getByText('No scenario is called no-such-scenario.')).toBeVisible();
  await expect(unknown.locator('[data-pod]')).toHaveCount(0);
  server.close();
});
