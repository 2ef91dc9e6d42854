import { type Image, releaseTags } from '../image.ts';

const CODENAMES = ['trusty', 'xenial', 'bionic', 'focal', 'jammy', 'noble', 'oracular', 'plucky', 'latest', 'rolling'];

/** A Linux distribution. Without a command its shell finds no input and ends at once. */
const image: Image = {
  names: ['ubuntu'],
  hasTag: (tag) => releaseTags({}, [], CODENAMES)(tag) || /^(1[0-9]|2[0-4])\.(04|10)$|^25\.04$/.test(tag),
  sizeBytes: 29_700_000,
  behave: () => undefined,
  system: {
    flavour: 'dash',
    also: ['bash'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'vi', 'telnet'],
    os: 'PRETTY_NAME="Ubuntu 24.04.2 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n',
    cmd: ['/bin/bash'],
  },
};

export default image;
