/** An address with its names, as a line of a hosts file has them. */
export interface HostsLine {
  readonly ip: string;
  readonly names: readonly string[];
}

/** The lines of a hosts file that say something of an IPv4 address. */
export function hostsLines(text: string): HostsLine[] {
  return text.split('\n').flatMap((line) => {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return /^\d+(\.\d+){3}$/.test(ip) && names.length > 0
      ? [{ ip, names: names.map((name) => name.toLowerCase()) }]
      : [];
  });
}
