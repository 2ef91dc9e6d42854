import { useEffect, useState } from 'react';
import { editor } from '../../language/en/editor.ts';
import { Button } from '../../widgets/button.tsx';
import { type EditorFile, goToLine, setText } from './editor-store.ts';
import type { Upgrade } from './upgrade/upgrade.ts';

/** Files without such a version need no parser. */
const mayBeOld = /^\s*["']?apiVersion["']?:\s*["']?\S+\/v\d(?:beta|alpha)\d/m;

const load = () => import('./upgrade/upgrade.ts');

/** Finds what v1.32 does not serve, once the text has been left alone for a moment. */
function useUpgrades(text: string): readonly Upgrade[] {
  const [upgrades, setUpgrades] = useState<readonly Upgrade[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      const found = mayBeOld.test(text) ? (await load()).upgradesOf(text) : [];
      if (isCurrent) setUpgrades((before) => (before.length === 0 && found.length === 0 ? before : found));
    };
    const timer = setTimeout(() => void find(), 250);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text]);
  return upgrades;
}

/** Says which versions of a file v1.32 does not serve, and converts them at a click. */
export function UpgradeBar({ file }: { readonly file: EditorFile }) {
  const upgrades = useUpgrades(file.text);
  if (upgrades.length === 0) return null;
  const convert = async (line?: number) => setText(file.id, (await load()).upgraded(file.text, line));
  return (
    <div className="results upgrades" role="status" data-testid="upgrades">
      {upgrades.map(({ line, from, to, note }) => (
        <div key={line}>
          <button type="button" className="error" onClick={() => goToLine(line)}>
            <span className="line">{editor('line', { line })}</span>
            <span>{editor('removed', { from, to, note: note === '' ? '' : editor(`note.${note}`) })}</span>
          </button>
          <Button small onClick={() => void convert(line)}>
            {editor('convert', { to })}
          </Button>
        </div>
      ))}
    </div>
  );
}
