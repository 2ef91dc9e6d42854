import { type Image, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';
import { textReply } from '../text-reply.ts';

const NOT_FOUND =
  '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n';
const SERVER = server({ startupMs: 300, ports: [80], memoryBytes: 9_000_000 });

/** The Apache web server. */
const image: Image = {
  names: ['httpd'],
  hasTag: releaseTags({ '2.2': 34, '2.4': 65 }, ['alpine', 'bookworm'], ['latest', 'alpine']),
  sizeBytes: 59_190_211,
  behave: serverUnless(SERVER, ['httpd', 'httpd-foreground']),
  system: {
    flavour: 'dash',
    also: ['bash'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
    files: {
      '/usr/local/bin/httpd-foreground': { program: SERVER_PROGRAM },
      '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
    },
    entrypoint: ['httpd-foreground'],
    workingDir: '/usr/local/apache2',
    accessLog: 'common',
    reply: ({ path }, { files }) => {
      const at = `/usr/local/apache2/htdocs${path.replace(/[?#].*/, '').replace(/\/$/, '/index.html')}`;
      const found = files.find(at, '/');
      if (found?.node.type === 'file') return textReply(files.readFile(at, '/'), 200, 'text/html');
      return textReply(NOT_FOUND, 404, 'text/html; charset=iso-8859-1');
    },
    startLog: [
      "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using the Pod's address. Set the 'ServerName' directive globally to suppress this message",
    ],
  },
};

export default image;
