import { useId, useState } from 'react';
import { trafficStep } from '../../api/traffic-step.ts';
import { traffic } from '../../language/en/traffic.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { setClient } from '../store/commands.ts';
import { type ClientForm as Form, specOf, type Wrong } from './client-model.ts';

interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly set: (value: string) => void;
  readonly list?: readonly string[];
  readonly unit?: string;
}

function Field({ name, value, wrong, set, list, unit }: FieldProps) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{name}</label>
      <span>
        <input
          id={id}
          value={value}
          spellCheck={false}
          autoComplete={traffic('container.off')}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : `${id}w`}
          list={list && `${id}l`}
          onChange={(event) => set(event.target.value)}
        />
        {unit && <i>{unit}</i>}
      </span>
      {list && (
        <datalist id={`${id}l`}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {wrong !== undefined && (
        <em id={`${id}w`} className="alarm">
          {wrong}
        </em>
      )}
    </p>
  );
}

interface ChoiceProps<Id extends string> {
  readonly name: string;
  readonly value: Id;
  readonly options: readonly (readonly [Id, string])[];
  readonly set: (value: Id) => void;
}

function Choice<Id extends string>({ name, value, options, set }: ChoiceProps<Id>) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{name}</label>
      <select id={id} value={value} onChange={(event) => set(event.target.value as Id)}>
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </p>
  );
}

const places = ['inside', 'outside', 'pod'] as const;
const loops = ['poisson', 'constant', 'users'] as const;
const profiles = ['steady', 'ramp', 'spike', 'wave'] as const;
const timeWords = { ramp: 'over', spike: 'after', wave: 'period' } as const;

function targets(): string[] {
  return [...mirror.services.values()]
    .filter((row) => row.namespace !== 'kube-system' && Number.parseInt(row.ports, 10) > 0)
    .map((row) => `http://${row.name}.${row.namespace}:${Number.parseInt(row.ports, 10)}/`);
}

function podNames(): string[] {
  const own = [...mirror.pods.values()].filter((pod) => pod.namespace !== 'kube-system' && pod.ip !== '');
  return own.slice(0, 200).map((pod) => `${pod.namespace}/${pod.name}`);
}

function LoadFields({ form, wrong, put }: { form: Form; wrong: Wrong; put: (part: Partial<Form>) => void }) {
  if (form.loop === 'users')
    return (
      <>
        <Field name={traffic('users')} value={form.users} wrong={wrong.users} set={(users) => put({ users })} />
        <Field
          name={traffic('thinkFor')}
          value={form.think}
          wrong={wrong.think}
          set={(think) => put({ think })}
          unit={traffic('mean')}
        />
      </>
    );
  return (
    <>
      <Field
        name={traffic('rate')}
        value={form.rps}
        wrong={wrong.rps}
        set={(rps) => put({ rps })}
        unit={traffic('perSecond')}
      />
      <Choice
        name={traffic('profile')}
        value={form.profile}
        options={profiles.map((id) => [id, traffic(`shape.${id}`)])}
        set={(profile) => put({ profile })}
      />
      {form.profile !== 'steady' && (
        <>
          <Field
            name={traffic('upTo')}
            value={form.peak}
            wrong={wrong.peak}
            set={(peak) => put({ peak })}
            unit={traffic('perSecond')}
          />
          <Field
            name={traffic(timeWords[form.profile])}
            value={form.time}
            wrong={wrong.time}
            set={(time) => put({ time })}
          />
        </>
      )}
      {form.profile === 'spike' && (
        <Field name={traffic('for')} value={form.lasting} wrong={wrong.lasting} set={(lasting) => put({ lasting })} />
      )}
    </>
  );
}

/** Describes a client; what it would be as a step of a scenario stands below. */
export function ClientForm({ first, isNew, close }: { first: Form; isNew: boolean; close: () => void }) {
  const [form, setForm] = useState(first);
  const nowMs = useCluster((state) => Math.floor(state.nowMs / 1000) * 1000);
  const put = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const result = specOf(form);
  const wrong = 'wrong' in result ? result.wrong : {};
  return (
    <form
      className="t-form"
      aria-label={isNew ? traffic('newClient') : traffic('changeClient', { client: first.name })}
      onSubmit={(event) => {
        event.preventDefault();
        if (!('spec' in result)) return;
        void setClient(result.spec);
        close();
      }}
    >
      <h3>{isNew ? traffic('newClient') : traffic('changeClient', { client: first.name })}</h3>
      {isNew && <Field name={traffic('name')} value={form.name} wrong={wrong.name} set={(name) => put({ name })} />}
      <Field name={traffic('sendsTo')} value={form.to} wrong={wrong.to} set={(to) => put({ to })} list={targets()} />
      <Choice
        name={traffic('is')}
        value={form.place}
        options={places.map((id) => [id, traffic(`place.${id}`)])}
        set={(place) => put({ place })}
      />
      {form.place === 'pod' && (
        <Field name={traffic('pod')} value={form.pod} wrong={wrong.pod} set={(pod) => put({ pod })} list={podNames()} />
      )}
      <Choice
        name={traffic('sends')}
        value={form.loop}
        options={loops.map((id) => [id, traffic(`loop.${id}`)])}
        set={(loop) => put({ loop })}
      />
      <LoadFields form={form} wrong={wrong} put={put} />
      <Field name={traffic('givesUp')} value={form.timeout} wrong={wrong.timeout} set={(timeout) => put({ timeout })} />
      <Field name={traffic('retries')} value={form.retries} wrong={wrong.retries} set={(retries) => put({ retries })} />
      {'spec' in result && <code className="t-step">{trafficStep(result.spec, nowMs)}</code>}
      <p className="t-buttons">
        <button type="submit" className="t-send" disabled={!('spec' in result)}>
          {isNew ? traffic('start') : traffic('apply')}
        </button>
        <button type="button" className="t-send" onClick={close}>
          {traffic('cancel')}
        </button>
      </p>
    </form>
  );
}
