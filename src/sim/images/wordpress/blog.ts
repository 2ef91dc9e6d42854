import type { PassedOn, ServerReply, ServerRequest } from '../../shell/network-access.ts';
import { SQL_METHOD, type SqlReply } from '../../shell/tools/lib/sql-wire.ts';
import type { ServerPlace } from '../image.ts';
import { queryOf, textReply } from '../text-reply.ts';

const HTML = 'text/html; charset=utf-8';
/** The tables of a new blog, as far as it reads them here, and what is in them. */
const TABLES: readonly string[] = [
  'CREATE TABLE wp_options (option_id BIGINT AUTO_INCREMENT PRIMARY KEY, option_name VARCHAR(191), option_value LONGTEXT)',
  'CREATE TABLE wp_posts (ID BIGINT AUTO_INCREMENT PRIMARY KEY, post_title TEXT, post_content LONGTEXT, post_status VARCHAR(20))',
  'CREATE TABLE wp_users (ID BIGINT AUTO_INCREMENT PRIMARY KEY, user_login VARCHAR(60), user_email VARCHAR(100))',
  "INSERT INTO wp_posts (post_title, post_content, post_status) VALUES ('Hello world!', 'Welcome to WordPress.', 'publish')",
];

/** The blog: until it has been set up it leads to its installation; without its database it says so. */
export function wordpress(request: ServerRequest, place: ServerPlace): ServerReply | undefined {
  if (request.protocol === 'tcp') return undefined;
  const [path = '/', query = ''] = request.path.split('?');
  const isInstallation = path.startsWith('/wp-admin/install.php');
  if (isInstallation && /(?:^|&)step=2/.test(query)) return install(request.body, place);
  if (!isInstallation && path !== '/' && path !== '/index.php') return textReply('Not Found\n', 404, HTML);
  const to = `http://${header(request, 'host') ?? place.ip}/wp-admin/install.php`;
  const installPage = textReply('<!DOCTYPE html>\n<title>WordPress &rsaquo; Installation</title>\n', 200, HTML);
  const redirection: ServerReply = { status: 302, headers: new Map([['Location', to]]), body: '' };
  return {
    ...(isInstallation ? installPage : redirection),
    passTo: ask(place, "SELECT option_value FROM wp_options WHERE option_name = 'blogname'", (reply) => {
      if (reply === undefined || isRefused(reply)) return noDatabase();
      if (reply.kind !== 'rows') return isInstallation ? installPage : redirection;
      return isInstallation ? alreadyInstalled() : frontPage(place, String(reply.rows[0]?.[0] ?? ''));
    }),
  };
}

function header({ headers }: ServerRequest, name: string): string | undefined {
  for (const [key, value] of headers) if (key.toLowerCase() === name) return value;
  return undefined;
}

function isRefused(reply: SqlReply): boolean {
  return reply.kind === 'error' && reply.isRefusal === true;
}

/** Asks the database that the variables name. */
function ask(place: ServerPlace, statement: string, answer: (reply: SqlReply | undefined) => ServerReply): PassedOn {
  const [host = 'mysql', port = '3306'] = (place.variable('WORDPRESS_DB_HOST') || 'mysql').split(':');
  const headers = new Map([
    ['user', place.variable('WORDPRESS_DB_USER') || 'example username'],
    ['password', place.variable('WORDPRESS_DB_PASSWORD') || 'example password'],
    ['database', place.variable('WORDPRESS_DB_NAME') || 'wordpress'],
  ]);
  return {
    host,
    port: Number(port),
    request: { protocol: 'tcp', method: SQL_METHOD, path: '', headers, body: statement },
    answer: (reply) => answer(reply?.body.startsWith('{') ? (JSON.parse(reply.body) as SqlReply) : undefined),
  };
}

function install(form: string, place: ServerPlace): ServerReply {
  const quoted = (name: string, usual: string): string =>
    `'${(queryOf(`?${form}`, name) || usual).replaceAll("'", "''")}'`;
  const statements = [
    ...TABLES,
    `INSERT INTO wp_options (option_name, option_value) VALUES ('blogname', ${quoted('weblog_title', 'My Site')})`,
    `INSERT INTO wp_users (user_login, user_email) VALUES (${quoted('user_name', 'admin')}, ${quoted('admin_email', '')})`,
  ];
  const done = textReply(
    '<!DOCTYPE html>\n<title>WordPress &rsaquo; Installation</title>\n<h1>Success!</h1>\n',
    200,
    HTML,
  );
  const next = (i: number): ServerReply =>
    i >= statements.length
      ? done
      : {
          ...done,
          passTo: ask(place, statements[i]!, (reply) => {
            if (reply === undefined || isRefused(reply)) return noDatabase();
            return reply.kind === 'error' ? alreadyInstalled() : next(i + 1);
          }),
        };
  return next(0);
}

function frontPage(place: ServerPlace, title: string): ServerReply {
  const page = textReply('', 200, HTML);
  return {
    ...page,
    passTo: ask(place, "SELECT post_title FROM wp_posts WHERE post_status = 'publish' ORDER BY ID DESC", (reply) => {
      if (reply === undefined || reply.kind !== 'rows') return noDatabase();
      const posts = reply.rows.map(([post]) => `<h2>${post}</h2>\n`).join('');
      return textReply(`<!DOCTYPE html>\n<title>${title}</title>\n<h1>${title}</h1>\n${posts}`, 200, HTML);
    }),
  };
}

function noDatabase(): ServerReply {
  return textReply('<title>Database Error</title>\n<h1>Error establishing a database connection</h1>\n', 500, HTML);
}

function alreadyInstalled(): ServerReply {
  return textReply('<title>WordPress &rsaquo; Installation</title>\n<h1>Already Installed</h1>\n', 200, HTML);
}
