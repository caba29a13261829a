/**
 * Half-open string intervals, each with a set of tokens, answering "which tokens' intervals contain this key".
 * A treap ordered by start (then end), every node knowing the greatest end below it. Equal intervals share one node.
 */

interface Node<Token> {
  readonly lo: string;
  readonly end: string;
  readonly tokens: Set<Token>;
  readonly priority: number;
  /** Greatest end in this subtree. */
  maxEnd: string;
  left: Node<Token> | null;
  right: Node<Token> | null;
}

export class IntervalTree<Token> {
  #root: Node<Token> | null = null;
  #seed = 0x9e3779b9;

  get isEmpty(): boolean {
    return this.#root === null;
  }

  add(lo: string, end: string, token: Token): void {
    this.#root = this.#insert(this.#root, lo, end, token);
  }

  /** No effect when the token has no such interval. */
  remove(lo: string, end: string, token: Token): void {
    this.#root = this.#remove(this.#root, lo, end, token);
  }

  /** Adds to `found` the tokens of every interval with `lo <= key < end`. */
  collect(key: string, found: Set<Token>): void {
    collect(this.#root, key, found);
  }

  #insert(node: Node<Token> | null, lo: string, end: string, token: Token): Node<Token> {
    if (node === null) {
      return {
        lo,
        end,
        tokens: new Set([token]),
        priority: this.#random(),
        maxEnd: end,
        left: null,
        right: null,
      };
    }
    const order = compare(lo, end, node);
    if (order === 0) {
      node.tokens.add(token);
      return node;
    }
    if (order < 0) {
      const left = this.#insert(node.left, lo, end, token);
      node.left = left;
      if (left.priority > node.priority) return rotateRight(node, left);
    } else {
      const right = this.#insert(node.right, lo, end, token);
      node.right = right;
      if (right.priority > node.priority) return rotateLeft(node, right);
    }
    if (end > node.maxEnd) node.maxEnd = end;
    return node;
  }

  #remove(node: Node<Token> | null, lo: string, end: string, token: Token): Node<Token> | null {
    if (node === null) return null;
    const order = compare(lo, end, node);
    if (order === 0) {
      node.tokens.delete(token);
      return node.tokens.size > 0 ? node : merge(node.left, node.right);
    }
    if (order < 0) node.left = this.#remove(node.left, lo, end, token);
    else node.right = this.#remove(node.right, lo, end, token);
    update(node);
    return node;
  }

  /** xorshift32: balance must not depend on the insertion order, but runs must be repeatable. */
  #random(): number {
    let x = this.#seed;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#seed = x;
    return x;
  }
}

function compare(lo: string, end: string, node: { lo: string; end: string }): number {
  if (lo !== node.lo) return lo < node.lo ? -1 : 1;
  if (end !== node.end) return end < node.end ? -1 : 1;
  return 0;
}

function update<Token>(node: Node<Token>): void {
  let max = node.end;
  if (node.left !== null && node.left.maxEnd > max) max = node.left.maxEnd;
  if (node.right !== null && node.right.maxEnd > max) max = node.right.maxEnd;
  node.maxEnd = max;
}

function rotateRight<Token>(node: Node<Token>, left: Node<Token>): Node<Token> {
  node.left = left.right;
  left.right = node;
  update(node);
  update(left);
  return left;
}

function rotateLeft<Token>(node: Node<Token>, right: Node<Token>): Node<Token> {
  node.right = right.left;
  right.left = node;
  update(node);
  update(right);
  return right;
}

function merge<Token>(a: Node<Token> | null, b: Node<Token> | null): Node<Token> | null {
  if (a === null) return b;
  if (b === null) return a;
  if (a.priority > b.priority) {
    a.right = merge(a.right, b);
    update(a);
    return a;
  }
  b.left = merge(a, b.left);
  update(b);
  return b;
}

function collect<Token>(node: Node<Token> | null, key: string, found: Set<Token>): void {
  if (node === null || key >= node.maxEnd) return;
  collect(node.left, key, found);
  if (key < node.lo) return;
  if (key < node.end) for (const token of node.tokens) found.add(token);
  collect(node.right, key, found);
}
