import { type Image, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';
import { httpdModel } from './model.ts';

const CONFIG = `ServerRoot "/usr/local/apache2"
Listen 80
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule mime_module modules/mod_mime.so
LoadModule log_config_module modules/mod_log_config.so
LoadModule autoindex_module modules/mod_autoindex.so
LoadModule dir_module modules/mod_dir.so
<IfModule unixd_module>
User www-data
Group www-data
</IfModule>
ServerAdmin you@example.com
DocumentRoot "/usr/local/apache2/htdocs"
<Directory "/usr/local/apache2/htdocs">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>
ErrorLog /proc/self/fd/2
LogLevel warn
<IfModule log_config_module>
    LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
    CustomLog /proc/self/fd/1 common
</IfModule>
`;
const SERVER = server({ startupMs: 300, ports: [80], memoryBytes: 9_000_000 });

/** The Apache web server. */
const image: Image = {
  names: ['httpd'],
  hasTag: releaseTags({ '2.2': 34, '2.4': 65 }, ['alpine', 'bookworm'], ['latest', 'alpine']),
  sizeBytes: 59_190_211,
  behave: serverUnless(SERVER, ['httpd', 'httpd-foreground']),
  system: (tag) => {
    const isAlpine = tag.includes('alpine');
    return {
      flavour: isAlpine ? 'busybox' : 'dash',
      also: isAlpine ? [] : ['bash'],
      without: isAlpine
        ? []
        : ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top', 'telnet', 'pkill', 'pgrep', 'vi'],
      files: {
        '/usr/local/bin/httpd-foreground': { program: SERVER_PROGRAM },
        '/usr/local/apache2/bin/httpd': { program: SERVER_PROGRAM },
        '/usr/local/apache2/conf/httpd.conf': CONFIG,
        '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
        '/etc/passwd':
          'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/:/bin/false\n',
        '/usr/local/apache2/logs': { dir: true },
        '/usr/local/apache2/cgi-bin': { dir: true },
      },
      cmd: ['httpd-foreground'],
      workingDir: '/usr/local/apache2',
      env: {
        PATH: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        HTTPD_VERSION: '2.4.65',
      },
      accessLog: 'common',
      model: httpdModel('2.4.65'),
    };
  },
};

export default image;
