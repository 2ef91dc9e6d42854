import { access } from '../../language/en/access.ts';
import { focusFigure, focusSoon, focusTerminal } from './focus.ts';

/** For who goes by Tab: shown when the keyboard is on them. */
export function SkipLinks() {
  const links = [
    [access('toFigure'), focusFigure],
    [access('toTerminal'), focusTerminal],
    [access('toTime'), () => focusSoon('.transport .play', 5)],
  ] as const;
  return (
    <nav className="skips" aria-label={access('skips')}>
      {links.map(([label, go]) => (
        <button type="button" key={label} className="skip" onClick={go}>
          {label}
        </button>
      ))}
    </nav>
  );
}
