import type { Proc } from '../../kernel/proc.ts';

/** Names of users by number, from /etc/passwd. */
export function readPasswd(proc: Proc): Map<number, string> {
  const users = new Map<number, string>([[0, 'root']]);
  const file = proc.kernel.fs.find('/etc/passwd', '/');
  const text = file?.node.type === 'file' ? file.node.data : '';
  for (const line of text.split('\n')) {
    const [name = '', , uid] = line.split(':');
    if (uid) users.set(Number(uid), name);
  }
  return users;
}

/** A user of a name or number. */
export function userNumber(proc: Proc, text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  for (const [uid, name] of readPasswd(proc)) if (name === text) return uid;
  return undefined;
}
