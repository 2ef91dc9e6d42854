import type { ObjectRef, ToWorker, ViewFeed } from '../../protocol/messages.ts';
import type { Session } from '../session.ts';

/** What a person has set up, and what a run that takes the place of another is told again. */
export type Sticky = Extract<
  ToWorker,
  { type: 'speed' | 'follow' | 'show' | 'journey' | 'tail' | 'audit' | 'caption' | 'measure' | 'limit' }
>;

/** What the page has said of it last. */
export type Told = ReadonlyMap<Sticky['type'], Sticky>;

/** What the page looks at beyond the frames. */
export function looksOf(told: Told): { feed: ViewFeed; ref: ObjectRef | null } {
  const [show, follow] = [told.get('show'), told.get('follow')];
  return {
    feed: show?.type === 'show' ? show.feed : 'none',
    ref: follow?.type === 'follow' ? follow.ref : null,
  };
}

export function tell(session: Session, message: Sticky): void {
  if (message.type === 'speed') session.setSpeed(message.speed);
  else if (message.type === 'follow') session.follow(message.ref);
  else if (message.type === 'limit') session.limitMs = message.toMs ?? Number.POSITIVE_INFINITY;
  else if (message.type === 'caption') session.lesson.receive(message);
  else session.views.receive(message);
}
