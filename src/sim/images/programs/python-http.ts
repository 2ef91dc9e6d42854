import { encodeUtf8 } from '../../../base/bytes.ts';
import { normalize } from '../../shell/fs/path.ts';
import { SIGINT } from '../../shell/kernel/signals.ts';
import type { ServerReply } from '../../shell/network-access.ts';
import type { ServerModel, StartPlace } from '../server-model.ts';
import { httpDate, mimeType } from '../static-files.ts';
import type { ServerOfTool } from './server-of-tool.ts';

/** What `python3 -m http.server [PORT] [-d DIRECTORY] [-b ADDRESS]` was told. */
function callOf({ words, cwd }: StartPlace): { readonly port: number; readonly dir: string; readonly isLoud: boolean } {
  const rest = words.slice(words.indexOf('http.server') + 1);
  const port = rest.find((word, i) => /^\d+$/.test(word) && !/^-/.test(rest[i - 1] ?? ''));
  const at = rest.findIndex((word) => word === '-d' || word === '--directory');
  const given = at >= 0 ? rest[at + 1] : /--directory=(\S+)/.exec(rest.join(' '))?.[1];
  return { port: Number(port ?? 8000), dir: given ? normalize(given, cwd) : cwd, isLoud: words.includes('-u') };
}

function page(status: number, text: string, message: string): string {
  return `<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${status}</p>\n        <p>Message: ${text}.</p>\n        <p>Error code explanation: ${status} - ${message}.</p>\n    </body>\n</html>\n`;
}

const model: ServerModel = {
  comm: 'python3',
  accessLog: 'python',
  signals: {
    [SIGINT]: { log: () => ['', 'Keyboard interrupt received, exiting.'], ends: { afterMs: 5, exitCode: 0 } },
  },
  // Output that no terminal sees is kept back until much has come: the line is only there without buffers.
  startLog(place) {
    const { port, isLoud } = callOf(place);
    const isUnbuffered = isLoud || (place.variable('PYTHONUNBUFFERED') ?? '') !== '';
    return isUnbuffered ? [`Serving HTTP on 0.0.0.0 port ${port} (http://0.0.0.0:${port}/) ...`] : [];
  },
  load(place) {
    const { port, dir } = callOf(place);
    const reply = (
      status: number,
      body: string,
      type: string,
      unixMs: number,
      more: readonly [string, string][] = [],
    ): ServerReply => ({
      status,
      headers: new Map([
        ['Server', 'SimpleHTTP/0.6 Python/3.12.8'],
        ['Date', httpDate(unixMs)],
        ['Content-type', type],
        ['Content-Length', String(body.length)],
        ...more,
      ]),
      body,
    });
    return {
      ports: [port],
      readsFiles: true,
      reply({ path, method, protocol }, { files, unixMs }) {
        if (protocol === 'tcp') return undefined;
        const bare = path.replace(/[?#].*/s, '');
        const at = `${dir}${bare}`.replace(/\/{2,}/g, '/');
        if (!/^(GET|HEAD)$/.test(method))
          return reply(
            501,
            page(501, `Unsupported method ('${method}')`, 'Server does not support this operation'),
            'text/html;charset=utf-8',
            unixMs,
          );
        const found = files.find(at, '/');
        if (!found)
          return reply(
            404,
            page(404, 'File not found', 'Nothing matches the given URI'),
            'text/html;charset=utf-8',
            unixMs,
          );
        if (found.node.type !== 'dir') {
          const modified: [string, string][] = [['Last-Modified', httpDate(found.node.mtimeMs)]];
          return reply(200, files.readFile(at, '/'), mimeType(at) ?? 'application/octet-stream', unixMs, modified);
        }
        const index = `${at}/index.html`;
        if (files.find(index, '/')) return reply(200, files.readFile(index, '/'), 'text/html', unixMs);
        const rows = files.list(at, '/').map((name) => {
          const shown = files.find(`${at}/${name}`, '/')?.node.type === 'dir' ? `${name}/` : name;
          return `<li><a href="${shown}">${shown}</a></li>\n`;
        });
        const title = `Directory listing for ${bare}`;
        const body = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${rows.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
        return reply(200, encodeUtf8(body), 'text/html; charset=utf-8', unixMs);
      },
    };
  },
};

const python: ServerOfTool = { name: 'python-http', model };

export default python;
