/** The tool's icons: a 16 px grid with a 1.5 px stroke, drawn for this project. */
const shapes = {
  play: <path d="M5 3.2v9.6L12.6 8z" fill="currentColor" stroke="none" />,
  pause: <path d="M4.2 3h2.6v10H4.2zM9.2 3h2.6v10H9.2z" fill="currentColor" stroke="none" />,
  step: (
    <>
      <path d="M3.5 3.6v8.8L9.6 8z" fill="currentColor" stroke="none" />
      <path d="M12 3.5v9" />
    </>
  ),
  back: (
    <>
      <path d="M12.5 3.6v8.8L6.4 8z" fill="currentColor" stroke="none" />
      <path d="M4 3.5v9" />
    </>
  ),
  branch: (
    <>
      <circle cx="4.5" cy="3.5" r="1.6" />
      <circle cx="4.5" cy="12.5" r="1.6" />
      <circle cx="11.5" cy="6" r="1.6" />
      <path d="M4.5 5.1v5.8M4.5 10.5c0-2.4 5-1.4 6.6-3" />
    </>
  ),
  open: <path d="M9.5 2.8h3.7v3.7M13 3 7.6 8.4M11 9.5v3.7H2.8V5h3.7" />,
  share: (
    <>
      <circle cx="12" cy="3.5" r="1.7" />
      <circle cx="4" cy="8" r="1.7" />
      <circle cx="12" cy="12.5" r="1.7" />
      <path d="M5.5 7.2 10.5 4.4M5.5 8.8l5 2.8" />
    </>
  ),
  present: <path d="M2 3h12v8H2zM8 11v2.5M5 13.5h6" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.2" />
      <path d="M8 2.8a5.2 5.2 0 0 1 0 10.4z" fill="currentColor" stroke="none" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.2 6.4c0-1 .8-1.7 1.8-1.7s1.8.6 1.8 1.6c0 1.3-1.8 1.4-1.8 2.7" />
      <circle cx="8" cy="11.4" r=".5" fill="currentColor" />
    </>
  ),
  cut: <path d="M1.5 8h4M10.5 8h4M7.5 4.5 6 11.5M10 4.5 8.5 11.5" />,
  kill: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2" />
    </>
  ),
  cordon: <path d="M3.5 6.5v7h9v-7M2 4h12" />,
  drain: <path d="M3.5 6.5v7h9v-7M2 4h12M5.5 8.5 8 11l2.5-2.5" />,
  lines: <path d="M3 4.5h10M3 8h10M3 11.5h6" />,
  flag: <path d="M4 14V2.5h8L10.2 5.5 12 8.5H4" />,
  edit: <path d="M3 13l.7-3L10.6 3.1l2.3 2.3L6 12.3z" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  up: <path d="M4 9.8 8 6l4 3.8" />,
  down: <path d="M4 6.2 8 10l4-3.8" />,
  check: <path d="M3 8.6 6.4 12 13 4.4" />,
  cross: <path d="M4 4l8 8M12 4l-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  undo: <path d="M3 3v3.6h3.6M3.3 6.4A5.2 5.2 0 1 1 2.9 9.4" />,
  restart: <path d="M13 3v3.6H9.4M12.7 6.4A5.2 5.2 0 1 0 13.1 9.4" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="M10.2 10.2 14 14" />
    </>
  ),
  power: <path d="M8 2v5.5M5 4.2a5 5 0 1 0 6 0" />,
  link: <path d="M1.5 8h13M4 5.5 1.5 8 4 10.5M12 5.5 14.5 8 12 10.5" />,
  panel: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1" />
      <path d="M6 3v10" />
    </>
  ),
  unknown: <path d="M5.4 5.6C5.4 4.1 6.6 3 8 3s2.6.9 2.6 2.4C10.6 7.2 8 7.3 8 9.4M8 12.4v.1" />,
} as const;

export type IconName = keyof typeof shapes;

/** A decorative icon; the control that holds it carries the name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      {shapes[name]}
    </svg>
  );
}
