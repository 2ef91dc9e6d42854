import { useState } from 'react';
import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import { decodeUtf8 } from '../../base/bytes.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import { Button } from '../../widgets/button.tsx';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

/** What Base64 stands for; the text itself where it is none. */
function plain(value: string): string {
  try {
    return decodeUtf8(atob(value));
  } catch {
    return value;
  }
}

function Data({ object }: KindBodyProps<Secret>) {
  const [shown, setShown] = useState(false);
  const entries = Object.entries(object.data ?? {});
  if (entries.length === 0) return null;
  return (
    <Section title={terms('Data')}>
      <dl className="kv">
        {entries.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd className="mono">
              {shown ? plain(value) : kinds('bytes', { count: Math.floor((value.replace(/=+$/, '').length * 3) / 4) })}
            </dd>
          </div>
        ))}
      </dl>
      <Button small onClick={() => setShown(!shown)}>
        {shown ? kinds('hide') : kinds('decode')}
      </Button>
    </Section>
  );
}

const SecretView: KindView<Secret> = {
  kind: 'Secret',
  resource: 'secrets',
  namespaced: true,
  say: ({ type }) => ({
    title: type ?? 'Opaque',
    text: kinds('secretSays'),
  }),
  facts: (secret, context) => [
    { term: terms('Keys'), value: Object.keys(secret.data ?? {}).join(', ') },
    { term: terms('Created'), value: context.clock(secret.metadata.creationTimestamp) },
  ],
  actions: (secret, context) => [deleteAction('secret', secret, context)],
  Body: Data,
};

export default SecretView;
