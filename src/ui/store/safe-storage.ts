/** Reads a remembered value; storage that is blocked or full does no harm. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`orrery.${key}`);
  } catch {
    return null;
  }
}

/** Remembers a value if the browser allows it. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`orrery.${key}`, value);
  } catch {
    // Blocked storage: the value lasts as long as the page.
  }
}
