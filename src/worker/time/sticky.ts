import type { ToWorker } from '../../protocol/messages.ts';
import type { Session } from '../session.ts';

/** What a person has set up, and what a run that takes the place of another is told again. */
export type Sticky = Extract<
  ToWorker,
  { type: 'speed' | 'follow' | 'show' | 'journey' | 'tail' | 'audit' | 'caption' | 'measure' | 'limit' }
>;

export function tell(session: Session, message: Sticky): void {
  if (message.type === 'speed') session.setSpeed(message.speed);
  else if (message.type === 'follow') session.follow(message.ref);
  else if (message.type === 'limit') session.limitMs = message.toMs ?? Number.POSITIVE_INFINITY;
  else if (message.type === 'caption') session.lesson.receive(message);
  else session.views.receive(message);
}
