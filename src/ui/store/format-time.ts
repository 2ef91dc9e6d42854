const two = (value: number) => String(value).padStart(2, '0');

/** Virtual milliseconds as hh:mm:ss, with a minus while the cluster boots. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return ms < 0 && seconds > 0 ? `-${text}` : text;
}

/** The tenth of a second, one digit. */
export function tenthText(ms: number): string {
  return String(Math.floor(Math.abs(ms) / 100) % 10);
}

/** m:ss, or h:mm:ss from one hour on. */
export function shortTime(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const sign = ms <= -1000 ? '-' : '';
  if (seconds >= 3600)
    return `${sign}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${sign}${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** A span in words of kubectl's kind: 41s, 5m41s, 2h5m. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  return `${Math.floor(seconds / 3600)}h ${Math.floor(seconds / 60) % 60}m`;
}
