/** Holds a data file as an operator's tool may: exclusively, for as many milliseconds as asked, from the line it prints. */
import Sqlite from "libsql";

const [, , file = "", milliseconds = "0"] = process.argv;
const connection = new Sqlite(file);
// In this mode the log has no shared memory: readers are kept out too.
connection.exec("PRAGMA locking_mode = EXCLUSIVE");
connection.exec("BEGIN EXCLUSIVE");
process.stdout.write("held\n");
setTimeout(() => {
  process.exit();
}, Number(milliseconds));
