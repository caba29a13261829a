/* What a refused change says: its title and every reason. Draws nothing while there is none. */
import { Notice } from "./Notice";

export interface ProblemNoticeProps {
  readonly problem: { readonly title: string; readonly reasons: readonly string[] } | null;
}

export function ProblemNotice({ problem }: ProblemNoticeProps) {
  if (problem === null) return null;
  return (
    <Notice tone="problem" title={problem.title}>
      {problem.reasons.length > 0 && (
        <ul>
          {problem.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
