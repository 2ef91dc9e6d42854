import { describe, expect, test } from 'vitest';
import { FileSystem } from '../../shell/fs/file-system.ts';
import { overlay } from '../../shell/fs/volume.ts';
import { baseTree } from '../../shell/rootfs/base-tree.ts';
import type { ServerPlace } from '../image.ts';
import { NGINX_FILES } from './files.ts';
import image from './image.ts';
import { checkConfig } from './model.ts';
import { servedBy } from './site.ts';

const CONF = '/etc/nginx/conf.d/default.conf';

function filesWith(changes: Readonly<Record<string, string>>): FileSystem {
  const files = new FileSystem(overlay(baseTree(NGINX_FILES, 0)), () => 0);
  for (const [path, text] of Object.entries(changes)) {
    const dirs = path.split('/').slice(1, -1);
    dirs.forEach((_, i) => {
      const dir = `/${dirs.slice(0, i + 1).join('/')}`;
      if (!files.find(dir, '/')) files.mkdir(dir, '/');
    });
    files.writeFile(path, '/', text);
  }
  return files;
}

describe('what nginx says of a configuration', () => {
  const cases: readonly [string, string, string | 'ok'][] = [
    ['the usual one', '', 'ok'],
    ['an unknown directive', 'server {\n  locaton / {\n  }\n}', `unknown directive "locaton" in ${CONF}:2`],
    ['a missing semicolon at the end', 'server {\n listen 80\n}', `unexpected "}" in ${CONF}:3`],
    ['a block that is not closed', 'server {\n listen 80;\n', `unexpected end of file, expecting "}" in ${CONF}:3`],
    ['a brace too many', 'server {\n}\n}\n', `unexpected "}" in ${CONF}:3`],
    ['a directive in the wrong place', 'listen 80;', `"listen" directive is not allowed here in ${CONF}:1`],
    ['too many arguments', 'server {\n root /a /b;\n}', `invalid number of arguments in "root" directive in ${CONF}:2`],
    ['a block without a brace', 'server;', `directive "server" has no opening "{" in ${CONF}:1`],
    [
      'a host that does not exist',
      'server {\n location / {\n proxy_pass http://api:8080;\n }\n}',
      `host not found in upstream "api:8080" in ${CONF}:3`,
    ],
    [
      'a host of a group that does not exist',
      'upstream b {\n server api;\n}\nserver { location / { proxy_pass http://b; } }',
      `host not found in upstream "api" in ${CONF}:2`,
    ],
    ['a host that exists', 'server { location / { proxy_pass http://backend; } }', 'ok'],
    [
      'an included file that is missing',
      'include /etc/nginx/no.conf;',
      `open() "/etc/nginx/no.conf" failed (2: No such file or directory) in ${CONF}:1`,
    ],
    ['included files that none are', 'include /etc/nginx/no/*.conf;', 'ok'],
    ['quotes, comments and variables', 'server { # one\n return 200 "a; $uri {}";\n}', 'ok'],
  ];
  for (const [title, text, expected] of cases) {
    test(title, () => {
      const files = filesWith(text === '' ? {} : { [CONF]: text });
      const checked = checkConfig(files, '/etc/nginx/nginx.conf', (host) => host === 'backend');
      expect(typeof checked === 'string' ? checked : 'ok').toBe(expected);
    });
  }
});

describe('what nginx answers', () => {
  const page = (words: string): string =>
    `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n<center><h1>${words}</h1></center>\r\n<hr><center>nginx/1.27.5</center>\r\n</body>\r\n</html>\r\n`;
  const html = '/usr/share/nginx/html';
  const root = `root ${html};`;
  const cases: readonly [string, Readonly<Record<string, string>>, string, number, string][] = [
    ['a file of the image that was changed', { [`${html}/index.html`]: 'mine' }, '/', 200, 'mine'],
    ['another file with a query', { [`${html}/a.txt`]: 'A' }, '/a.txt?x=1', 200, 'A'],
    ['what is not there', {}, '/nope', 404, page('404 Not Found')],
    ['a directory without an index', { [`${html}/d/x`]: '' }, '/d/', 403, page('403 Forbidden')],
    ['a directory without its slash', { [`${html}/d/x`]: '' }, '/d', 301, page('301 Moved Permanently')],
    ['a text with variables', { [CONF]: "server { return 200 'on $hostname $uri\\n'; }" }, '/x', 200, 'on web /x\\n'],
    ['a refusal', { [CONF]: 'server { location /admin { deny all; } }' }, '/admin', 403, page('403 Forbidden')],
    [
      'the longest prefix',
      { [CONF]: 'server { location / { return 200 a; } location /b { return 200 b; } }' },
      '/bc',
      200,
      'b',
    ],
    [
      'an exact place first',
      { [CONF]: 'server { location /b { return 200 b; } location = /b { return 200 e; } }' },
      '/b',
      200,
      'e',
    ],
    [
      'an expression before a prefix',
      { [CONF]: 'server { location / { return 200 a; } location ~ \\.php$ { return 200 p; } }' },
      '/x.php',
      200,
      'p',
    ],
    [
      'what try_files falls back to',
      { [CONF]: `server { ${root} location / { try_files $uri /index.html; } }`, [`${html}/index.html`]: 'spa' },
      '/a/b',
      200,
      'spa',
    ],
    [
      'a status of try_files',
      { [CONF]: `server { ${root} location / { try_files $uri =404; } }` },
      '/a',
      404,
      page('404 Not Found'),
    ],
    [
      'a rewritten path',
      { [CONF]: `server { ${root} rewrite ^/old/(.*)$ /$1 last; }`, [`${html}/n`]: 'new' },
      '/old/n',
      200,
      'new',
    ],
    ['an alias', { [CONF]: 'server { location /i/ { alias /data/; } }', '/data/x': 'X' }, '/i/x', 200, 'X'],
    [
      'a page for errors',
      { [CONF]: `server { ${root} error_page 404 /e.html; }`, [`${html}/e.html`]: 'gone' },
      '/no',
      404,
      'gone',
    ],
  ];
  for (const [title, changes, path, status, body] of cases) {
    test(title, () => {
      const files = filesWith(changes);
      const config = checkConfig(files, '/etc/nginx/nginx.conf', () => true);
      if (typeof config === 'string') throw new Error(config);
      const request = { protocol: 'http', method: 'GET', path, headers: new Map([['Host', 'web']]), body: '' } as const;
      const place: ServerPlace = {
        podName: 'web',
        files,
        words: [],
        ip: '10.0.0.1',
        clientIp: '10.0.0.2',
        upMs: 0,
        unixMs: 0,
        variable: () => undefined,
        raise: () => {},
      };
      const reply = servedBy(config, '1.27.5').reply(request, place);
      expect({ status: reply?.status, body: reply?.body }).toEqual({ status, body });
    });
  }
});

test.each([
  ['1.27', '1.27.5'],
  ['1.27-alpine', '1.27.5'],
  ['1.14.2', '1.14.2'],
  ['stable', '1.28.0'],
  ['latest', '1.29.3'],
  ['1', '1.29.3'],
])('nginx:%s is version %s', (tag, version) => {
  const { system } = image;
  expect(typeof system === 'function' && system(tag).env).toEqual({ NGINX_VERSION: version });
});
