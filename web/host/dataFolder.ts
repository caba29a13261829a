/** The folder the host keeps everything in: makes it and says in one line why it cannot be used. */
import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { HostFailure } from "./hostFailure";

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: "it is a file, not a folder",
  ENOTDIR: "part of its path is a file, not a folder",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  ENOENT: "it cannot be made there",
};

/** @throws {@link HostFailure} naming the folder, the reason and the setting that chooses another one. */
export async function requireDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const reason = REASONS[code] ?? message;
    throw new HostFailure(
      `the data folder ${folder} cannot be used: ${reason}. Choose another one with MAYDAN_HOME=<folder>.`,
    );
  }
}
