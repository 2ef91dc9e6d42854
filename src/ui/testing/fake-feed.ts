import type { Frame, ToPage, ToWorker } from '../../protocol/messages.ts';
import type { OpenLink } from '../store/link.ts';
import { createChurn } from './churn.ts';
import { decksFrame, followedPod } from './decks.ts';
import { frameOf, podRow } from './rows.ts';
import { storyFrame, storyNowMs } from './story.ts';

type Next = (nowMs: number) => Frame;

/** The story goes on: a Pod becomes ready, one is deleted, the waiting one is bound. */
function storyNext(first: Frame): Next {
  const pods = new Map(first.pods.map((pod) => [pod.uid, pod]));
  const steps: (readonly [number, (nowMs: number) => Partial<Frame>])[] = [
    [
      3000,
      (nowMs) => ({
        pods: [{ ...pods.get('uid-nginx-deployment-7c5ddbdf54-t5w9k')!, state: 'notready', progressToMs: nowMs }],
      }),
    ],
    [
      4000,
      () => ({
        pods: [
          { ...pods.get('uid-nginx-deployment-7c5ddbdf54-t5w9k')!, state: 'ready', status: 'Running', endpoint: 'in' },
        ],
      }),
    ],
    [5000, () => ({ removedPods: ['uid-ml-model-serving-6f7d9c8b54-p4x7n'] })],
    [
      6500,
      (nowMs) => ({
        pods: [
          {
            ...pods.get('uid-ml-model-serving-6f7d9c8b54-x7c2d')!,
            node: 'node-1',
            state: 'creating',
            status: 'ContainerCreating',
            reason: '',
            progressFromMs: nowMs,
            progressToMs: nowMs + 6000,
          },
        ],
      }),
    ],
    [
      9000,
      (nowMs) => ({
        pods: [podRow({ name: 'late', createdMs: nowMs, state: 'pending', status: 'Pending', cpuMilli: 600 })],
      }),
    ],
  ];
  return (nowMs) => {
    const due = steps[0];
    if (due === undefined || nowMs - storyNowMs < due[0]) return frameOf({ nowMs });
    steps.shift();
    return frameOf({ nowMs, ...due[1](nowMs) });
  };
}

function feedOf(name: string): { first: Frame; next: Next } {
  if (name === 'churn') {
    const churn = createChurn(100, 3000, 40);
    return { first: churn.first(), next: churn.next };
  }
  if (name === 'decks') return { first: decksFrame(), next: (nowMs) => frameOf({ nowMs }) };
  const first = storyFrame();
  return { first, next: storyNext(first) };
}

/** A stand-in for the worker that plays a made-up run. Only for work on the page itself. */
export function openFeed(name: string): OpenLink {
  return (receive) => {
    const { first, next } = feedOf(name);
    let nowMs = first.nowMs;
    let running = true;
    let speed = 1;
    const post = (message: ToPage) => receive(message);
    const timer = setInterval(() => {
      if (!running) return;
      nowMs += 16 * speed;
      post({ ...next(nowMs), running, speed });
    }, 16);
    const send = (message: ToWorker) => {
      if (message.type === 'play' || message.type === 'pause') running = message.type === 'play';
      if (message.type === 'speed') speed = message.speed;
      if (message.type === 'follow' && message.ref !== null) post(followedPod(message.ref));
      if (message.type === 'load') {
        post({ type: 'loaded', id: message.id, name, title: 'Losing a node', seed: 1 });
        post(first);
      }
      if (message.type === 'kubectl' || message.type === 'fault')
        post({ type: 'output', id: message.id, stdout: `(${name}) done`, stderr: '', exitCode: 0 });
      if (message.type === 'apply')
        post({
          type: 'applied',
          id: message.id,
          results: [
            {
              line: 1,
              output: '',
              stderr: 'The Deployment is invalid',
              errors: [
                {
                  line: 3,
                  message: 'Error from server (BadRequest): spec.template.spec.containers[0].image: Required value',
                },
              ],
            },
          ],
        });
    };
    return { send, close: () => clearInterval(timer) };
  };
}
