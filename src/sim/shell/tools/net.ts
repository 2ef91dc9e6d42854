import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { addressOf } from './lib/http.ts';
import { options } from './lib/options.ts';

const CONNECT_TIMEOUT_MS = 127_000;

/** Other tools of the network: nc, telnet, ping, ip, ifconfig, netstat, ss, route. */
const net: Tool = {
  names: ['nc', 'telnet', 'ping', 'ip', 'ifconfig', 'netstat', 'ss', 'route', 'traceroute'],
  *run(proc, args, name) {
    switch (name) {
      case 'nc':
      case 'telnet':
        return yield* nc(proc, args, name);
      case 'ping':
        return yield* ping(proc, args);
      case 'ip':
      case 'ifconfig':
        return yield* addresses(proc, args, name);
      case 'route':
        yield* proc.print(
          'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\ndefault         10.244.0.1      0.0.0.0         UG    0      0        0 eth0\n',
        );
        return 0;
      case 'traceroute':
        yield* proc.complain('traceroute: this program is not part of the simulation');
        return 1;
      default:
        yield* proc.print(
          'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State\n',
        );
        return 0;
    }
  },
};

function* nc(proc: Proc, args: readonly string[], name: string): Process<number> {
  const { flags, values, operands } = options(args, 'zvw:lp:ukne:i:q:N');
  const { network } = proc.kernel.options;
  if (flags.has('l')) {
    yield* proc.complain(`${name}: listening is not part of the simulation`);
    return 1;
  }
  const [host = '', portText = ''] = operands;
  const port = Number(portText);
  if (!network || !host || !port) {
    yield* proc.complain(`${name}: bad address '${host}'`);
    return 1;
  }
  const address = yield* addressOf(proc, network, host);
  if (address === 'nxdomain' || address === 'timeout') {
    yield* proc.complain(`${name}: bad address '${host}'`);
    return 1;
  }
  const result = yield* network.connect(address, port, Number(values.get('w') ?? CONNECT_TIMEOUT_MS / 1000) * 1000);
  if (result !== 'ok') {
    const why = result === 'refused' ? 'Connection refused' : 'Connection timed out';
    yield* proc.complain(
      name === 'telnet'
        ? `telnet: can't connect to remote host (${address}): ${why}`
        : `nc: ${host} (${address}:${port}): ${why}`,
    );
    return 1;
  }
  if (flags.has('v')) yield* proc.complain(`${host} (${address}:${port}) open`);
  if (flags.has('z')) return 0;
  const text = yield* proc.read(0);
  const [method = 'GET', path = '/'] = text.split('\n')[0]!.split(' ');
  const protocol = /^(GET|POST|HEAD|PUT)$/.test(method) ? 'http' : 'tcp';
  const reply = yield* network.request(
    address,
    port,
    { protocol, method, path, headers: new Map(), body: text },
    CONNECT_TIMEOUT_MS,
  );
  if (typeof reply === 'string') return 1;
  yield* proc.print(protocol === 'http' ? `HTTP/1.1 ${reply.status} OK\r\n\r\n${reply.body}` : reply.body);
  return 0;
}

function* ping(proc: Proc, args: readonly string[]): Process<number> {
  const { values, operands } = options(args, 'c:i:w:W:qn46s:');
  const [host = ''] = operands;
  const { network } = proc.kernel.options;
  const address = network ? yield* addressOf(proc, network, host) : 'nxdomain';
  if (!network || address === 'nxdomain' || address === 'timeout') {
    yield* proc.complain(`ping: bad address '${host}'`);
    return 1;
  }
  yield* proc.print(`PING ${host} (${address}): 56 data bytes\n`);
  const count = Number(values.get('c') ?? Infinity);
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i > 0) yield 1000;
    const ms = yield* network.ping(address);
    if (ms === undefined) continue;
    times.push(ms);
    yield* proc.print(`64 bytes from ${address}: seq=${i} ttl=62 time=${ms.toFixed(3)} ms\n`);
  }
  const loss = Math.round((1 - times.length / count) * 100);
  yield* proc.print(
    `\n--- ${host} ping statistics ---\n${count} packets transmitted, ${times.length} packets received, ${loss}% packet loss\n`,
  );
  if (times.length > 0) {
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
    yield* proc.print(
      `round-trip min/avg/max = ${Math.min(...times).toFixed(3)}/${mean.toFixed(3)}/${Math.max(...times).toFixed(3)} ms\n`,
    );
  }
  return times.length > 0 ? 0 : 1;
}

function* addresses(proc: Proc, args: readonly string[], name: string): Process<number> {
  const ip = proc.kernel.options.network?.ip ?? '127.0.0.1';
  if (name === 'ifconfig') {
    yield* proc.print(
      `eth0      Link encap:Ethernet  HWaddr 0A:58:0A:F4:01:02\n          inet addr:${ip}  Bcast:0.0.0.0  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1450  Metric:1\n\nlo        Link encap:Local Loopback\n          inet addr:127.0.0.1  Mask:255.0.0.0\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n`,
    );
  } else if (args[0]?.startsWith('r')) {
    yield* proc.print(
      `default via ${ip.replace(/\d+$/, '1')} dev eth0\n${ip.replace(/\d+$/, '0')}/24 dev eth0 scope link  src ${ip}\n`,
    );
  } else {
    yield* proc.print(
      `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1450 qdisc noqueue\n    link/ether 0a:58:0a:f4:01:02 brd ff:ff:ff:ff:ff:ff\n    inet ${ip}/24 brd ${ip.replace(/\d+$/, '255')} scope global eth0\n       valid_lft forever preferred_lft forever\n`,
    );
  }
  return 0;
}

export default net;
