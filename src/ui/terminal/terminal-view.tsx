import './terminal.css';
import { useEffect, useRef } from 'react';
import { createXtermScreen, type XtermScreen } from './xterm-screen.ts';

let screen: XtermScreen | undefined;

/** The terminal's place in the page. There is one terminal; it keeps what it shows while it has no place. */
export default function TerminalView() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = host.current!;
    screen ??= createXtermScreen();
    const shown = screen;
    place.append(shown.element);
    const observer = new ResizeObserver(() => shown.fit());
    observer.observe(place);
    shown.fit();
    return () => {
      observer.disconnect();
      shown.element.remove();
    };
  }, []);
  return <div className="terminal" ref={host} data-testid="terminal" />;
}
