import { useCallback } from 'react';
import { moments } from '../../language/en/moments.ts';
import { CrossButton } from '../../widgets/cross-button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { Popover } from '../../widgets/popover.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import {
  addBookmark,
  type Bookmark,
  bookmarksOf,
  goToBookmark,
  removeBookmark,
  renameBookmark,
  runKey,
  useBookmarks,
} from './bookmark-store.ts';
import { inset } from './timeline-model.ts';

function useOwn(): readonly Bookmark[] {
  const all = useBookmarks((state) => state.all);
  useCluster((state) => state.run);
  return bookmarksOf(all, runKey());
}

function Row({ bookmark, onClose }: { readonly bookmark: Bookmark; readonly onClose: () => void }) {
  const { id, name, atMs } = bookmark;
  const time = shortTime(atMs);
  return (
    <li>
      <button
        type="button"
        className="when"
        aria-label={moments('goTo', { name, time })}
        title={moments('goTo', { name, time })}
        onClick={() => {
          onClose();
          goToBookmark(bookmark);
        }}
      >
        {time}
      </button>
      <input
        defaultValue={name}
        maxLength={40}
        aria-label={moments('name')}
        onBlur={(event) => renameBookmark(id, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          renameBookmark(id, event.currentTarget.value);
          onClose();
        }}
      />
      <CrossButton label={moments('remove', { name })} size={10} onClick={() => removeBookmark(id)} />
    </li>
  );
}

function Menu({ own, onClose }: { readonly own: readonly Bookmark[]; readonly onClose: () => void }) {
  return (
    <Popover label={moments('bookmarks')} className="menu up" onClose={onClose}>
      {own.length === 0 && <p className="menu-head">{moments('none')}</p>}
      <ul className="bookmark-list">
        {own.map((bookmark) => (
          <Row key={bookmark.id} bookmark={bookmark} onClose={onClose} />
        ))}
      </ul>
      <hr />
      <button type="button" onClick={addBookmark}>
        {moments('mark')}
      </button>
    </Popover>
  );
}

/** Marks moments, and leads back to them. */
export function Bookmarks() {
  const own = useOwn();
  const open = useBookmarks((state) => state.open);
  const close = useCallback(() => useBookmarks.setState({ open: false }), []);
  return (
    <span className="anchor tp-bookmark">
      <button
        type="button"
        className="btn"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={moments('bookmarkHint')}
        onClick={() => {
          if (open) close();
          else if (own.length === 0) addBookmark();
          else useBookmarks.setState({ open: true });
        }}
      >
        <Icon name="flag" size={14} />
        <span>{moments('bookmark')}</span>
      </button>
      {open && <Menu own={own} onClose={close} />}
    </span>
  );
}

interface FlagsProps {
  readonly endMs: number;
  readonly width: number;
}

/** The marked moments on the timeline, each a button. */
export function BookmarkFlags({ endMs, width }: FlagsProps) {
  const own = useOwn();
  return own
    .filter(({ atMs }) => atMs <= endMs)
    .map((bookmark) => {
      const { id, name, atMs } = bookmark;
      const label = moments('goTo', { name, time: shortTime(atMs) });
      return (
        <button
          type="button"
          key={id}
          className="bookmark-flag"
          style={{ left: inset + (atMs / endMs) * (width - 2 * inset) }}
          aria-label={label}
          title={label}
          onClick={() => goToBookmark(bookmark)}
        >
          <Icon name="flag" size={12} />
        </button>
      );
    });
}
