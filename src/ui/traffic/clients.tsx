import { useState } from 'react';
import { traffic } from '../../language/en/traffic.ts';
import { ClientTraffic } from '../../widgets/client-traffic.tsx';
import { mirror } from '../store/cluster-store.ts';
import { setClient } from '../store/commands.ts';
import type { ClientTraffic as Client } from '../store/traffic-table.ts';
import { ClientForm } from './client-form.tsx';
import { type ClientForm as Form, formOf, newForm } from './client-model.ts';

interface Open {
  readonly form: Form;
  readonly isNew: boolean;
}

function freshForm(clients: readonly Client[]): Form {
  const names = new Set(clients.map(({ row }) => row.name));
  let name = 'client-1';
  for (let n = 2; names.has(name); n++) name = `client-${n}`;
  const service = [...mirror.services.values()].find(
    (row) => row.namespace === 'default' && row.endpoints > 0 && row.name !== 'kubernetes',
  );
  const port = Number.parseInt(service?.ports ?? '', 10) || 80;
  return newForm(name, service === undefined ? '' : `http://${service.name}.${service.namespace}:${port}/`);
}

/** The clients with their counts, and the form that adds or changes one. */
export function Clients({
  clients,
  nowMs,
  canAct,
}: {
  readonly clients: readonly Client[];
  readonly nowMs: number;
  readonly canAct: boolean;
}) {
  const [open, setOpen] = useState<Open | null>(null);
  const newest = new Map(clients.map((client) => [client.row.name, client]));
  return (
    <section className="t-clients" aria-label={traffic('clients')}>
      <header>
        <h3>{traffic('clients')}</h3>
        {canAct && open === null && (
          <button type="button" onClick={() => setOpen({ form: freshForm(clients), isNew: true })}>
            {traffic('addClient')}
          </button>
        )}
      </header>
      {open !== null && (
        <ClientForm key={open.form.name} first={open.form} isNew={open.isNew} close={() => setOpen(null)} />
      )}
      {[...newest.values()].map((client) => (
        <div key={client.row.name} className="t-client">
          <ClientTraffic client={client} nowMs={nowMs} />
          {canAct && (
            <p className="t-buttons">
              {client.row.rps > 0 && (
                <button
                  type="button"
                  className="t-send"
                  onClick={() => setOpen({ form: formOf(client.row.spec), isNew: false })}
                >
                  {traffic('changeMore')}
                </button>
              )}
              <button
                type="button"
                className="t-send"
                onClick={() => setClient(client.row.rps > 0 ? { ...client.row.spec, rps: 0 } : client.row.spec)}
              >
                {client.row.rps > 0
                  ? traffic('stopClient', { client: client.row.name })
                  : traffic('startAgain', { client: client.row.name })}
              </button>
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
