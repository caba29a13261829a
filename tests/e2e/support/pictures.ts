/** Small real pictures a technician takes in a journey. */
import { DEMO_PICTURES } from "../../../convex/model/demo/pictures";

interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** So many different pictures, as files of a phone's camera. */
export function pictures(count: number): Picture[] {
  const drawn = Object.values(DEMO_PICTURES);
  return Array.from({ length: count }, (_, index) => ({
    name: `picture-${index + 1}.png`,
    mimeType: "image/png",
    buffer: Buffer.from(drawn[index % drawn.length] ?? "", "base64"),
  }));
}
