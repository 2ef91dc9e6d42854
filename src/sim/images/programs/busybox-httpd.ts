import { normalize } from '../../shell/fs/path.ts';
import type { ServerReply } from '../../shell/network-access.ts';
import type { ServerModel, StartPlace } from '../server-model.ts';
import { mimeType } from '../static-files.ts';
import type { ServerOfTool } from './server-of-tool.ts';

function callOf({ words, cwd }: StartPlace): { readonly port: number; readonly dir: string } {
  const value = (flag: string): string | undefined => {
    const at = words.findIndex((word) => word.startsWith(flag));
    return at < 0 ? undefined : words[at]!.slice(2) || words[at + 1];
  };
  return { port: Number(/(\d+)$/.exec(value('-p') ?? '80')?.[1]), dir: normalize(value('-h') ?? '.', cwd) };
}

function failure(status: number, text: string, message: string): ServerReply {
  const body = `<HTML><HEAD><TITLE>${status} ${text}</TITLE></HEAD>\n<BODY><H1>${status} ${text}</H1>\n${message}\n</BODY></HTML>\n`;
  return { status, headers: new Map([['Content-type', 'text/html']]), body };
}

/** busybox' own small web server. It writes nothing. */
const model: ServerModel = {
  comm: 'httpd',
  signals: {},
  load(place) {
    const { port, dir } = callOf(place);
    return {
      ports: [port],
      readsFiles: true,
      reply({ path, protocol }, { files }) {
        if (protocol === 'tcp') return undefined;
        const bare = path.replace(/[?#].*/s, '');
        const wanted = `${dir}${bare}`.replace(/\/{2,}/g, '/');
        const isDir = files.find(wanted, '/')?.node.type === 'dir';
        const at = isDir ? `${wanted.replace(/\/$/, '')}/index.html` : wanted;
        if (files.find(at, '/')?.node.type !== 'file')
          return failure(404, 'Not Found', 'The requested URL was not found');
        const headers = new Map([
          ['Content-type', mimeType(at) ?? 'application/octet-stream'],
          ['Accept-Ranges', 'bytes'],
        ]);
        return { status: 200, headers, body: files.readFile(at, '/') };
      },
    };
  },
};

const httpd: ServerOfTool = { name: 'busybox-httpd', model };

export default httpd;
