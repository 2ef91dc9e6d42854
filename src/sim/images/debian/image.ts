import { type Image, releaseTags } from '../image.ts';

const NAMES = ['jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'sid', 'stable', 'testing', 'unstable'];

/** A Linux distribution. Without a command its shell finds no input and ends at once. */
const image: Image = {
  names: ['debian'],
  hasTag: releaseTags(
    { '8.11': 0, '9.13': 0, '10.13': 0, '11.11': 0, '12.11': 0 },
    ['slim'],
    [...NAMES, ...NAMES.map((name) => `${name}-slim`), 'latest', '13', '13-slim'],
  ),
  sizeBytes: 48_500_000,
  behave: () => undefined,
  system: {
    flavour: 'dash',
    also: ['bash'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top', 'vi', 'telnet'],
    os: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
    cmd: ['bash'],
  },
};

export default image;
