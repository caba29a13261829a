/** One line that says on what the figures were measured. */
import { execFileSync } from "node:child_process";
import { cpus, release, tmpdir, totalmem, type } from "node:os";

function fileSystemOf(dir: string): string {
  try {
    return (
      execFileSync("stat", ["-f", "-c", "%T", dir], { encoding: "utf8" }).trim() || "unknown file system"
    );
  } catch {
    return "unknown file system";
  }
}

export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || "unknown processor";
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  return `${processors.length} × ${model}, ${memoryGb} GB, ${type()} ${release()}, Node ${process.version}, data on ${fileSystemOf(tmpdir())}`;
}
