import type { ReactNode } from 'react';

interface StateCardProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** 0 to 1; leaves the bar out when undefined. */
  readonly progress?: number;
  readonly wrong?: boolean;
}

/** Empty, loading, wrong: says what is the case and what to do next. */
export function StateCard({ title, children, actions, progress, wrong = false }: StateCardProps) {
  return (
    <div className={wrong ? 'state wrong' : 'state'} role={wrong ? 'alert' : 'status'}>
      <b className={wrong ? 'alarm' : ''}>{title}</b>
      <span className="muted">{children}</span>
      {progress !== undefined && (
        <div className="row">
          <div className="prog">
            <i style={{ width: `${Math.round(progress * 100)}%` }} />
          </div>
          <span className="muted">{Math.round(progress * 100)} %</span>
        </div>
      )}
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}
