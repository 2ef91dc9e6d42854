import { goQuote } from '../../../base/go-quote.ts';
import type { Invocation } from '../invocation.ts';

const PROFILES = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin'];
const IMAGE = /^[a-z0-9][\w./:@-]*$/;

/** Throws kubectl's errors for flags that do not go together. Models DebugOptions.Validate. */
export function checkDebug({ flags, args }: Invocation, words: readonly string[]): void {
  const image = flags.string('image');
  const copies = flags.string('copy-to') !== '';
  if (copies) {
    if (image === '' && !flags.given('set-image') && words.length === 0) {
      throw new Error('you must specify --image, --set-image or command arguments.');
    }
    if (flags.string('target')) {
      throw new Error('--target is incompatible with --copy-to. Use --share-processes instead.');
    }
  } else {
    for (const name of ['replace', 'same-node', 'set-image']) {
      if (flags.given(name)) throw new Error(`--${name} may only be used with --copy-to.`);
    }
    if (image === '') throw new Error('you must specify --image when not using --copy-to.');
  }
  if (image !== '' && !IMAGE.test(image)) {
    throw new Error(`invalid image name ${goQuote(image)}: invalid reference format`);
  }
  if (args.length === 0 && !flags.given('filename')) throw new Error('NAME or filename is required for debug');
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new Error('-i/--stdin is required for containers with -t/--tty=true');
  }
  const profile = flags.string('profile');
  if (!PROFILES.includes(profile)) throw new Error(`unknown profile: ${profile}`);
}
