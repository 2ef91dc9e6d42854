import type { Command } from '../command.ts';
import { canICommand } from './can-i.ts';
import { reconcileCommand } from './reconcile.ts';
import { whoamiCommand } from './whoami.ts';

/** `kubectl auth`. Models kubectl/pkg/cmd/auth. */
export const authCommand: Command = { name: 'auth', commands: [canICommand, reconcileCommand, whoamiCommand] };
