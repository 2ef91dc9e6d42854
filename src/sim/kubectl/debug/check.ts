import { goQuote } from '../../../base/go-quote.ts';
import { isImageReference } from '../image-reference.ts';
import type { Invocation } from '../invocation.ts';
import { imagesOf } from './plan.ts';

/** Throws kubectl's errors for flags that do not go together. Models DebugOptions.Validate. */
export function checkDebug({ flags, args }: Invocation, words: readonly string[]): void {
  const image = flags.string('image');
  if (flags.given('attach') && flags.bool('attach') && image === '' && flags.string('container') === '') {
    throw new Error('you must specify --container or create a new container using --image in order to attach.');
  }
  if (flags.string('copy-to')) checkCopy({ flags }, words);
  else checkPlace({ flags });
  if (image !== '' && !isImageReference(image)) {
    throw new Error(`invalid image name ${goQuote(image)}: invalid reference format`);
  }
  if (args.length === 0 && !flags.given('filename')) throw new Error('NAME or filename is required for debug');
  const pullPolicy = flags.string('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pullPolicy)) {
    throw new Error(`invalid image pull policy: ${pullPolicy}`);
  }
  for (const [name, other] of imagesOf(flags)) {
    if (isImageReference(other)) continue;
    throw new Error(`invalid image name ${goQuote(other)} for container ${goQuote(name)}: invalid reference format`);
  }
  if (flags.string('target') && flags.string('copy-to')) {
    throw new Error('--target is incompatible with --copy-to. Use --share-processes instead.');
  }
}

function checkCopy({ flags }: Pick<Invocation, 'flags'>, words: readonly string[]): void {
  if (flags.string('image')) return;
  if (!flags.given('set-image') && words.length === 0) {
    throw new Error('you must specify --image, --set-image or command arguments.');
  }
  if (words.length > 0 && flags.string('container') === '') {
    throw new Error('you must specify an existing container or a new image when specifying args.');
  }
}

function checkPlace({ flags }: Pick<Invocation, 'flags'>): void {
  for (const name of ['replace', 'same-node']) {
    if (flags.bool(name)) throw new Error(`--${name} may only be used with --copy-to.`);
  }
  if (flags.given('set-image')) throw new Error('--set-image may only be used with --copy-to.');
  if (flags.string('image') === '') throw new Error('you must specify --image when not using --copy-to.');
}

/** Throws kubectl's error for a terminal that nobody types at. */
export function checkTty({ flags }: Pick<Invocation, 'flags'>): void {
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new Error('-i/--stdin is required for containers with -t/--tty=true');
  }
}
