interface LabelsProps {
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** Labels as `key=value`, one a line. */
export function Labels({ labels }: LabelsProps) {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return null;
  return (
    <span className="labels mono">
      {entries.map(([key, value]) => (
        <span key={key}>{`${key}=${value}`}</span>
      ))}
    </span>
  );
}
