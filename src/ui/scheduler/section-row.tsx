import type { Matrix } from './matrix-model.ts';

interface SectionRowProps {
  readonly matrix: Matrix;
  readonly marked: string;
  readonly name: string;
  readonly question: string;
  readonly end?: string;
}

/** The head of a part of the matrix: what its rows ask. */
export function SectionRow({ matrix, marked, name, question, end = '' }: SectionRowProps) {
  return (
    <tr className="section">
      <th scope="rowgroup">
        {name} <span>{question}</span>
      </th>
      {matrix.nodes.map(({ node }) => (
        <td key={node} className={node === marked ? 'marked' : ''} />
      ))}
      <td className="end">{end}</td>
    </tr>
  );
}
