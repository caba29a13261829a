/** Child process of the lock test: opens the folder, says so, and waits to be killed. */
import { openDriver } from "../../../engine/storage/openDriver";

const [folder = ""] = process.argv.slice(2);
await openDriver(folder);
process.stdout.write("open\n");
setInterval(() => undefined, 1000);
