const CONTEXT = 3;

/** The difference of two texts as `diff -u` prints it, without the lines that name the files; '' if there is none. */
export function unifiedDiff(before: string, after: string): string {
  const [a, b] = [linesOf(before), linesOf(after)];
  const edits = editsOf(a, b);
  return hunksOf(edits)
    .map((hunk) => hunkText(hunk, edits))
    .join('');
}

interface Edit {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
  /** How many lines of each text come before it. */
  readonly beforeA: number;
  readonly beforeB: number;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The shortest way from one text to the other; what was taken out comes before what was put in. */
function editsOf(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const { goneA, newB } = changesOf(a, b);
  slideDown(a, goneA, newB);
  slideDown(b, newB, goneA);
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && goneA[i]) edits.push({ mark: '-', line: a[i]!, beforeA: i++, beforeB: j });
    else if (j < b.length && newB[j]) edits.push({ mark: '+', line: b[j]!, beforeA: i, beforeB: j++ });
    else edits.push({ mark: ' ', line: a[i]!, beforeA: i++, beforeB: j++ });
  }
  return edits;
}

/** Which lines are not in the longest common subsequence. */
function changesOf(a: readonly string[], b: readonly string[]): { goneA: boolean[]; newB: boolean[] } {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  const longest = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      longest[i]![j] =
        a[head + i] === b[head + j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
    }
  }
  const goneA = new Array<boolean>(a.length).fill(false);
  const newB = new Array<boolean>(b.length).fill(false);
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && a[head + i] === b[head + j]) {
      i++;
      j++;
    } else if (i < n && (j === m || longest[i + 1]![j]! >= longest[i]![j + 1]!)) goneA[head + i++] = true;
    else newB[head + j++] = true;
  }
  return { goneA, newB };
}

/** Moves every run of changed lines as far down as the text allows. Models shift_boundaries of GNU diff. */
function slideDown(lines: readonly string[], changed: boolean[], others: readonly boolean[]): void {
  let other = 0;
  for (let i = 0; i < lines.length; ) {
    if (!changed[i]) {
      while (others[other]) other++;
      other++;
      i++;
      continue;
    }
    let start = i;
    let end = i;
    while (changed[end]) end++;
    // Opposite a change of the other text the run stays where it is.
    while (end < lines.length && !others[other] && lines[start] === lines[end]) {
      changed[start++] = false;
      changed[end++] = true;
      other++;
      while (changed[end]) end++;
    }
    i = end;
  }
}

interface Hunk {
  readonly from: number;
  readonly to: number;
}

/** Changes with less than twice the context between them share a hunk. */
function hunksOf(edits: readonly Edit[]): readonly Hunk[] {
  const hunks: { from: number; to: number }[] = [];
  edits.forEach(({ mark }, i) => {
    if (mark === ' ') return;
    const from = Math.max(0, i - CONTEXT);
    const to = Math.min(edits.length, i + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  });
  return hunks;
}

function hunkText({ from, to }: Hunk, edits: readonly Edit[]): string {
  const part = edits.slice(from, to);
  const count = (mark: string): number => part.filter((edit) => edit.mark !== mark).length;
  const range = (before: number, length: number): string => {
    if (length === 0) return `${before},0`;
    return length === 1 ? `${before + 1}` : `${before + 1},${length}`;
  };
  const first = part[0]!;
  const header = `@@ -${range(first.beforeA, count('+'))} +${range(first.beforeB, count('-'))} @@\n`;
  return header + part.map(({ mark, line }) => `${mark}${line}\n`).join('');
}
