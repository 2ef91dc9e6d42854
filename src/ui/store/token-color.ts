const probe: { context: CanvasRenderingContext2D | null } = { context: null };

/**
 * A colour of the page's tokens as `#rrggbb`: names of the system's colours, as where the system forces its own, are
 * looked up. '' for none.
 */
export function tokenColor(name: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  if (/^#[0-9a-f]{6}$/i.test(value)) return value;
  if (/^#[0-9a-f]{3}$/i.test(value)) return value.replace(/[0-9a-f]/gi, '$&$&');
  probe.context ??= document.createElement('canvas').getContext('2d');
  if (value === '' || probe.context === null) return value;
  probe.context.fillStyle = value;
  return String(probe.context.fillStyle);
}
