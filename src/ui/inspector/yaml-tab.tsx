import { useState } from 'react';
import type { KubeObject } from '../../api/object.ts';
import { inspector } from '../../language/en/inspector.ts';
import { Button } from '../../widgets/button.tsx';
import { YamlView } from '../../widgets/yaml-view.tsx';
import { openText } from '../editor/editor-store.ts';
import { focusEditor } from '../shell/focus.ts';
import { editableYaml } from './editable.ts';

/** Opens an object in the editor, as a manifest. */
export function editObject(object: KubeObject): void {
  const { kind, metadata } = object;
  openText(`${kind.toLowerCase()}-${metadata.name}.yaml`, editableYaml(object));
  focusEditor();
}

function Copy({ text }: { readonly text: string }) {
  const [word, setWord] = useState(inspector('copy'));
  const copy = () => {
    const done = (said: string) => {
      setWord(said);
      setTimeout(() => setWord(inspector('copy')), 1500);
    };
    // A sandboxed frame, or a page without TLS, may have no clipboard.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
    copied.then(
      () => done(inspector('copied')),
      () => done(inspector('noClipboard')),
    );
  };
  return (
    <Button small onClick={copy}>
      {word}
    </Button>
  );
}

interface YamlTabProps {
  readonly object: KubeObject;
  readonly text: string;
  readonly canAct: boolean;
}

/** The object as `kubectl get -o yaml` prints it, as it is now. */
export function YamlTab({ object, text, canAct }: YamlTabProps) {
  return (
    <>
      <div className="tab-bar">
        <span className="muted">{inspector('live', { version: object.metadata.resourceVersion ?? '' })}</span>
        <span className="sp" />
        <Copy text={text} />
        {canAct && (
          <Button small icon="edit" onClick={() => editObject(object)}>
            {inspector('edit')}
          </Button>
        )}
      </div>
      <YamlView text={text} />
    </>
  );
}
