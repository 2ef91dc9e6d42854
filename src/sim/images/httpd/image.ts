import { commandWords, interpretCommand } from '../command.ts';
import { type Image, releaseTags, server } from '../image.ts';

const SERVER = server({ startupMs: 300, ports: [80], memoryBytes: 9_000_000 });

/** The Apache web server. */
const image: Image = {
  names: ['httpd'],
  hasTag: releaseTags({ '2.2': 34, '2.4': 65 }, ['alpine', 'bookworm'], ['latest', 'alpine']),
  sizeBytes: 59_190_211,
  behave: (line) => (line.command.length > 0 ? interpretCommand(commandWords(line)) : undefined) ?? SERVER,
};

export default image;
