/** The mark: three orbits and a moon of brass. */
export function Logo({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <circle cx="12" cy="12" r="2.4" fill="currentColor" />
      <circle cx="12" cy="12" r="6" stroke="currentColor" />
      <circle cx="12" cy="12" r="10.2" stroke="currentColor" />
      <rect x="15.2" y="6.1" width="4" height="4" rx=".8" transform="rotate(8 17 8)" fill="var(--paper)" />
      <circle cx="16.3" cy="7.8" r="2" fill="currentColor" />
      <circle cx="3.1" cy="16.9" r="1.7" fill="var(--time-line)" />
      <path d="M12 12 16.3 7.8" stroke="currentColor" />
    </svg>
  );
}
