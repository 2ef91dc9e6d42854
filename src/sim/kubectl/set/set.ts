import type { Command } from '../command.ts';
import { SET_FLAGS } from './change.ts';
import { setEnv } from './env.ts';
import { setImage } from './image.ts';
import { setResources } from './resources.ts';
import { setSelector } from './selector.ts';
import { setServiceAccount } from './service-account.ts';
import { setSubject } from './subject.ts';

/** `kubectl set`. Models kubectl/pkg/cmd/set. */
export const setCommand: Command = {
  name: 'set',
  commands: [
    {
      name: 'env',
      flags: [
        ...SET_FLAGS,
        { name: 'containers', short: 'c', type: 'string', default: '*' },
        { name: 'env', short: 'e', type: 'array' },
        { name: 'from', type: 'string' },
        { name: 'keys', type: 'list' },
        { name: 'list', type: 'bool' },
        { name: 'overwrite', type: 'bool', default: 'true' },
        { name: 'prefix', type: 'string' },
        { name: 'resolve', type: 'bool' },
      ],
      run: setEnv,
    },
    { name: 'image', flags: SET_FLAGS, run: setImage },
    {
      name: 'resources',
      flags: [
        ...SET_FLAGS,
        { name: 'containers', short: 'c', type: 'string', default: '*' },
        { name: 'limits', type: 'string' },
        { name: 'requests', type: 'string' },
      ],
      run: setResources,
    },
    { name: 'selector', flags: [...SET_FLAGS, { name: 'resource-version', type: 'string' }], run: setSelector },
    { name: 'serviceaccount', aliases: ['sa'], flags: SET_FLAGS, run: setServiceAccount },
    {
      name: 'subject',
      flags: [
        ...SET_FLAGS,
        { name: 'user', type: 'list' },
        { name: 'group', type: 'list' },
        { name: 'serviceaccount', type: 'list' },
      ],
      run: setSubject,
    },
  ],
};
