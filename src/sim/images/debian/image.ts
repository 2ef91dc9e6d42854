import { type Image, minorTags } from '../image.ts';

const NAMES = ['jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'sid', 'stable', 'testing', 'unstable'];

const FLOATING = [...NAMES, ...NAMES.map((name) => `${name}-slim`), 'latest'];
const numbered = minorTags({ 8: 11, 9: 13, 10: 13, 11: 11, 12: 11, 13: 0 }, -1, ['slim']);

/** A Linux distribution. Without a command its shell finds no input and ends at once. */
const image: Image = {
  names: ['debian'],
  hasTag: (tag) => FLOATING.includes(tag) || numbered(tag),
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
