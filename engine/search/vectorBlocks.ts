/**
 * Unit vectors in float32, in blocks of constant size: growing copies nothing, and a search can stop between blocks.
 * What a free slot holds is stale.
 */

/** Floats per block, 1 MiB. */
const BLOCK_FLOATS = 262_144;

export class VectorBlocks {
  readonly rowsPerBlock: number;
  readonly #blocks: Float32Array[] = [];

  constructor(readonly dimensions: number) {
    this.rowsPerBlock = Math.max(1, Math.floor(BLOCK_FLOATS / dimensions));
  }

  get blockCount(): number {
    return this.#blocks.length;
  }

  set(slot: number, vector: Float32Array): void {
    const number = Math.floor(slot / this.rowsPerBlock);
    const block = this.#blocks[number] ?? new Float32Array(this.rowsPerBlock * this.dimensions);
    this.#blocks[number] = block;
    block.set(vector, (slot % this.rowsPerBlock) * this.dimensions);
  }

  /** Calls `each` with the dot product of `query` and every wanted row of a block. */
  dots(
    number: number,
    query: Float32Array,
    wants: (slot: number) => boolean,
    each: (slot: number, dot: number) => void,
  ): void {
    const block = this.#blocks[number];
    if (block === undefined) return;
    const { dimensions } = this;
    const firstSlot = number * this.rowsPerBlock;
    for (let row = 0; row < this.rowsPerBlock; row++) {
      const slot = firstSlot + row;
      if (wants(slot)) each(slot, dotAt(block, row * dimensions, query));
    }
  }
}

/** Four sums at a time: the additions do not wait for each other. */
function dotAt(block: Float32Array, offset: number, query: Float32Array): number {
  const { length } = query;
  const whole = length - (length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < whole; i += 4) {
    const at = offset + i;
    a += (block[at] ?? 0) * (query[i] ?? 0);
    b += (block[at + 1] ?? 0) * (query[i + 1] ?? 0);
    c += (block[at + 2] ?? 0) * (query[i + 2] ?? 0);
    d += (block[at + 3] ?? 0) * (query[i + 3] ?? 0);
  }
  for (let i = whole; i < length; i++) a += (block[offset + i] ?? 0) * (query[i] ?? 0);
  return a + b + (c + d);
}

/** Scaled to length one; a zero vector stays zero and is similar to nothing. */
export function unitVector(values: readonly number[]): Float32Array {
  let sum = 0;
  for (const value of values) sum += value * value;
  const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum);
  const unit = new Float32Array(values.length);
  values.forEach((value, i) => {
    unit[i] = value * scale;
  });
  return unit;
}
