import { Fragment } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface ConditionFact {
  readonly type: string;
  readonly status: string;
  /** What stands at the right: since when, or the reason. */
  readonly note: string;
  /** The condition's message, shown on hovering and below when it is wrong. */
  readonly message: string;
  /** Whether True means that something is wrong (MemoryPressure, …). */
  readonly badWhenTrue?: boolean;
}

function iconOf(condition: ConditionFact): IconName {
  if (condition.status === 'Unknown') return 'unknown';
  if (condition.status === 'True') return 'check';
  return condition.badWhenTrue === true ? 'minus' : 'cross';
}

function isWrong(condition: ConditionFact): boolean {
  if (condition.status === 'Unknown') return true;
  return (condition.status === 'True') === (condition.badWhenTrue ?? false);
}

/** An object's conditions, one a line. */
export function Conditions({ conditions }: { readonly conditions: readonly ConditionFact[] }) {
  return (
    <div className="cond">
      {conditions.map((condition) => {
        const wrong = isWrong(condition);
        return (
          <Fragment key={condition.type}>
            <span className={wrong ? 'alarm' : ''} title={condition.status}>
              <Icon name={iconOf(condition)} size={12} />
            </span>
            <span title={condition.message}>
              {condition.type}
              <span className="hidden-text">: {condition.status}</span>
            </span>
            <span className="cond-note">{condition.note}</span>
            {wrong && condition.message !== '' && <span className="cond-why">{condition.message}</span>}
          </Fragment>
        );
      })}
    </div>
  );
}
