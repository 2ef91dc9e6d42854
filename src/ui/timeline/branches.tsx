import { useCallback, useState } from 'react';
import { time } from '../../language/en/time.ts';
import type { BranchRow } from '../../protocol/branch.ts';
import { Icon } from '../../widgets/icon.tsx';
import { Popover } from '../../widgets/popover.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { renameBranch, switchBranch } from './run-control.ts';

/** From where a branch goes, in words. */
function origin({ parent, forkMs }: BranchRow, all: readonly BranchRow[]): string {
  const from = all.find(({ id }) => id === parent);
  return from === undefined ? time('fromStart') : time('leftAt', { branch: from.name, time: shortTime(forkMs) });
}

/** Shows another branch beside the one that goes on. */
function compare(current: BranchRow, branch: BranchRow, onClose: () => void): void {
  onClose();
  void import('../beside/open-beside.ts').then(({ besideBranch }) => besideBranch(current, branch));
}

interface MenuProps {
  readonly branches: readonly BranchRow[];
  readonly current: BranchRow;
  readonly onClose: () => void;
}

function Menu({ branches, current, onClose }: MenuProps) {
  return (
    <Popover label={time('branches')} className="menu up" onClose={onClose}>
      <p className="menu-head">{time('branchesSay')}</p>
      {branches.map((branch) => (
        <button
          type="button"
          key={branch.id}
          aria-current={branch.id === current.id}
          className="branch"
          onClick={() => {
            onClose();
            if (branch.id !== current.id) switchBranch(branch.id);
          }}
        >
          <b>{branch.name}</b>
          <span className="muted">{origin(branch, branches)}</span>
        </button>
      ))}
      <hr />
      {branches
        .filter(({ id }) => id !== current.id)
        .map((branch) => (
          <button type="button" key={branch.id} onClick={() => compare(current, branch, onClose)}>
            {time('beside', { branch: branch.name })}
          </button>
        ))}
      <hr />
      <label className="branch-name">
        {time('branchName')}
        <input
          defaultValue={current.name}
          maxLength={40}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            renameBranch(current.id, event.currentTarget.value);
            onClose();
          }}
          onBlur={(event) => renameBranch(current.id, event.currentTarget.value)}
        />
      </label>
    </Popover>
  );
}

/** The branch that is shown, once there are several: acting in the past begins another. */
export function Branches() {
  const branches = useCluster((state) => state.branches);
  const id = useCluster((state) => state.branch);
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const current = branches.find((branch) => branch.id === id);
  if (branches.length < 2 || current === undefined) return null;
  return (
    <span className="anchor tp-branch">
      <button
        type="button"
        className="btn small"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={time('branchesOfRun')}
        onClick={() => setOpen(!open)}
      >
        <Icon name="branch" size={14} />
        <span>{current.name}</span>
      </button>
      {open && <Menu branches={branches} current={current} onClose={close} />}
    </span>
  );
}
