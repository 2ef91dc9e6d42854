import type { Process } from '../../../api/process.ts';
import type { AnyMetadata, AnyObject } from '../client/resource.ts';
import type { Command } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { requireFlag } from '../required-flag.ts';
import { createGenerated, GENERATE_FLAGS, nameArgument } from './generate.ts';

/** A `kubectl create KIND NAME` whose object follows from its flags. */
export interface Generator {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly flags: readonly FlagSpec[];
  /** Flags that must be given. */
  readonly required?: readonly string[];
  /** What goes before the text of the server's refusal; its kind is lost by that. */
  readonly failure?: string;
  /** The object, its fields in Go's order; throws what is wrong with the flags. */
  object(invocation: Invocation, name: string): Process<AnyObject>;
}

/** Makes the command. */
export function generatorCommand({ name, aliases, flags, required = [], failure, object }: Generator): Command {
  return {
    name,
    ...(aliases ? { aliases } : {}),
    flags: [...GENERATE_FLAGS, ...flags],
    *run(invocation) {
      requireFlag(invocation, ...required);
      const generated = yield* object(invocation, nameArgument(invocation));
      yield* createGenerated(invocation, generated, failure === undefined ? {} : { failure });
    },
  };
}

/** Metadata of an object that is not stored yet. */
export function newMetadata(name: string, labels?: Readonly<Record<string, string>>): AnyMetadata {
  return { name, creationTimestamp: null, ...(labels ? { labels } : {}) };
}
